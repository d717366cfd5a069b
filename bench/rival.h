/* rival.h: what is measured against what, behind one set of functions. */
#ifndef BENCH_RIVAL_H
#define BENCH_RIVAL_H

#include "bench/sets.h"

/* What is timed, in nanoseconds for one pass over the set. */
enum bench_phase {
    BENCH_LEX,      /* reading tokens without making objects */
    BENCH_TOKENS,   /* making token objects and freeing them */
    BENCH_PARSE,    /* the parse */
    BENCH_WALK,     /* visiting every node */
    BENCH_TEARDOWN, /* freeing all of it */
    BENCH_TOTAL,    /* parse and teardown timed as one */
    BENCH_PHASES    /* how many there are */
};

/* A round of one rival. */
struct bench_sample {
    double time[BENCH_PHASES]; /* NAN where a phase does not apply */
    uint64_t checksum;         /* the work done: alike for all rivals, or 0 */
    bool ended;                /* it could not play, and there is nothing in here */
};

/* How a round is played. */
struct bench_terms {
    double clock_cost; /* nanoseconds to take off for each reading of the clock */
    double plant;      /* a slowdown to be planted: 0.1 is a tenth */
    size_t repeat;     /* passes over the set in a timed region; at least 1 */
};

/* A rival: a row of a table. `state` is what its open has made. */
struct bench_rival {
    const char *name;                              /* as in --rivals */
    const void *kind;                              /* for the functions below */
    bool (*suits)(const struct bench_rival *rival, /* whether it plays the set */
                  const struct bench_set *set);
    void *(*open)(const struct bench_rival *rival, /* prepares for a set that */
                  const struct bench_set *set);    /* outlives the state */
    void (*play)(void *state, const struct bench_terms *terms,
                 struct bench_sample *sample); /* a pass, then a timed round */
    void (*run)(void *state); /* one pass, parse and teardown, untimed */
    void (*report)(void *state, const char *row); /* prints M lines; may be NULL */
    void (*close)(void *state);                   /* frees the state */
    bool alone;                                   /* not one of "all" */
};

/* The i-th rival of this program from 0; NULL behind the last. */
const struct bench_rival *bench_rival_at(size_t i);

#endif
