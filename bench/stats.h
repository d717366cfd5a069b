/* stats.h: what a few processes, each of a few rounds, tell about a time or a ratio,
 * and how sure that is. docs/bench.md has the reasons. */
#ifndef BENCH_STATS_H
#define BENCH_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rounds of one process. */
struct bench_process {
    const double *values; /* one a round; none is NAN */
    size_t count;         /* how many; at least 1 */
};

/* A value and what is known about its error. */
struct bench_estimate {
    double center;    /* the mean over processes of their medians; NAN: none */
    double error;     /* its standard error; NAN: one process does not tell */
    double freedom;   /* degrees of freedom of the error */
    size_t processes; /* how many it is from; of two estimates, the fewer */
};

/* An interval. */
struct bench_interval {
    double low;  /* NAN where nothing is known */
    double high; /* the same */
};

/* The q-th quantile (0 to 1) of `count` values, at least one; they are sorted on the
 * way. Between two values it lies in proportion. */
double bench_quantile(double *values, size_t count, double q);

/* The estimate by a hierarchical bootstrap: processes are drawn again, and of each that
 * was drawn its rounds. The same seed gives the same estimate. */
struct bench_estimate bench_estimate(const struct bench_process *processes,
                                     size_t count, uint64_t seed);

/* The difference a - b of estimates from different processes. */
struct bench_estimate bench_difference(const struct bench_estimate *a,
                                       const struct bench_estimate *b);

/* The interval that misses the truth with the chance `alpha` (0.05: 95 %). */
struct bench_interval bench_interval(const struct bench_estimate *e, double alpha);

/* The chance to see the truth 0 as far away as this, or further; 1 if unknown. */
double bench_chance(const struct bench_estimate *e);

/* The smallest distance from 0 that would be found at the level `alpha` in four of five
 * runs like this; NAN if unknown. */
double bench_detectable(const struct bench_estimate *e, double alpha);

#endif
