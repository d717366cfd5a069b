/* counters.h: the processor's own counters, where the machine lets us read them. */
#ifndef BENCH_COUNTERS_H
#define BENCH_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

enum { BENCH_COUNTERS = 6 };

/* Counters of this process, user mode only. */
struct bench_counters {
    int files[BENCH_COUNTERS];       /* -1 for one that is not to be had */
    uint64_t values[BENCH_COUNTERS]; /* what was counted between start and stop */
};

/* Opens those there are; returns how many that is. Virtual machines often have page
 * faults alone, and a kernel may forbid all. */
size_t bench_counters_open(struct bench_counters *counters);

void bench_counters_start(struct bench_counters *counters);
void bench_counters_stop(struct bench_counters *counters);

/* The i-th counter's name as in counters.csv: "cycles", ... */
const char *bench_counter_name(size_t i);

void bench_counters_close(struct bench_counters *counters);

#endif
