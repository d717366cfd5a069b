/* sources.h: ready-made sources of blocks, for options.source. */
#ifndef ARENA_SOURCES_H
#define ARENA_SOURCES_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* malloc, realloc and free: the default. */
arena_source arena_system_source;

/* The size and alignment of a huge page, in bytes; the best size of a first block. */
#define ARENA_HUGE_PAGE ((size_t)2 << 20)

/* Blocks of ARENA_HUGE_PAGE bytes or more on huge pages, where Linux has some to give:
 * a multiple of them, aligned to them. Smaller blocks, and all of them on other
 * systems, are the system source's. `context` is not used. */
arena_source arena_huge_source;

#ifdef __cplusplus
}
#endif

#endif
