/* work.h: all that a worker does with one set. */
#ifndef BENCH_WORK_H
#define BENCH_WORK_H

#include "bench/arguments.h"

/* Measures the rivals that suit the set and prints its lines. `seed` is the order's.
 * False: rivals did not make the same trees, as stderr says. */
bool bench_work_on(const struct bench_arguments *arguments, const struct bench_set *set,
                   uint64_t seed);

#endif
