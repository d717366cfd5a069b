/* keep.h: one node that outlives its unit: see lose.h. */
#ifndef BENCH_KEEP_H
#define BENCH_KEEP_H

#include "bench/rival.h"

/* The i-th rival of lose-keep, from 0; NULL behind the last. */
const struct bench_rival *bench_keep_at(size_t i);

#endif
