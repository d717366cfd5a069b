/* units.h: the texts that a benchmark parses. */
#ifndef BENCH_UNITS_H
#define BENCH_UNITS_H

#include <stdbool.h>

#include <stdint.h>

#include "cellar.h"

/* A set of texts measured together. */
struct units {
    struct cel_string *texts;   /* each a unit, CEL_PADDING NULs behind it */
    size_t count;               /* how many */
    size_t capacity;            /* how many there is room for */
    size_t bytes;               /* their sizes added up */
    struct units_chunk *chunks; /* where they lie: pages, none of malloc's memory */
};

/* Adds a copy of a text, with CEL_PADDING NULs behind it. Ends the program if there is
 * no memory, as all of these do. */
void units_add(struct units *units, struct cel_string text);

/* Adds a file as one unit, or as records each ended by a NUL. False: see errno. */
bool units_add_file(struct units *units, const char *path, bool records);

/* The same with other names of the same length; functions and macros keep theirs. The
 * same seed gives the same names. */
void units_add_varied(struct units *units, struct cel_string text, uint64_t seed);

/* Adds one unit of at most `size` bytes: the texts of `parts`, valid units, each in
 * brackets, the shortest first, joined by && again and again, until none fits. Names
 * vary from the second time on. False: no part is so short. */
bool units_add_joined(struct units *units, const struct units *parts, size_t size,
                      uint64_t seed);

/* How many of the texts differ from all others. */
size_t units_distinct(const struct units *units);

void units_free(struct units *units);

#endif
