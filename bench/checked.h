/* checked.h: memory for a program that has no use for going on without it. */
#ifndef BENCH_CHECKED_H
#define BENCH_CHECKED_H

#include <stddef.h>

/* As calloc, realloc and strdup: free() frees. Without memory the program ends with a
 * message and status 2. A count of 0 gives memory, too. */
void *bench_array(size_t count, size_t size);
void *bench_resize(void *memory, size_t size);
char *bench_copy(const char *text);

/* A text as printf makes it. */
char *bench_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
