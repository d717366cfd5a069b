/* worker.h: a thread's part of `cellar parse`: from files to units, one arena for all,
 * reset after each. Two workers share the outlet and what they only read. */
#ifndef CLI_WORKER_H
#define CLI_WORKER_H

#include <stdint.h>

#include "cli/allocator.h"
#include "cli/options.h"
#include "cli/outlet.h"
#include "cli/totals.h"
#include "cli/walk.h"

/* A worker. It must stay where it is. */
struct worker {
    const struct options *options; /* what was asked for */
    const struct walk *walk;       /* the files; NULL: options->expr alone */
    struct arena *arena;           /* holds one unit after the other */
    struct allocator allocator;    /* that arena */
    struct tap tap;                /* standard output and standard error */
    struct totals totals;          /* what it has done */
    bool invalid;                  /* the file under way has an invalid unit */
    int status;                    /* the exit status so far */
};

/* Opens the arena. What cannot be had has been told, and is the worker's status 2. To
 * be closed in any case. */
void worker_open(struct worker *worker, const struct options *options,
                 const struct walk *walk, struct outlet *outlet);

/* Takes one file after the other until there are no more. */
void worker_run(struct worker *worker);

/* Closes the arena; the totals are then complete. */
void worker_close(struct worker *worker);

#endif
