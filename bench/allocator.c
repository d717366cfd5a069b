/* allocator.c: asks the loader for the symbols by which mallocs tell their version. */
#define _GNU_SOURCE
#include "bench/allocator.h"

#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Finds a function. C has no cast from an object's address to a function's. */
static int find(const char *name, void *function)
{
    void *symbol = dlsym(RTLD_DEFAULT, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

/* Whether the malloc that is called lies in the library of that name: its symbols may
 * be there without it. */
static int malloc_is_of(const char *library)
{
    Dl_info info;
    void *address = dlsym(RTLD_DEFAULT, "malloc");
    return address != NULL && dladdr(address, &info) != 0 &&
           strstr(info.dli_fname, library) != NULL;
}

const char *bench_allocator(char *version, size_t size)
{
    int (*mallctl)(const char *, void *, size_t *, void *, size_t);
    int (*mi_version)(void);
    const char *(*tc_version)(int *, int *, const char **);
    const char *text = "unknown", *patch = "";
    size_t text_size = sizeof text;
    int major = 0, minor = 0;
    if (find("mallctl", &mallctl)) {
        mallctl("version", &text, &text_size, NULL, 0);
        snprintf(version, size, "%s", text);
        return malloc_is_of("jemalloc") ? "jemalloc" : "unknown";
    }
    if (find("mi_version", &mi_version)) {
        int number = mi_version();
        snprintf(version, size, "%d.%d.%d", number / 100, number / 10 % 10,
                 number % 10);
        return malloc_is_of("mimalloc") ? "mimalloc" : "unknown";
    }
    if (find("tc_version", &tc_version)) {
        tc_version(&major, &minor, &patch);
        snprintf(version, size, "%d.%d%s", major, minor, patch);
        return malloc_is_of("tcmalloc") ? "tcmalloc" : "unknown";
    }
    snprintf(version, size, "%s", gnu_get_libc_version());
    return malloc_is_of("libc.so") ? "glibc" : "unknown";
}

static int is_glibc(void)
{
    char version[128];
    return strcmp(bench_allocator(version, sizeof version), "glibc") == 0;
}

size_t bench_malloc_header(void)
{
    return is_glibc() ? sizeof(size_t) : 0;
}

size_t bench_malloc_free(void)
{
    if (!is_glibc())
        return SIZE_MAX;
    struct mallinfo2 info = mallinfo2();
    return info.fordblks;
}
