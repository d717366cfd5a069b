/* unparse.h: what the parts of unparse.c share: random expressions, and what is held of
 * how a unit is written. */
#ifndef TESTS_UNPARSE_H
#define TESTS_UNPARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"
#include "tests/growing.h"

/* --- unparse_make.c --- */

/* Appends an expression that is valid with those options, and differs from others in
 * blanks, brackets that change nothing, and how its literals are spelled. */
void make_expression(uint64_t *random, const struct cel_options *options,
                     struct growing *out);

/* --- unparse_rows.c --- */

/* How many ways there are to put brackets into a row of `count` operands; at most 12.
 */
size_t count_bracketings(unsigned count);

/* Appends a && b && ... with the brackets of that way, the outermost left out. */
void make_bracketing(unsigned count, size_t way, struct growing *out);

/* --- unparse_hold.c --- */

/* A writer of units as CEL: cel_emit_cel, or one with a fault. */
typedef bool unparser(struct cel_writer *out, struct arena *scratch,
                      const struct cel_unit *unit);

/* What is tried on a text. */
struct trial {
    struct cel_string text;     /* the text */
    struct cel_options options; /* how it is parsed */
    struct arena *arena;        /* for its tree; reset afterwards */
    unparser *write;            /* what is held to account */
    bool brackets;              /* each pair of brackets is left out in turn */
    bool depth;                 /* see that it nests no deeper than the text */
};

/* What there was of it, summed over trials. */
struct trials {
    unsigned long units;    /* valid units written and read again */
    unsigned long invalid;  /* texts that are not valid: nothing was written */
    unsigned long brackets; /* pairs of brackets left out in turn */
    unsigned long depths;   /* units whose nesting was compared */
    unsigned long bytes;    /* written */
};

/* What does not hold, or NULL: what is written is one line, gives the same tree, is
 * written the same once more, and has no bracket too many. */
const char *broken_writing(const struct trial *trial, struct trials *trials);

/* What was written last, and its size. */
struct cel_string last_written(void);

/* A writer that leaves out the first pair of grouping brackets. */
bool drop_brackets(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit);

/* --- unparse_plant.c --- */

/* Tries writers with a fault, and pairs of units that are not the same: returns what
 * was not noticed, or NULL. */
const char *unnoticed_writer(struct arena *arena);

#endif
