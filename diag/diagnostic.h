/* diagnostic.h: what is wrong with a unit, as data. All texts stand in codes.def.
 *
 * Diagnostics live in the unit's arena, as everything of a unit does. The one that says
 * that memory ran out is part of the list itself, so that it needs none. */
#ifndef CEL_DIAGNOSTIC_H
#define CEL_DIAGNOSTIC_H

#include <stdbool.h>
#include <stdint.h>

#include "arena/arena.h"
#include "diag/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What went wrong: CEL_INVALID_UTF8, ...; their glosses are the texts in codes.def. */
enum cel_code {
#define CEL_CODE(code, name, text) CEL_##name,
#include "diag/codes.def"
#undef CEL_CODE
    CEL_CODE_COUNT /* how many codes there are */
};

/* What a note says: CEL_NOTE_OPENED, ...; their glosses are the texts in codes.def. */
enum cel_note_text {
#define CEL_NOTE(name, text) CEL_NOTE_##name,
#include "diag/codes.def"
#undef CEL_NOTE
    CEL_NOTE_COUNT /* how many there are */
};

/* How bad it is. */
enum cel_severity {
    CEL_ERROR,  /* the unit is not valid */
    CEL_WARNING /* it is, but perhaps not what was meant */
};

/* A further place that explains the error, such as the bracket that was not closed. */
struct cel_note {
    struct cel_note *next;     /* the next note, or NULL */
    struct cel_span span;      /* where */
    struct cel_string message; /* what is there */
};

/* A certain repair: replace the span by the text. */
struct cel_fix {
    struct cel_span span;          /* what to take out */
    struct cel_string replacement; /* what to put there */
};

/* One thing that is wrong. */
struct cel_diagnostic {
    struct cel_diagnostic *next; /* the next by start, or NULL */
    enum cel_code code;          /* what went wrong */
    enum cel_severity severity;  /* how bad it is */
    struct cel_span span;        /* the text that shows it */
    struct cel_string message;   /* for people: one line, no final period */
    struct cel_note *notes;      /* further places, or NULL */
    const struct cel_fix *fix;   /* a certain repair, or NULL */
};

/* All that is wrong with a unit. */
struct cel_diagnostics {
    struct cel_diagnostic *first;        /* the list; NULL for a valid unit */
    struct cel_diagnostic *last;         /* its end */
    struct cel_diagnostic out_of_memory; /* linked in when memory runs out */
    bool more; /* there are further ones, which the limit has kept out */
};

/* Whether memory ran out, or the unit's limit of it was reached. */
static inline bool cel_ran_out_of_memory(const struct cel_diagnostics *list)
{
    return list->out_of_memory.message.data != NULL;
}

/* How many {} a text may have. */
#define CEL_VALUES 3

/* Appends a diagnostic whose text is the code's with each {} replaced in turn by
 * one of the `values`, of which there are three; those not needed are empty. Where
 * there is no memory for it, out_of_memory is appended instead. */
struct cel_diagnostic *cel_report(struct arena *arena, struct cel_diagnostics *list,
                                  enum cel_code code, struct cel_span span,
                                  const struct cel_string values[CEL_VALUES]);

/* Adds a note behind the diagnostic's others; `message` must live as long as the unit.
 * False: there is no memory for it, and the diagnostic is as it was. */
bool cel_add_note(struct arena *arena, struct cel_diagnostic *diagnostic,
                  struct cel_span span, struct cel_string message);

/* Sets the diagnostic's fix, whose text must live as long as the unit. False: as above.
 */
bool cel_set_fix(struct arena *arena, struct cel_diagnostic *diagnostic,
                 struct cel_span span, struct cel_string replacement);

/* Appends the diagnostic that needs no memory, once. */
struct cel_diagnostic *cel_report_no_memory(struct cel_diagnostics *list,
                                            struct cel_span span);

/* Sorts the list by where the spans start; equals keep their order. */
void cel_sort_diagnostics(struct cel_diagnostics *list);

/* The stable code ("E0101"), and its text with {} as it stands in the table. */
const char *cel_code_name(enum cel_code code);
const char *cel_code_text(enum cel_code code);

/* What a note says. Lives for ever. */
struct cel_string cel_note_text(enum cel_note_text text);

#ifdef __cplusplus
}
#endif

#endif
