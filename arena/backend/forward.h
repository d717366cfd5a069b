/* forward.h: what backends share that wrap another arena, the inner one.
 *
 * options.setup points at the caller's struct, whose first member is the pointer to the
 * inner arena. The wrapper's window is shut, and so each request comes by; the inner
 * arena's window stays as it is. Marks and bytes in use are the inner arena's. The
 * wrapper's own limit counts, too: it is lent to the inner arena for each request. */
#ifndef ARENA_FORWARD_H
#define ARENA_FORWARD_H

#include "backend.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The arena that a wrapper wraps. */
struct arena *arena_inner(const struct arena *arena);

/* The backend's functions, each passed on to the inner arena. */
void *arena_forward_alloc(struct arena *arena, size_t size, size_t align,
                          const char *tag);
void *arena_forward_grow(struct arena *arena, void *ptr, size_t old_size,
                         size_t new_size, const char *tag);
void arena_forward_mark(struct arena *arena, struct arena_mark *mark);
void arena_forward_release(struct arena *arena, const struct arena_mark *mark);
void arena_forward_reset(struct arena *arena);
void arena_forward_destroy(struct arena *arena);
void arena_forward_stats(const struct arena *arena, struct arena_stats *stats);

#ifdef __cplusplus
}
#endif

#endif
