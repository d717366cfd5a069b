/* mistakes.h: what people get wrong, recognised. Not for users of the library. */
#ifndef CEL_MISTAKES_H
#define CEL_MISTAKES_H

#include "parser/recover.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a rule was looking for when it met a token it has no use for. */
enum cel_context {
    CEL_AT_OPERAND = 1,  /* an operand */
    CEL_AT_OPERATOR = 2, /* an operator, or what ends an expression */
    CEL_AT_COLON = 4,    /* the colon behind a key or a field's name */
    CEL_AT_FIELD = 8,    /* the name behind a dot */
    CEL_AT_NAME = 16,    /* the name of a message's field */
    CEL_ANYWHERE = 31    /* any of them */
};

/* What the parser does about a mistake. */
enum cel_remedy {
    CEL_REMEDY_NONE, /* nothing: the rule decides */
    CEL_REMEDY_DROP, /* goes on behind it, as if it were not there */
    CEL_REMEDY_TAKE, /* takes it for what was looked for */
    CEL_REMEDY_AS,   /* takes it for a token of another kind */
    CEL_REMEDY_STOP  /* passes all up to what ends the expression */
};

/* A token that a rule has no use for, and what is round it. */
struct cel_site {
    struct cel_parser *p;      /* the parse */
    enum cel_context context;  /* what was looked for */
    struct cel_passed found;   /* the token */
    struct cel_passed before;  /* the one before it; at the beginning, the end's kind */
    struct cel_passed earlier; /* the one before that */
    struct cel_passed open;    /* the innermost that is open */
};

/* What there is to say and to do about it. */
struct cel_finding {
    enum cel_code code;                   /* what went wrong */
    struct cel_span span;                 /* what shows it */
    struct cel_string values[CEL_VALUES]; /* for the message */
    struct cel_span note_span;            /* a further place */
    enum cel_note_text note;              /* what is there, or CEL_NOTE_NONE */
    struct cel_span fix_span;             /* what to replace */
    const char *fix;                      /* by what, lives as the unit; NULL: no fix */
    enum cel_remedy remedy;               /* what the parser does */
    enum cel_token_kind kind;             /* for CEL_REMEDY_AS */
    uint32_t end;                         /* where the mistake ends, in bytes */
};

/* Finds out whether a token is one of the known mistakes. If so, fills in all of the
 * finding; if not, leaves it alone. */
bool cel_find_mistake(const struct cel_site *site, struct cel_finding *finding);

/* A part of it (misspelt.c): what is wrong within a word, a string or a comment; and
 * any other character that begins no token. */
bool cel_find_misspelt(const struct cel_site *site, struct cel_finding *finding);
bool cel_find_bad_character(const struct cel_site *site, struct cel_finding *finding);

/* For both (site.c). The text of a span, as it is and between backquotes. */
struct cel_string cel_site_text(const struct cel_site *site, struct cel_span span);
struct cel_string cel_site_quote(const struct cel_site *site, struct cel_span span);

/* A text put together in the unit's arena, ended by a NUL; NULL: no memory. */
const char *cel_site_join(const struct cel_site *site, const char *left,
                          struct cel_string middle, const char *right);

/* Where the line ends that byte `from` is on, or `most` bytes on if that is earlier. */
uint32_t cel_line_end(const struct cel_site *site, uint32_t from, uint32_t most);

/* Whether nothing stands between two tokens. */
bool cel_is_adjacent(struct cel_passed left, struct cel_passed right);

/* Whether a token is a number; a name or a word of the language. */
bool cel_is_number(struct cel_passed token);
bool cel_is_word(struct cel_passed token);

/* Whether a name may have that byte. */
bool cel_is_name_byte(char c);

/* Sets the fix: `text` (NULL: none after all) in the place of a span. */
void cel_finding_fix(struct cel_finding *finding, struct cel_span span,
                     const char *text);

#ifdef __cplusplus
}
#endif

#endif
