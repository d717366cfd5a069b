/* run.h: the workers of a plan, one after the other. */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include "bench/plan.h"

/* How a run went. */
struct bench_outcome {
    size_t complete;  /* workers whose parts are there */
    size_t failed;    /* workers that failed; each has been named */
    size_t dropped;   /* workers not started because the time was over */
    bool stopped;     /* the user stopped it */
    double disturbed; /* how often a second a worker lost its processor to another */
};

/* Starts those workers whose parts are not complete yet. */
struct bench_outcome bench_run_plan(const struct bench_plan *plan,
                                    const struct bench_settings *settings);

#endif
