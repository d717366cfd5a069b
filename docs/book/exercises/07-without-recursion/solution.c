/* solution.c: the height of a flat tree, in one loop. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef uint32_t tree; /* is known by the index of its root; 0: there is none */

struct flat {
    const tree *lefts, *rights; /* operands, each with a smaller index than its node */
};

static uint32_t height(const struct flat *flat, tree root, uint32_t *heights)
{
    heights[0] = 0;
    for (tree node = 1; node <= root; node++) {
        uint32_t left = heights[flat->lefts[node]];
        uint32_t right = heights[flat->rights[node]];
        heights[node] = 1 + (left > right ? left : right);
    }
    return heights[root];
}

#include "test.c"
