/* sets.h: what is parsed: the sets of units that --sets names. */
#ifndef BENCH_SETS_H
#define BENCH_SETS_H

#include "bench/units.h"

/* What the command line gives to make sets from. */
struct bench_input {
    struct units files; /* each FILE a unit; see bench_keep_valid */
    const char **paths; /* where each comes from */
    const char *corpus; /* a file of records, or NULL */
    uint64_t seed;      /* of the names in copies */
};

/* A set of units that is measured as a whole. */
struct bench_set {
    const char *name;   /* as in --sets */
    struct units units; /* the texts, each with CEL_PADDING NULs behind it */
    size_t largest;     /* the index of the longest unit */
    uint64_t tokens;    /* in all units */
    uint64_t nodes;     /* made for all units */
    size_t distinct;    /* how many texts differ from all others */
};

/* Whether there is a set of that name. False: an error has been printed. */
bool bench_set_is_known(const char *name);

/* Leaves out those files that are not valid units, and says which. */
void bench_keep_valid(struct bench_input *input);

/* Makes the set of that name, which is known. False: an error has been printed. */
bool bench_make_set(struct bench_set *set, const char *name,
                    const struct bench_input *input);

void bench_free_set(struct bench_set *set);

#endif
