/* clock.h: time in nanoseconds. */
#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

/* Nanoseconds since some point in the past. */
double bench_now(void);

/* What reading the clock once takes at the machine's present speed, in nanoseconds. */
double bench_clock_cost(void);

/* The time now, after waiting until `share` (0.1: a tenth) more has passed than had
 * passed since `start`. That is how a slowdown is planted; a share of 0 waits for
 * nothing but goes the same way. */
double bench_stop(double start, double share);

#endif
