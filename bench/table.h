/* table.h: a result as a table for people. */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include "bench/results.h"

/* Writes to standard output, set by set: speed of each rival, and how many times as
 * long as its baseline it takes. FOLDER/units.csv has the sizes. */
void bench_show_table(const struct bench_results *results, const char *folder);

#endif
