/* failing_malloc.c: a library to be preloaded, by which a program's requests for memory
 * fail: FAIL_MALLOC=5 the fifth, FAIL_MALLOC=5+ that and all after it, 0 none.
 *
 * It counts malloc and its kin and mmap of memory, by the program and by the libraries
 * that it uses, from when these are loaded. What it counted is written to the file that
 * FAIL_MALLOC_TOLD names, as "REQUESTS REFUSED". */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The C library's own, under the names by which it also exports them. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void *__libc_memalign(size_t align, size_t size);

static atomic_ulong requests, refused;
static unsigned long failing; /* the request that fails, from 1 */
static bool all_after;        /* and all after it */
static bool active;           /* the program has begun */

static __attribute__((constructor)) void begin(void)
{
    const char *text = getenv("FAIL_MALLOC");
    char *end = NULL;
    failing = text != NULL ? strtoul(text, &end, 10) : 0;
    all_after = end != NULL && *end == '+';
    active = true;
}

static __attribute__((destructor)) void end(void)
{
    const char *name = getenv("FAIL_MALLOC_TOLD");
    char text[64];
    active = false;
    int size = snprintf(text, sizeof text, "%lu %lu\n", (unsigned long)requests,
                        (unsigned long)refused);
    int fd = name != NULL ? open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
    if (fd >= 0 && write(fd, text, (size_t)size) == size)
        close(fd);
}

static bool refuses(void)
{
    if (!active)
        return false;
    unsigned long n = ++requests;
    bool due = failing != 0 && (all_after ? n >= failing : n == failing);
    refused += due;
    if (due)
        errno = ENOMEM;
    return due;
}

void *malloc(size_t size)
{
    return refuses() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refuses() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *ptr, size_t size)
{
    return refuses() ? NULL : __libc_realloc(ptr, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    return refuses() ? NULL : __libc_memalign(align, size);
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    if ((flags & MAP_ANONYMOUS) != 0 && refuses())
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, address, size, protection, flags, fd, offset);
}
