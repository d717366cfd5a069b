/* pages.h: memory that does not come from malloc.
 *
 * What the benchmark needs for itself must leave the malloc that it measures as it is:
 * one large free, for instance, makes glibc raise the size from which it maps pages. */
#ifndef BENCH_PAGES_H
#define BENCH_PAGES_H

#include <stddef.h>

/* `bytes` zeroed bytes from the system, at the beginning of a page. Ends the program
 * with a message if there are none, as all of these do. */
void *bench_pages(size_t bytes);

/* The same, shared with the children that this process forks. */
void *bench_shared_pages(size_t bytes);

/* As realloc: makes it `bytes` long, perhaps elsewhere. */
void *bench_pages_grow(void *pages, size_t old_bytes, size_t bytes);

void bench_pages_free(void *pages, size_t bytes);

/* A block source for an arena (arena_options.source): whole pages, no malloc. */
void *bench_page_source(void *context, void *ptr, size_t old_size, size_t new_size);

/* Has glibc's malloc give all free pages back to the system, so that what comes next
 * meets fresh ones. Other mallocs keep what they have. */
void bench_give_memory_back(void);

#endif
