/* options.h: the command line of `cellar parse`, read and checked. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cellar.h"

/* What is written of a valid unit. */
enum emit {
    EMIT_TREE,   /* the tree for people */
    EMIT_TOKENS, /* the tokens */
    EMIT_JSON,   /* ParsedExpr, and errors as JSON, too */
    EMIT_DOT,    /* a graph */
    EMIT_NONE    /* nothing */
};

/* What separates the units of a file. */
enum framing {
    FRAMING_FILE, /* nothing: the file is one unit */
    FRAMING_NULL, /* each is ended by a NUL byte */
    FRAMING_LINE  /* each is ended by a line feed */
};

/* What the user asked for. */
struct options {
    enum emit emit;                   /* --emit */
    enum framing framing;             /* -0 and -l */
    enum cel_view view;               /* --expand */
    bool stats;                       /* --stats */
    const char *expr;                 /* -e, or NULL */
    struct arena_spec alloc;          /* --alloc */
    const char *log;                  /* --log; NULL: standard error */
    arena_event_function *log_format; /* --log-format */
    struct cel_options parse;         /* the library's own options */
    char **files;                     /* the operands; "-" is standard input */
    int file_count;                   /* how many */
};

/* What is to be done after the command line has been read. */
enum verdict {
    VERDICT_RUN,  /* parse */
    VERDICT_HELP, /* the user asked for help */
    VERDICT_WRONG /* a message has been written: status 2 */
};

/* Reads the arguments behind `parse`. */
enum verdict read_options(int argc, char **argv, struct options *options);

#endif
