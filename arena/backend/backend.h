/* backend.h: what a backend is: seven functions behind a name.
 *
 * arena.c checks limits, overflow and alignment once, so a backend sees only sizes
 * that are multiples of ARENA_ALIGN and not 0. One that keeps the window shut leaves
 * ptr, end, start and block_end as they are, and counts bytes in arena->closed. */
#ifndef ARENA_BACKEND_H
#define ARENA_BACKEND_H

#include "../arena.h"
#include "../stats.h"

#ifdef __cplusplus
extern "C" {
#endif

struct arena_backend {
    const char *name; /* as given to --alloc */

    /* Serves a miss: `size` bytes at a multiple of `align`, or NULL and no change. */
    void *(*alloc)(struct arena *arena, size_t size, size_t align, const char *tag);

    /* The object's new address when it can grow without arena_alloc and a copy, else
     * NULL. NULL in the table: it never can. */
    void *(*grow)(struct arena *arena, void *ptr, size_t old_size, size_t new_size);

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

/* Makes [start, start + size) the window's block, with ptr as its first free byte;
 * the arena's limit may end the window earlier. */
void arena_open_window(struct arena *arena, char *start, size_t size, char *ptr);

/* Takes `size` bytes at a multiple of `align` from the window; NULL if they do not fit.
 */
void *arena_take(struct arena *arena, size_t size, size_t align);

/* Keeps the most bytes ever in use; called before bytes are taken back. */
void arena_note_peak(struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
