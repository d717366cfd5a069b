/* starter.c: the height of a tree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cellar.h"

enum { DEEPEST = 1000 }; /* from here on the stack might overflow */

static size_t height_below(const struct cel_node *node, size_t depth)
{
    struct cel_children children = cel_children(node);
    size_t most = 0;
    for (uint32_t i = 0; i < children.count && depth < DEEPEST; i++) {
        size_t height = height_below(children.items[i], depth + 1);
        most = height > most ? height : most;
    }
    return most + 1;
}

/* Nodes from the root down to the deepest leaf; 0: no memory in `arena`, where nothing
 * is left behind. */
static size_t height(struct arena *arena, const struct cel_node *root)
{
    (void)arena; /* it recurses, and gives up: your turn */
    return height_below(root, 0);
}

#include "test.c"
