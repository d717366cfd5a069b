/* solution.c: the innermost node round a byte. */
#include <stdio.h>
#include <string.h>

#include "ast/walk.h"
#include "parser/parser.h"

/* The innermost node that has the byte at `offset` in it, or NULL. */
static const struct cel_node *innermost(struct arena *arena,
                                        const struct cel_unit *unit, uint32_t offset)
{
    const struct cel_node *found = NULL;
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, arena, unit->root, CEL_WRITTEN);
    while (cel_walk_next(&walk, &step)) {
        struct cel_span span = cel_node_span(unit, step.node);
        if (!step.leaving && span.start <= offset && offset < span.end)
            found = step.node; /* entered later: further in */
    }
    return found;
}

#include "test.c"
