/* arena.h: malloc in the arena's place, compiled in: no window, no table, no limit.
 * The library is compiled a second time with `-include bench/direct/arena.h`: this file
 * defines the names that arena/arena.h would, and its guard, so that the other is
 * passed over. An object is a malloc and a push on an array of pointers, as with
 * arena_malloc. Nothing fails here: without memory the program ends. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "arena/poison.h"

#define ARENA_ALIGN ((size_t)8)
#define ARENA_APART
#define ARENA_COLD

typedef void *arena_source(void *context, void *ptr, size_t old_size, size_t new_size);

/* What callers set; none of it has an effect. */
struct arena_options {
    const struct arena_backend *backend; /* see arena/arena.h */
    arena_source *source;                /* the same */
    size_t retain;                       /* the same */
    size_t limit;                        /* the same */
};

/* The objects made since the last reset. */
struct arena {
    void **items;                 /* they, in the order they were made */
    size_t count;                 /* how many */
    size_t capacity;              /* how many there is room for */
    struct arena_options options; /* for those who look at the limit */
};

void arena_init(struct arena *arena, const struct arena_options *options);
void arena_destroy(struct arena *arena);
void arena_reset(struct arena *arena);
void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                 const char *tag);

/* Makes the array of pointers longer. */
void arena_direct_more(struct arena *arena);

/* The memory if there is some; else ends the program. */
void *arena_direct_checked(void *memory);

/* Any request is served at once. */
static inline bool arena_has_room(const struct arena *arena, size_t size)
{
    (void)arena, (void)size;
    return true;
}

static inline void *arena_alloc(struct arena *arena, size_t size, const char *tag)
{
    (void)tag;
    if (arena->count == arena->capacity)
        arena_direct_more(arena);
    void *object = malloc(size);
    if (object == NULL)
        arena_direct_checked(object);
    return arena->items[arena->count++] = object;
}

#define ARENA_NEW(arena, T)      ((T *)arena_alloc((arena), sizeof(T), #T))
#define ARENA_ARRAY(arena, T, n) ((T *)arena_alloc((arena), (n) * sizeof(T), #T "[]"))

static inline size_t arena_set_limit(struct arena *arena, size_t limit)
{
    (void)limit;
    return arena->options.limit;
}

static inline size_t arena_used(const struct arena *arena)
{
    (void)arena;
    return 0;
}

#endif
