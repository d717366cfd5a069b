/* plan.h: which workers a run consists of.
 *
 * A kind of worker is an allocator, a state of the heap, and the sets and rivals that
 * are measured in it. A block has one worker of each kind, in random order; blocks
 * follow one another, so that a run that is stopped early has some of each. */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

#include <stddef.h>

#include "bench/settings.h"

/* A worker to be started. */
struct bench_job {
    size_t process;  /* its number, which is its place in the plan */
    size_t block;    /* which block it is in */
    char *allocator; /* whose malloc */
    char *heap;      /* in which state */
    char *sets;      /* a list with commas */
    char *rivals;    /* the same */
    int rounds;      /* how many */
    bool direct;     /* the program with malloc compiled in */
    bool counted;    /* under callgrind: no times, one count */
};

/* The workers in their order. */
struct bench_plan {
    struct bench_job *jobs; /* they */
    size_t count;           /* how many */
    char *slice;            /* what of the whole this is, in words */
};

/* Makes the plan. What this machine lacks (an allocator's library, valgrind, the
 * program with malloc compiled in) is told on standard error and left out. False:
 * nothing is left, or a name is unknown. */
bool bench_make_plan(struct bench_plan *plan, const struct bench_settings *settings);

/* How the worker is called in messages. */
char *bench_job_name(const struct bench_job *job);

/* The program with malloc compiled in, which stands beside `program`. */
char *bench_direct_program(const char *program);

void bench_plan_free(struct bench_plan *plan);

#endif
