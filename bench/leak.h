/* leak.h: malloc, and nothing freed: what a program does that ends soon anyway. */
#ifndef BENCH_LEAK_H
#define BENCH_LEAK_H

#include "cellar.h"

/* The backend. Reset forgets the objects; what grows is still resized in its place. */
extern const struct arena_backend bench_leak_backend;

#endif
