/* merge.h: runs of several machines put together. */
#ifndef BENCH_MERGE_H
#define BENCH_MERGE_H

/* Writes to the folder `out` the tables of all `folders`, with a column `machine` in
 * front, which has the folders' names; shows their ratios side by side. With `out` NULL
 * it only shows. What cannot be read is told and left out. Returns the exit status. */
int bench_merge(char **folders, int count, const char *out);

#endif
