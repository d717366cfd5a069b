/* heap_watch.c: see heap_watch.h. The linker's --wrap turns a call of malloc into
 * one of __wrap_malloc, and __real_malloc into the C library's. */
#include "tests/heap_watch.h"

#include <stddef.h>

struct heap_watch heap_watch;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *ptr, size_t size);
void *__real_aligned_alloc(size_t align, size_t size);
void __real_free(void *ptr);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void *__wrap_aligned_alloc(size_t align, size_t size);
void __wrap_free(void *ptr);

static bool refuses(void)
{
    struct heap_watch *w = &heap_watch;
    w->calls++;
    bool due = w->fail != 0 &&
               (w->all_after ? w->calls >= w->fail : w->calls == w->fail);
    w->refused += due;
    return due;
}

static void *given(void *memory)
{
    heap_watch.outstanding += memory != NULL;
    return memory;
}

void *__wrap_malloc(size_t size)
{
    return refuses() ? NULL : given(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuses() ? NULL : given(__real_calloc(count, size));
}

void *__wrap_aligned_alloc(size_t align, size_t size)
{
    return refuses() ? NULL : given(__real_aligned_alloc(align, size));
}

void *__wrap_realloc(void *ptr, size_t size)
{
    if (refuses())
        return NULL;
    void *memory = __real_realloc(ptr, size);
    heap_watch.outstanding += memory != NULL && ptr == NULL;
    return memory;
}

void __wrap_free(void *ptr)
{
    heap_watch.outstanding -= ptr != NULL;
    __real_free(ptr);
}
