/* linear.h: what the parts of linear.c share: families of hostile text, the phases that
 * work on them, and the count of what that costs. */
#ifndef TESTS_LINEAR_H
#define TESTS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/writers.h"

/* Texts of one form and any size: `start`; then, as often as fits, `open` d times,
 * `middle`, `close` d times, with `between` between them; then `end`. Where `levels` is
 * 0, d is 0; else d is as large as the deepest nesting allows. */
struct family {
    const char *name;    /* what it is hostile by */
    const char *form;    /* what more there is to its name, or "" */
    const char *start;   /* once, at the beginning */
    const char *open;    /* what nests, d times */
    const char *middle;  /* what is repeated, or stands in the innermost */
    const char *close;   /* d times */
    const char *between; /* between two of them */
    const char *end;     /* once, at the end: its last byte must have been read */
    unsigned levels;     /* levels that one `open` nests; 0: it is not repeated */
    bool once;           /* `open` stands before the first `middle` alone */
    bool broken;         /* the parser must find errors; else it must find none */
    bool mistake;        /* from a page of `cellar explain` */
};

/* The family at an index; false: there are no more. Those of the table come first, then
 * each example of a mistake, on many lines and on one. */
bool family_at(size_t index, struct family *family);

/* A text of that family of at most `size` bytes, if it is not too short for one, with
 * at most so many levels, ended by a NUL; malloc'd. Its size becomes `*made`. */
char *make_text(const struct family *family, size_t size, size_t levels, size_t *made);

/* A text being worked on. */
struct work {
    char *text;            /* it, the caller's */
    size_t size;           /* its bytes */
    uint32_t max_depth;    /* how deep it may nest */
    bool valid;            /* it has no errors: known when it is parsed */
    struct cel_unit unit;  /* what it has been parsed to */
    struct arena parsed;   /* holds the unit */
    struct arena scratch;  /* what a writer takes */
    struct cel_writer out; /* where writers write to */
    size_t written;        /* how many bytes came there */
};

/* Something done with a text. Parsing comes first. */
struct phase {
    const char *name;            /* what it is called */
    bool valid;                  /* done with units that have no errors */
    bool broken;                 /* done with those that have */
    const struct writer *writer; /* does it; NULL: the parser does */
};

enum { PHASES = 9 /* how many there are */ };

extern const struct phase phases[PHASES];

/* Whether that is done with the text, which has been parsed. */
bool has_phase(const struct work *work, const struct phase *phase);

/* Does it. `scratch` is made for it, and the caller's to destroy. False: no memory. */
bool run_phase(struct work *work, const struct phase *phase);

/* What has been done since the last call: basic blocks run, where the library is built
 * to count them, and an eighth of the bytes that the C library went through for it. */
uint64_t take_count(void);

#endif
