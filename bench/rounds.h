/* rounds.h: timing. A round does each thing once with each backend, so that what the
 * machine does meanwhile falls on all alike; results are medians over the rounds. */
#ifndef BENCH_ROUNDS_H
#define BENCH_ROUNDS_H

#include "bench/units.h"

enum { BACKENDS = 2 }; /* arena and malloc, in this order */

/* What is timed of each backend; nanoseconds for all units of the set. */
enum phase {
    PHASE_WHOLE,  /* parse and reset, timed as one */
    PHASE_TOKENS, /* lexing with token objects, and reset */
    PHASE_PARSE,  /* of parse, walk, reset: the parse */
    PHASE_WALK,   /* the walk over every node */
    PHASE_RESET,  /* the reset */
    PHASES        /* how many there are */
};

/* Medians of a set of units. */
struct result {
    double lex;                     /* reading tokens without making objects */
    double phase[BACKENDS][PHASES]; /* see enum phase */
    double low[BACKENDS];           /* quartiles of PHASE_WHOLE */
    double high[BACKENDS];          /* the same */
    uint64_t tokens;                /* in all units */
    uint64_t nodes;                 /* visited by the walk */
};

/* Parses the units in `rounds` rounds. */
struct result measure(const struct units *units, int rounds);

/* Nanoseconds to parse and reset all units in the arena: the median of `rounds` rounds,
 * after two to warm up, of lexing, of parsing with the arena and with malloc. That is
 * how another program that is raced runs by itself, too. */
double measure_lap(const struct units *units, int rounds);

/* The q-th quantile (0 to 1) of `count` values, which are sorted on the way. */
double quantile(double *values, size_t count, double q);

#endif
