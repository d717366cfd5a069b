/* samples.h: what the workers have measured, sorted into cells: the rounds of one rival
 * on one set, with one allocator and heap. */
#ifndef BENCH_SAMPLES_H
#define BENCH_SAMPLES_H

#include <stdbool.h>

#include "bench/names.h"
#include "bench/rival.h"

/* What tells one cell from another. */
enum bench_dimension {
    BENCH_SET,       /* what is parsed */
    BENCH_HEAP,      /* the state of the heap */
    BENCH_ALLOCATOR, /* whose malloc */
    BENCH_RIVAL,     /* who parses */
    BENCH_DIMENSIONS /* how many there are */
};

/* A row of samples.csv. */
struct bench_row {
    size_t key[BENCH_DIMENSIONS]; /* numbers of names */
    size_t process;               /* of the worker */
    size_t round;                 /* in the worker */
    double time[BENCH_PHASES];    /* nanoseconds; NAN where it does not apply */
};

/* All rows. */
struct bench_samples {
    struct bench_names names[BENCH_DIMENSIONS]; /* in the order they are shown in */
    struct bench_row *rows;                     /* sorted by key, process, round */
    size_t count;                               /* how many */
    size_t capacity;                            /* how many there is room for */
};

/* The rows of one key. */
struct bench_cell {
    const struct bench_row *rows; /* sorted by process and round */
    size_t count;                 /* how many; 0: there is no such cell */
};

/* Names of the phases in the tables, in the order of enum bench_phase. */
extern const char *const bench_phase_names[BENCH_PHASES];

/* Reads samples.csv, tells what is wrong with it, and takes the rest. False: there is
 * nothing to take. */
bool bench_samples_read(struct bench_samples *samples, const char *path);

/* The cell that begins with row `i`. */
struct bench_cell bench_cell_at(const struct bench_samples *samples, size_t i);

/* The cell like this one, of another rival. */
struct bench_cell bench_cell_of(const struct bench_samples *samples,
                                const struct bench_cell *like, const char *rival);

void bench_samples_free(struct bench_samples *samples);

#endif
