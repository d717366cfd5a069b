/* drag.h: what a unit's memory consists of: reserved = used + rounding + headers +
 * bookkeeping + tails. In an arena sizes in use are rounded up to ARENA_ALIGN, and a
 * slab's larger places are counted as tails; with malloc all rounding is counted as
 * such. Of what is in use, some is dead: see docs/bench.md. */
#ifndef BENCH_DRAG_H
#define BENCH_DRAG_H

#include "bench/parsing.h"

/* Prints the M lines of p's longest unit, which is alive. Returns the bytes reserved.
 */
size_t bench_arena_sizes(struct bench_parser *p, const char *row);  /* blocks */
size_t bench_malloc_sizes(struct bench_parser *p, const char *row); /* single objects */

/* Bytes held after the teardown: those that the arena says, or all of them,
 * where the teardown gives nothing back. */
size_t bench_retained(struct bench_parser *p, size_t reserved);
size_t bench_retained_all(struct bench_parser *p, size_t reserved);

#endif
