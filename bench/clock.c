/* clock.c: the monotonic clock, and what looking at it costs. */
#define _POSIX_C_SOURCE 200809L
#include "bench/clock.h"

#include <time.h>

double bench_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double mean_cost(void)
{
    enum { CALLS = 500 };
    double start = bench_now(), end = start;
    for (int i = 0; i < CALLS; i++)
        end = bench_now();
    return (end - start) / CALLS;
}

/* The middle one of several means: while one is taken, another process may run. */
double bench_clock_cost(void)
{
    enum { MEANS = 9 };
    double sorted[MEANS];
    for (int count = 0; count < MEANS; count++) {
        double cost = mean_cost();
        int i = count;
        for (; i > 0 && sorted[i - 1] > cost; i--)
            sorted[i] = sorted[i - 1];
        sorted[i] = cost;
    }
    return sorted[MEANS / 2];
}

double bench_stop(double start, double share)
{
    double end = bench_now();
    double until = end + (end - start) * share;
    while (end < until)
        end = bench_now();
    return end;
}
