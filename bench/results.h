/* results.h: what a run says: times and comparisons, computed from samples or read from
 * the files of a result. */
#ifndef BENCH_RESULTS_H
#define BENCH_RESULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/names.h"
#include "bench/stats.h"

/* The chance of any false finding that a run may have. */
#define BENCH_ALPHA 0.05

/* A ratio is a tie if it surely lies this near to 1, one way or the other. */
#define BENCH_TIE 0.05

/* A row of summary.csv. */
struct bench_time {
    const char *set, *heap, *allocator, *rival; /* the cell */
    const char *metric;                         /* a phase's name */
    size_t processes;                           /* workers that measured it */
    size_t rounds;                              /* rounds of all of them */
    double median;                              /* nanoseconds for the set */
    struct bench_interval interval;             /* of 95 % */
};

/* A row of comparisons.csv. */
struct bench_comparison {
    const char *set, *heap, *allocator, *rival; /* the cell */
    const char *baseline;                       /* another rival */
    const char *metric;                         /* total, parse or walk */
    const char *tokens;                         /* with or without their share */
    double ratio;                               /* rival / baseline */
    struct bench_interval interval;             /* of 95 % */
    struct bench_interval wide;                 /* at the corrected level */
    double detectable;                          /* smallest ratio - 1 to be seen */
    const char *verdict;                        /* slower, faster or none */
};

/* A result. */
struct bench_results {
    struct bench_time *times;             /* in the order they are shown in */
    size_t time_count;                    /* how many */
    struct bench_comparison *comparisons; /* the same */
    size_t comparison_count;              /* how many */
    size_t dropped;                       /* values not above 0, in no comparison */
    struct bench_names names;             /* owns the texts */
};

/* Reads FOLDER/summary.csv and comparisons.csv as far as they are right. False: no
 * comparison is left. */
bool bench_results_read(struct bench_results *results, const char *folder);

/* Writes both. False: a message has been written. */
bool bench_results_write(const struct bench_results *results, const char *folder);

/* The comparison of that name, or NULL. */
const struct bench_comparison *
bench_find_comparison(const struct bench_results *results, const char *set,
                      const char *heap, const char *allocator, const char *rival,
                      const char *baseline, const char *metric, const char *tokens);

/* Whether the wide interval lies within the band that is called a tie. */
bool bench_is_tie(const struct bench_comparison *c);

/* A name for good, as the rows point at it. */
const char *bench_results_name(struct bench_results *results, const char *text);

void bench_results_free(struct bench_results *results);

#endif
