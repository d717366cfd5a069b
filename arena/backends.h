/* backends.h: the backends there are, for a program that lets its user choose. */
#ifndef ARENA_BACKENDS_H
#define ARENA_BACKENDS_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const struct arena_backend arena_bump;   /* blocks and a window: "arena" */
extern const struct arena_backend arena_malloc; /* a malloc an object: "malloc" */

/* The backend of that name, or NULL. */
const struct arena_backend *arena_backend_named(const char *name);

/* The name of the i-th backend from 0; NULL behind the last. */
const char *arena_backend_name(size_t i);

#ifdef __cplusplus
}
#endif

#endif
