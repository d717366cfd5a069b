/* progress.h: how far the run is, on standard error: a line that changes on a terminal,
 * else a line every half minute. */
#ifndef BENCH_PROGRESS_H
#define BENCH_PROGRESS_H

#include "bench/names.h"
#include "bench/plan.h"

/* What is known of the run. */
struct bench_progress {
    const struct bench_plan *plan; /* what is to be done */
    size_t current;                /* the job that runs */
    bool terminal;                 /* standard error is one */
    double seconds;                /* the limit; 0: none */
    double started;                /* when the run began */
    double shown;                  /* when a line was last written */
    double job_started;            /* when the job began */
    struct bench_names kinds;      /* of jobs that take alike long */
    double *spent;                 /* seconds of each kind's jobs */
    size_t *done;                  /* how many they were */
    double average;                /* seconds of a job of any kind */
    size_t all;                    /* jobs done */
};

void bench_progress_begin(struct bench_progress *p, const struct bench_plan *plan,
                          double seconds);

/* A job begins; it has ended. */
void bench_progress_job(struct bench_progress *p, size_t job);
void bench_progress_done(struct bench_progress *p);

/* Shows the line if it is time. `context` is a struct bench_progress. */
void bench_progress_tick(void *context);

/* Seconds since the run began. */
double bench_progress_elapsed(const struct bench_progress *p);

/* Clears the line before something else is written. */
void bench_progress_clear(const struct bench_progress *p);

void bench_progress_end(struct bench_progress *p);

#endif
