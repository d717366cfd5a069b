/* worker.h: the process that measures. docs/bench.md has the schema of what it prints.
 *
 * Whoever wants fresh address layouts, another malloc or another state of the heap
 * starts a worker for each, and gets lines of CSV from its standard output. */
#ifndef BENCH_WORKER_H
#define BENCH_WORKER_H

/* What the worker's arguments ask for: --process=I --allocator=A --heap=H --sets=a,b
 * --rivals=a,b --rounds=N --seed=S [--plant=RIVAL:PERCENT] [--corpus=FILE] [FILE...].
 * Prints lines of CSV, each with the letter of its file in front (S samples, M memory,
 * C counters, U units, K machine) and last a line E, which says that they are all
 * there. Returns the exit status: 0, or 2 for what is wrong with the arguments, a file,
 * the loaded malloc, or rivals that do not make the same trees; stderr says which. */
int bench_worker(int argc, char **argv);

#endif
