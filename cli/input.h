/* input.h: files as units: a whole file, or its records. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <sys/types.h>

#include "cellar.h"
#include "cli/options.h"

/* What input_next found. */
enum input_result {
    INPUT_UNIT,     /* a unit */
    INPUT_TOO_LONG, /* a unit longer than CEL_MAX_UNIT; it has been skipped */
    INPUT_END,      /* no more units */
    INPUT_FAILED    /* an error: see errno */
};

/* A file being read. */
struct input {
    int fd;                      /* where from */
    bool standard;               /* it is standard input: not to be closed */
    bool regular;                /* it is a regular file */
    off_t size;                  /* then its size in bytes, when it was opened */
    enum framing framing;        /* what separates units */
    bool ended;                  /* there is no more to read */
    bool done;                   /* the last unit has been given */
    char *buffer;                /* bytes read and not yet given */
    size_t start;                /* where they begin in it */
    size_t end;                  /* where they end */
    size_t capacity;             /* how many it holds */
    void (*before_read)(void *); /* called before the program may wait */
    void *context;               /* handed to it */
};

/* Opens a file, or standard input for "-". False: see errno; EISDIR for a directory. */
bool input_open(struct input *input, const char *file, enum framing framing);

/* The next unit. It stays readable until the next call. */
enum input_result input_next(struct input *input, struct cel_string *unit);

void input_close(struct input *input);

#endif
