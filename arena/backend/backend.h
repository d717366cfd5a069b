/* backend.h: what a backend is: a few functions behind a name.
 *
 * arena.c checks limits, overflow and alignment once, so a backend sees only sizes and
 * alignments (powers of two from ARENA_ALIGN) whose sums cannot overflow. Sizes are as
 * asked for, 0 included; bytes in use are counted rounded up. One that keeps the window
 * shut leaves ptr, end, start and block_end as they are and counts in arena->closed. */
#ifndef ARENA_BACKEND_H
#define ARENA_BACKEND_H

#include "../arena.h"
#include "../stats.h"

#ifdef __cplusplus
extern "C" {
#endif

struct arena_backend {
    const char *name; /* as given to --alloc */

    /* Serves a miss: `size` bytes at a multiple of `align`, or NULL and no change. A
     * size of 0 gets an address of its own. */
    void *(*alloc)(struct arena *arena, size_t size, size_t align, const char *tag);

    /* Makes an object longer, in place or as a moved copy, or NULL and no change. It
     * counts itself in arena->misses if it does not go through arena_alloc, which
     * counts. arena_grow_copy does, and suits most. */
    void *(*grow)(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                  const char *tag);

    /* Hears of a request that the limit or overflow refused before it came here: of
     * `size` bytes for the object at `ptr`, of old_size bytes so far (NULL and 0: for a
     * new one). NULL in the table: need not know. */
    void (*refused)(struct arena *arena, const void *ptr, size_t old_size, size_t size,
                    size_t align, const char *tag);

    /* Fills in what is the backend's own of a mark. */
    void (*mark)(struct arena *arena, struct arena_mark *mark);

    /* Frees all objects made since the mark. */
    void (*release)(struct arena *arena, const struct arena_mark *mark);

    /* Frees all objects; keeps memory for reuse. */
    void (*reset)(struct arena *arena);

    /* Gives all memory back. */
    void (*destroy)(struct arena *arena);

    /* Adds what is the backend's own of the statistics: bookkeeping and blocks. */
    void (*stats)(const struct arena *arena, struct arena_stats *stats);
};

/* The bytes that an object takes: a size of 0 needs a place, too. */
static inline size_t arena_round_up(size_t size)
{
    return size == 0 ? ARENA_ALIGN : (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
}

/* How many bytes more the limit allows. */
static inline size_t arena_left(const struct arena *arena)
{
    size_t used = arena_used(arena), limit = arena->options.limit;
    return limit > used ? limit - used : 0;
}

/* Grows an object where rounding left it room, else by arena_alloc and a copy. */
void *arena_grow_copy(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                      const char *tag);

/* Makes [start, start + size) the window's block, with ptr as its first free byte;
 * the arena's limit may end the window earlier. */
void arena_open_window(struct arena *arena, char *start, size_t size, char *ptr);

/* Leaves no byte in the window: the next request comes to the backend. */
void arena_shut_window(struct arena *arena);

/* Takes `size` bytes at a multiple of `align` from the window; NULL if they do not fit.
 */
static inline void *arena_take(struct arena *arena, size_t size, size_t align)
{
    size_t skip = -(uintptr_t)arena->ptr & (align - 1);
    size_t room = (size_t)(arena->end - arena->ptr);
    if (skip > room || size > room - skip)
        return NULL;
    char *object = arena->ptr + skip;
    arena->ptr = object + size;
    return object;
}

/* Keeps the most bytes ever in use; called before bytes are taken back. */
void arena_note_peak(struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
