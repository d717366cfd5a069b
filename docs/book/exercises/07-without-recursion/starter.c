/* starter.c: the height of a flat tree, in one loop. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef uint32_t tree; /* is known by the index of its root; 0: there is none */

struct flat {
    const tree *lefts, *rights; /* operands, each with a smaller index than its node */
};

static uint32_t height(const struct flat *flat, tree root, uint32_t *heights)
{
    (void)flat, (void)heights; /* your turn */
    return root ? 1 : 0;
}

#include "test.c"
