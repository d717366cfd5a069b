/* solution.c: the height of a tree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cellar.h"

/* Nodes from the root down to the deepest leaf; 0: no memory in `arena`, where nothing
 * is left behind. */
static size_t height(struct arena *arena, const struct cel_node *root)
{
    struct arena_mark mark = arena_mark(arena);
    struct cel_walk walk;
    struct cel_step step;
    size_t most = 0;
    cel_walk_start(&walk, arena, root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step))
        most = step.depth + 1 > most ? step.depth + 1 : most;
    bool failed = walk.failed;
    arena_release(arena, mark);
    return failed ? 0 : most;
}

#include "test.c"
