/* lose.h: workloads that do not suit an arena, with rivals of their own: one growing
 * array, buffers freed last in first out, one node kept of many units, a tiny unit in a
 * big block. docs/bench.md says what they are. */
#ifndef BENCH_LOSE_H
#define BENCH_LOSE_H

#include "bench/rival.h"

/* The i-th rival of the first three, from 0; NULL behind the last. */
const struct bench_rival *bench_lose_at(size_t i);

#endif
