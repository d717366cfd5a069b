/* progress.h: a line on standard error that says how far a long run is. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The line. It shows itself half a second after the start. */
struct progress {
    bool wanted;   /* standard error is a terminal, and a person may want to know */
    size_t count;  /* files in all */
    uint64_t next; /* when to write it again, in nanoseconds of clock_now */
};

/* Nanoseconds from some moment on; never goes back. */
uint64_t clock_now(void);

/* Starts the clock. Where `wanted` is false, there is no line. */
void progress_start(struct progress *progress, bool wanted, size_t count);

/* Writes the line, if it is time to: `done` files are done. */
void progress_update(struct progress *progress, size_t done);

/* Takes it away, before anything else is written. It comes again with an update. */
void progress_erase(void);

#endif
