/* apart.h: work in child processes, whose memory goes with them.
 *
 * A fork makes all pages of the parent read-only for a while, and the parent pays a
 * page fault for each that it writes to next. So nothing is forked between timed
 * rounds: a stand-in is forked beforehand, waits, and forks a child of its own for each
 * order. */
#ifndef BENCH_APART_H
#define BENCH_APART_H

#include <stdbool.h>

/* Runs `work` in a child and waits for its end. What it prints goes the way of all
 * output. False: it did not end well. */
bool bench_apart(void (*work)(void *context), void *context);

/* A process that stands in for this one as it was when it started. */
struct bench_stand_in {
    int orders;  /* where orders are written; -1: there is no process */
    int answers; /* where answers are read */
    int child;   /* its process id */
};

/* Starts a stand-in that does `work`. What they exchange lies in shared pages. False:
 * no process is to be had. */
bool bench_stand_in_start(struct bench_stand_in *it, void (*work)(void *context),
                          void *context);

/* Has the work done once, in a child of the stand-in's. False: it did not end well. */
bool bench_stand_in_work(struct bench_stand_in *it);

void bench_stand_in_stop(struct bench_stand_in *it);

#endif
