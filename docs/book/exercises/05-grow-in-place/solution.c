/* solution.c: an object that becomes larger. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "docs/ladder/5-arena.h"

static size_t rounded(size_t size)
{
    return (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
}

/* The object with its first old_size bytes, and room for new_size, which is larger. */
static void *arena_grow(struct arena *arena, void *object, size_t old_size,
                        size_t new_size)
{
    char *old_end = (char *)object + rounded(old_size);
    size_t room = old_end == arena->ptr ? (size_t)(arena->end - (char *)object) : 0;
    if (new_size <= room && rounded(new_size) <= room) {
        arena->ptr = (char *)object + rounded(new_size);
        ASAN_UNPOISON_MEMORY_REGION(object, new_size);
        return object;
    }
    void *copy = arena_alloc(arena, new_size);
    return copy ? memcpy(copy, object, old_size) : NULL;
}

#include "test.c"
