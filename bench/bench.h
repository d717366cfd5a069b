/* bench.h: the benchmark as a whole, for the programs that have it in them. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "bench/settings.h"
#include "bench/worker.h"

/* Plans, starts the workers, writes the result folder, shows table and verdict. Returns
 * the exit status: 0, or 2 if anything failed; messages say what. What can still be
 * measured is measured. A stopped run (status 2, too) goes on when it is called again.
 */
int bench_run(const struct bench_settings *settings);

/* Computes summary.csv and comparisons.csv of a folder's samples.csv anew, and shows
 * table and verdict. Returns the exit status. */
int bench_summarise_folder(const char *folder);

/* The program that runs; freed by the caller. */
char *bench_this_program(void);

#endif
