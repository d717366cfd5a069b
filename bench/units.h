/* units.h: the texts that a benchmark parses. */
#ifndef BENCH_UNITS_H
#define BENCH_UNITS_H

#include <stdbool.h>

#include "cellar.h"

/* A set of texts measured together. */
struct units {
    const char *name;         /* for the report */
    struct cel_string *texts; /* each a unit, CEL_PADDING NULs behind it */
    size_t count;             /* how many */
    size_t capacity;          /* how many there is room for */
    size_t bytes;             /* their sizes added up */
};

/* Adds a copy of a text. Ends the program if there is no memory, as all of these do. */
void units_add(struct units *units, struct cel_string text);

/* Adds a file as one unit, or as records each ended by a NUL. False: see errno. */
bool units_add_file(struct units *units, const char *path, bool records);

/* Adds one unit of at least `size` bytes: the texts of `parts`, valid units, each in
 * brackets, joined by && again and again. */
void units_add_joined(struct units *units, const struct units *parts, size_t size);

void units_free(struct units *units);

#endif
