/* options.h: the command line of `cellar parse`, read and checked. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"
#include "cli/colour.h"

/* What is written of a valid unit. */
enum emit {
    EMIT_TREE,   /* the tree for people */
    EMIT_TOKENS, /* the tokens */
    EMIT_JSON,   /* ParsedExpr, and errors as JSON, too */
    EMIT_DOT,    /* a graph */
    EMIT_CEL,    /* CEL again */
    EMIT_NONE    /* nothing */
};

/* What separates the units of a file. */
enum framing {
    FRAMING_FILE, /* nothing: the file is one unit */
    FRAMING_NULL, /* each is ended by a NUL byte */
    FRAMING_LINE  /* each is ended by a line feed */
};

/* In what form the errors of a unit are told. */
enum error_format {
    ERRORS_HUMAN, /* source lines with carets, for people */
    ERRORS_SHORT, /* a line each, for editors */
    ERRORS_JSON,  /* a JSON object a line for each unit */
    ERRORS_SARIF  /* one SARIF document on standard output */
};

/* What the user asked for. */
struct options {
    enum emit emit;                   /* --emit */
    bool emit_given;                  /* it is on the command line */
    enum error_format errors;         /* --error-format */
    bool errors_given;                /* it is on the command line */
    enum colour colour;               /* --color */
    size_t jobs;                      /* --jobs: threads, at least 1 */
    bool quiet;                       /* --quiet: nothing but messages */
    bool yaml;                        /* --yaml: all named input is YAML */
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

/* For other commands, too: reads a decimal number from 1 to `most`. */
bool read_number(const char *text, uintmax_t most, uintmax_t *number);

#endif
