/* solution.c: a source of blocks that has a budget. */
#include <stdio.h>
#include <stdlib.h>

#include "arena/arena.h"

/* The context of the source. */
struct budget {
    size_t most; /* bytes that may be held at a time */
    size_t held; /* bytes held now */
};

/* An arena_source. */
static void *budget_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct budget *budget = context;
    if (new_size == 0) {
        budget->held -= old_size;
        free(ptr);
        return NULL;
    }
    if (new_size > budget->most - budget->held) /* no sum: it could overflow */
        return NULL;
    void *block = malloc(new_size);
    if (block)
        budget->held += new_size;
    return block;
}

#include "test.c"
