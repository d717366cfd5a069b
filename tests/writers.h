/* writers.h: all that the library can write of a unit, in one table, so that a writer
 * which is added there is tried wherever all of them are. */
#ifndef TESTS_WRITERS_H
#define TESTS_WRITERS_H

#include <stdbool.h>

#include "cellar.h"

/* Writes a unit; `name` is its file's. What it takes from `scratch` it gives back.
 * False: there was no memory. */
typedef bool write_function(struct cel_writer *out, struct arena *scratch,
                            const struct cel_unit *unit, struct cel_string name);

/* A writer. */
struct writer {
    const char *name;      /* what it writes */
    write_function *write; /* how */
    bool of_errors;    /* it writes what is wrong with a unit; the others write units
                          without errors */
    bool does_without; /* without scratch memory it knows no places and goes on; the
                          others fail then, and write nothing */
};

/* Where a writer is in the table. */
enum writer_id {
    WRITE_TREE,          /* for people, macros as written */
    WRITE_EXPANDED_TREE, /* and as what they mean */
    WRITE_TOKENS,        /* a line each */
    WRITE_DOT,           /* a graph, macros as written */
    WRITE_EXPANDED_DOT,  /* and as what they mean */
    WRITE_JSON,          /* ParsedExpr */
    WRITE_CEL,           /* CEL again */
    WRITE_ERRORS,        /* as JSON */
    WRITE_SARIF,         /* the results of a SARIF document */
    WRITE_SHORT,         /* a line an error */
    WRITE_LONG,          /* errors with excerpts */
    WRITE_COLOURED,      /* in colour, too */
    WRITERS              /* how many there are */
};

extern const struct writer writers[WRITERS];

/* Whether a writer is for units without errors (`valid`), or for those with some. */
bool writer_suits(const struct writer *writer, bool valid);

#endif
