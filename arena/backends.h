/* backends.h: the backends there are, for a program that lets its user choose. log.h
 * and fault.h have two more, which wrap another arena; spec.h makes any of them, and
 * what they wrap, from a text. */
#ifndef ARENA_BACKENDS_H
#define ARENA_BACKENDS_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const struct arena_backend arena_bump;   /* blocks and a window: "arena" */
extern const struct arena_backend arena_malloc; /* a malloc an object: "malloc" */
extern const struct arena_backend arena_slab;   /* free lists by size: "slab" */
extern const struct arena_backend arena_fixed;  /* options.buffer alone: "fixed" */
extern const struct arena_backend arena_host;   /* options.source an object: "host" */

/* The backend of that name, or NULL; of those that need no setup, listed above. */
const struct arena_backend *arena_backend_named(const char *name);

/* The name of the i-th backend from 0; NULL behind the last. */
const char *arena_backend_name(size_t i);

#ifdef __cplusplus
}
#endif

#endif
