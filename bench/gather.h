/* gather.h: from the workers' parts to the tables of a result. */
#ifndef BENCH_GATHER_H
#define BENCH_GATHER_H

#include "bench/facts.h"

/* Writes samples.csv, memory.csv, counters.csv and units.csv of the complete parts
 * among the first `parts`; `facts` gets what workers say of the machine. False: a
 * message has been written. */
bool bench_gather(const char *folder, size_t parts, struct bench_facts *facts);

#endif
