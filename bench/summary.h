/* summary.h: from samples to times and comparisons. */
#ifndef BENCH_SUMMARY_H
#define BENCH_SUMMARY_H

#include "bench/results.h"
#include "bench/samples.h"

/* Estimates each cell's phases, and compares each rival with its baselines: rounds of
 * the same process in pairs, else process by process. All comparisons of the run are
 * corrected for together. `seed` is the bootstrap's. */
void bench_summarise(const struct bench_samples *samples, uint64_t seed,
                     struct bench_results *results);

#endif
