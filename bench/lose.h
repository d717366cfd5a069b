/* lose.h: workloads that do not suit an arena, with rivals of their own.
 *
 *   lose-grow  one array grows to 131,072 numbers, and between its growths other
 * objects are made. Rivals: arena, slab, malloc. lose-lifo  buffers of 64 bytes to 4
 * KiB, ten deep, each freed before the one below it, two hundred times. Rivals: arena
 * (nothing freed before the reset), arena-mark (mark and release), malloc. lose-keep  a
 * thousand small units come and go; one node of the first is kept. Rivals: arena (one
 * for all: nothing can be freed), arena-own (an arena for each unit), malloc-tree (all
 * but the node is freed). lose-tiny  one short expression: see rival.c. Rivals: those
 * that parse, and arena-fresh-1mib, whose first block has 1 MiB. */
#ifndef BENCH_LOSE_H
#define BENCH_LOSE_H

#include "bench/rival.h"

/* The i-th rival of the first three, from 0; NULL behind the last. */
const struct bench_rival *bench_lose_at(size_t i);

#endif
