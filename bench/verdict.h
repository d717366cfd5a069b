/* verdict.h: what a result says, in a paragraph of plain words. */
#ifndef BENCH_VERDICT_H
#define BENCH_VERDICT_H

#include "bench/facts.h"
#include "bench/results.h"

/* Writes the paragraph to standard output. The same findings have the same words. */
bool bench_show_verdict(const struct bench_results *results,
                        const struct bench_facts *facts, const char *folder);

#endif
