/* starter.c: a source of blocks that has a budget. */
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
    (void)context, (void)old_size; /* nobody counts: your turn */
    if (new_size > 0)
        return malloc(new_size);
    free(ptr);
    return NULL;
}

#include "test.c"
