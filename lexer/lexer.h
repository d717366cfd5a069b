/* lexer.h: from text to tokens, one at a time. */
#ifndef CEL_LEXER_H
#define CEL_LEXER_H

#include "arena/arena.h"
#include "diag/source.h"
#include "lexer/token.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where the lexer is. */
struct cel_lexer {
    const unsigned char *cursor; /* the next byte to read */
    const unsigned char *text;   /* the unit's text */
    const unsigned char *limit;  /* its end, where a NUL stands */
    const unsigned char
        *plain; /* the newest string without an escape, where cel_lex saw so */
    struct cel_long_token token; /* the newest token that was made without an arena */
};

/* A lexer at byte `offset` of a text from cel_copy_source. */
struct cel_lexer cel_lexer_at(const struct cel_source *source, uint32_t offset);

/* Reads the next token and makes it in the arena; without an arena, in the lexer
 * itself, where the next call overwrites it. NULL: no memory. At the end comes
 * CEL_TOKEN_END, as often as asked. Text that is no token gives one of the BAD kinds
 * and is passed. */
const struct cel_token *cel_lex(struct cel_lexer *lexer, struct arena *arena);

/* The same by the rules of lexer.re alone: where cel_lex takes what it leaves to them,
 * and what the tests hold it to. */
const struct cel_token *cel_lex_by_rules(struct cel_lexer *lexer, struct arena *arena);

/* In a string literal with an escape sequence that is none (CEL_TOKEN_BAD_ESCAPE): the
 * first such sequence. `limit` is the literal's end, and what is returned, with a size
 * of 0, where there is none. */
struct cel_string cel_bad_escape(const char *literal, const char *limit);

#ifdef __cplusplus
}
#endif

#endif
