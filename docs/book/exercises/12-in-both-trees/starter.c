/* starter.c: which nodes two walks over a unit come by. */
#include <stdio.h>
#include <string.h>

#include "ast/walk.h"
#include "parser/parser.h"

/* How many nodes are visited by the one walk, by the other, and by both. */
struct counts {
    unsigned written;  /* as it is written, and no other */
    unsigned expanded; /* as it is expanded, and no other */
    unsigned both;     /* both */
};

/* Counts the nodes of a valid unit; what it needs for that is from the arena. */
static struct counts count(struct arena *arena, const struct cel_unit *unit)
{
    struct counts counts = {0, 0, 0};
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, arena, unit->root, CEL_WRITTEN);
    while (cel_walk_next(&walk, &step))
        counts.written += !step.leaving; /* there is another walk: your turn */
    return counts;
}

#include "test.c"
