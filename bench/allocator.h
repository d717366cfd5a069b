/* allocator.h: whose malloc this process really has. LD_PRELOAD fails with a warning
 * that is easily missed, and then glibc's is measured under another's name. */
#ifndef BENCH_ALLOCATOR_H
#define BENCH_ALLOCATOR_H

#include <stddef.h>

/* The malloc that is loaded: "glibc", "jemalloc", "mimalloc" or "tcmalloc", found by a
 * symbol that only it has; its version goes to `version` (`size` bytes). */
const char *bench_allocator(char *version, size_t size);

/* Bytes that malloc puts in front of each object: known of glibc's only, else 0. */
size_t bench_malloc_header(void);

/* Free bytes that malloc holds and has not given back to the system: known of glibc's
 * only, else SIZE_MAX. */
size_t bench_malloc_free(void);

#endif
