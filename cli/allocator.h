/* allocator.h: the arena that --alloc asks for, its buffer and its log. */
#ifndef CLI_ALLOCATOR_H
#define CLI_ALLOCATOR_H

#include <stdbool.h>

#include "cellar.h"
#include "cli/options.h"
#include "cli/output.h"

/* An open arena. It must stay where it is. */
struct allocator {
    struct arena *arena;            /* to be used */
    struct arena_spec spec;         /* all the arenas */
    void *buffer;                   /* fixed's */
    const char *log_name;           /* the log's file, for messages */
    struct output log;              /* it */
    bool logs;                      /* there is one, and it is open */
    struct arena_log_writer writer; /* its lines */
};

/* Opens it; `limit` is the most bytes in use. False: some of it could not be had, which
 * has been told; the arena is there all the same. */
bool allocator_open(struct allocator *allocator, const struct options *options,
                    size_t limit);

/* Writes what has been logged so far, before other messages. */
void allocator_flush(struct allocator *allocator);

/* Destroys the arena. False: the log could not be written, which has been told. */
bool allocator_close(struct allocator *allocator);

#endif
