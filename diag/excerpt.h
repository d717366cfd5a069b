/* excerpt.h: one line of source text as a terminal can show it, and what to mark in it.
 * For render.c alone. */
#ifndef CEL_EXCERPT_H
#define CEL_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "diag/span.h"
#include "diag/writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many parts a line is shown in: two that are marked, and what stands round them.
 */
#define CEL_PARTS ((size_t)5)

/* How many columns an excerpt takes at most, the dots for what is left out included. */
#define CEL_EXCERPT ((size_t)74)

/* What stands below a part. A part without text is a place, and is marked, too. */
enum cel_mark {
    CEL_NO_MARK, /* nothing */
    CEL_CARET,   /* ^~~~: the error */
    CEL_TILDES,  /* ~~~~: the error goes on, or what a fix has replaced */
    CEL_DASHES,  /* ----: a note */
    CEL_PLUSES   /* ++++: what a fix has inserted */
};

/* A part of the line. */
struct cel_piece {
    struct cel_string text; /* what it says; no line ends */
    enum cel_mark mark;     /* how to mark it */
    bool seen;              /* set by cel_write_excerpt: all of it was shown */
};

/* A line to show: fill in what is to be shown, and get what is to be marked. */
struct cel_excerpt {
    struct cel_piece parts[CEL_PARTS]; /* the line; those not needed are empty */
    size_t focus;                      /* the part to show if not all fits */
    bool focus_on_end;                 /* its end rather than its beginning */
    char marks[CEL_EXCERPT + 1];       /* what stands below each column, or ' ' */
    size_t mark_count;                 /* how many columns it goes, to the last mark */
};

/* Writes the line, without a line end: tabs as blanks, what is unsafe on a terminal as
 * <U+200B> or, where it is no UTF-8, <FF>. A line that is too long is shown round its
 * focus, with ... for the rest; the time does not grow with it. Fills in the marks. */
void cel_write_excerpt(struct cel_writer *out, struct cel_excerpt *excerpt);

#ifdef __cplusplus
}
#endif

#endif
