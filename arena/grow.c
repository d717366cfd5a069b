/* grow.c: making an object longer: at the window's start that costs nothing, elsewhere
 * the backend knows best. */
#include "arena.h"

#include <string.h>

#include "backend/backend.h"

/* Whether the window begins right behind the object and has room for `more` bytes. */
static bool is_before_window(const struct arena *arena, const char *ptr, size_t size,
                             size_t more)
{
    return arena->ptr != arena->start && ptr + size == arena->ptr &&
           arena_has_room(arena, more);
}

void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                 const char *tag)
{
    if (ptr == NULL)
        return arena_alloc(arena, new_size, tag);
    if (new_size <= old_size)
        return ptr;
    size_t from = arena_round_up(old_size), to = arena_round_up(new_size);
    void *grown = NULL;
    if (new_size > PTRDIFF_MAX / 2 || to - from > arena_left(arena)) {
        if (arena->backend->refused != NULL)
            arena->backend->refused(arena, ptr, old_size, new_size, ARENA_ALIGN, tag);
    } else if (is_before_window(arena, ptr, from, to - from)) {
        arena->ptr += to - from;
        grown = ptr;
    } else {
        grown = arena->backend->grow(arena, ptr, old_size, new_size, tag);
    }
    if (grown != NULL)
        arena_unpoison((char *)grown + old_size, new_size - old_size);
    return grown;
}

void *arena_grow_copy(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                      const char *tag)
{
    if (arena_round_up(old_size) == arena_round_up(new_size))
        return ptr;
    void *copy = arena_alloc(arena, new_size, tag);
    return copy != NULL ? memcpy(copy, ptr, old_size) : NULL;
}
