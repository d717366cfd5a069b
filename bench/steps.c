/* steps.c: total in one loop without a clock inside, the phases in another. */
#include "bench/steps.h"

#include <math.h>

#include "bench/clock.h"

enum { STEPS = 3 }; /* make, look, drop: BENCH_PARSE and the two behind it */

void bench_run_steps(const struct bench_steps *steps, void *state)
{
    for (size_t i = 0; i < steps->units; i++) {
        steps->make(state, i);
        steps->drop(state);
    }
}

static double time_total(const struct bench_steps *steps, void *state,
                         const struct bench_terms *terms)
{
    double start = bench_now();
    for (size_t times = 0; times < terms->repeat; times++)
        bench_run_steps(steps, state);
    return bench_stop(start, terms->plant) - start;
}

static void time_unit(const struct bench_steps *steps, void *state, size_t i,
                      double clock_cost, double sums[STEPS])
{
    double clock[STEPS + 1];
    clock[0] = bench_now();
    steps->make(state, i);
    clock[1] = bench_now();
    if (steps->look != NULL)
        steps->look(state);
    clock[2] = bench_now();
    steps->drop(state);
    clock[3] = bench_now();
    for (int k = 0; k < STEPS; k++)
        sums[k] += clock[k + 1] - clock[k] - clock_cost;
}

/* Adds up the phases of all units. A slowdown is spent at the end, for all at once: a
 * phase of a small unit is shorter than a look at the clock. */
static void time_phases(const struct bench_steps *steps, void *state,
                        const struct bench_terms *terms, double sums[STEPS])
{
    for (size_t times = 0; times < terms->repeat; times++)
        for (size_t i = 0; i < steps->units; i++)
            time_unit(steps, state, i, terms->clock_cost, sums);
    for (int k = 0; k < STEPS; k++) {
        double start = bench_now();
        sums[k] += bench_stop(start - sums[k], terms->plant) - start;
    }
}

void bench_play_steps(const struct bench_steps *steps, void *state,
                      const struct bench_terms *terms, struct bench_sample *sample)
{
    double sums[STEPS] = {0}, repeat = (double)terms->repeat;
    sample->time[BENCH_TOTAL] = time_total(steps, state, terms) / repeat;
    time_phases(steps, state, terms, sums);
    for (int k = 0; k < STEPS; k++)
        sample->time[BENCH_PARSE + k] = sums[k] / repeat;
    if (steps->look == NULL)
        sample->time[BENCH_WALK] = NAN;
}
