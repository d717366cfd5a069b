/* solution.c: which nodes two walks over a unit come by. */
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

/* Sets the bit for each node that a walk visits. */
static void mark(struct arena *arena, const struct cel_unit *unit, enum cel_view view,
                 unsigned char *marks, unsigned char bit)
{
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, arena, unit->root, view);
    while (cel_walk_next(&walk, &step))
        marks[step.node->id] |= bit;
}

/* Counts the nodes of a valid unit; what it needs for that is from the arena. */
static struct counts count(struct arena *arena, const struct cel_unit *unit)
{
    struct counts counts = {0, 0, 0};
    size_t size = (size_t)unit->node_count + 1; /* ids begin at 1 */
    unsigned char *marks = ARENA_ARRAY(arena, unsigned char, size);
    if (!marks)
        return counts;
    memset(marks, 0, size);
    mark(arena, unit, CEL_WRITTEN, marks, 1);
    mark(arena, unit, CEL_EXPANDED, marks, 2);
    for (size_t id = 1; id < size; id++) {
        counts.written += marks[id] == 1;
        counts.expanded += marks[id] == 2;
        counts.both += marks[id] == 3;
    }
    return counts;
}

#include "test.c"
