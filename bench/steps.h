/* steps.h: the loops that are timed, for all rivals the same.
 *
 * A rival makes a pass that is not timed before those that are. What the one before it
 * has freed, malloc may put in order only at the next large request; and its objects
 * have taken the caches. */
#ifndef BENCH_STEPS_H
#define BENCH_STEPS_H

#include "bench/rival.h"

/* What a rival does with a unit. */
struct bench_steps {
    void (*make)(void *state, size_t i); /* makes all objects of unit i */
    void (*look)(void *state);           /* looks at each of them; or NULL */
    void (*drop)(void *state);           /* frees them */
    size_t units;                        /* how many there are */
};

/* Fills in total, parse (which is make), walk (look) and teardown (drop). */
void bench_play_steps(const struct bench_steps *steps, void *state,
                      const struct bench_terms *terms, struct bench_sample *sample);

/* Makes and drops each unit once. */
void bench_run_steps(const struct bench_steps *steps, void *state);

#endif
