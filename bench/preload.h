/* preload.h: other allocators in glibc's place, and what else a machine may lack. */
#ifndef BENCH_PRELOAD_H
#define BENCH_PRELOAD_H

#include <stdbool.h>

/* The library that LD_PRELOAD has to name for an allocator; "" for glibc, NULL if there
 * is no such allocator. */
const char *bench_library_of(const char *allocator);

/* Whether the dynamic linker can load the library in front of a program: it complains
 * if not. dlopen would not do: some of them work only from the start. */
bool bench_library_is_here(const char *library);

/* Whether a program of that name is in the PATH. */
bool bench_program_is_here(const char *name);

#endif
