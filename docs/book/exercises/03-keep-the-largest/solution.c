/* solution.c: a reset that keeps one block, the largest. */
#include <stdio.h>
#include <stdlib.h>

static void *must(void *memory)
{
    return memory ? memory : (exit(2), NULL);
}

#include "docs/ladder/3-arena.h"

/* Frees all objects and gives all blocks back but the largest. */
static void arena_reset_to_largest(struct arena *arena)
{
    struct block *largest = arena->first;
    if (!largest)
        return;
    while (largest->next) { /* the last one: each is larger than the one before */
        struct block *next = largest->next;
        free(largest);
        largest = next;
    }
    arena->first = largest;
    arena_reset(arena);
}

#include "test.c"
