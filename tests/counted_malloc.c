/* counted_malloc.c: malloc and its kin, which count how often they are called. */
#include "tests/counted_malloc.h"

#include <stddef.h>
#include <stdlib.h>

/* The C library's own, under the names by which it also exports them. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void __libc_free(void *ptr);

static unsigned long calls; /* so far */

void *malloc(size_t size)
{
    calls++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    calls++;
    return __libc_calloc(count, size);
}

void *realloc(void *ptr, size_t size)
{
    calls++;
    return __libc_realloc(ptr, size);
}

void free(void *ptr)
{
    calls++;
    __libc_free(ptr);
}

unsigned long malloc_calls(void)
{
    return calls;
}
