/* pages.c: mmap, mremap and munmap, with the check that they worked. */
#define _GNU_SOURCE
#include "bench/pages.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

static void *checked(void *pages)
{
    if (pages == MAP_FAILED) {
        fputs("bench: out of memory\n", stderr);
        exit(2);
    }
    return pages;
}

void *bench_pages(size_t bytes)
{
    return checked(mmap(NULL, bytes > 0 ? bytes : 1, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

void *bench_shared_pages(size_t bytes)
{
    return checked(
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

void *bench_pages_grow(void *pages, size_t old_bytes, size_t bytes)
{
    if (pages == NULL)
        return bench_pages(bytes);
    return checked(mremap(pages, old_bytes, bytes, MREMAP_MAYMOVE));
}

void bench_pages_free(void *pages, size_t bytes)
{
    if (pages != NULL)
        munmap(pages, bytes > 0 ? bytes : 1);
}

void *bench_page_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    (void)context;
    if (new_size != 0)
        return bench_pages(new_size);
    bench_pages_free(ptr, old_size);
    return NULL;
}

void bench_give_memory_back(void)
{
    malloc_trim(0);
}
