/* census.h: where the arena's bytes go. */
#ifndef BENCH_CENSUS_H
#define BENCH_CENSUS_H

#include "bench/units.h"

/* Bytes of the arena by what they are for, over a set of units. */
struct census {
    uint64_t text;    /* the units' texts */
    uint64_t tokens;  /* tokens */
    uint64_t nodes;   /* nodes without their children's pointers */
    uint64_t arrays;  /* pointers to children, and the stack they are gathered on */
    uint64_t strings; /* decoded strings, type names, messages */
};

/* Parses every unit once with a backend that counts. */
struct census take_census(const struct units *units);

#endif
