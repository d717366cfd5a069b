/* totals.h: what a run adds up, for --stats and for the summary. */
#ifndef CLI_TOTALS_H
#define CLI_TOTALS_H

#include <stdbool.h>
#include <stdint.h>

#include "cellar.h"

/* Sums over all units, of one thread or of all. */
struct totals {
    uint64_t files;        /* files read, to their end or not */
    uint64_t unread;       /* files and directories that could not be */
    uint64_t broken_files; /* files with an invalid unit, or broken YAML */
    uint64_t errors;       /* errors in them */
    bool more_errors;      /* --max-errors has kept further ones out */
    uint64_t units;        /* units parsed */
    uint64_t invalid;      /* of them, invalid ones */
    uint64_t bytes;        /* bytes of text */
    uint64_t tokens;       /* tokens made */
    uint64_t nodes;        /* nodes made */
    uint64_t used;         /* bytes taken of the arena */
    uint64_t nanoseconds;  /* time in cel_parse and the reset, of all threads */
    uint64_t peak;         /* most at once, bytes, of each thread's arena */
    uint64_t reserved;     /* bytes that the arenas hold */
    uint64_t blocks;       /* blocks that they hold */
    uint64_t misses;       /* requests to their backends */
};

/* Adds up what a thread has. */
void totals_add(struct totals *totals, const struct totals *more);

/* Notes an arena's figures. */
void totals_of_arena(struct totals *totals, struct arena *arena);

/* Appends the figures, a line each: --stats. */
void totals_write_stats(struct cel_writer *out, const struct totals *totals);

/* Appends the summary, a line. */
void totals_write_summary(struct cel_writer *out, const struct totals *totals);

#endif
