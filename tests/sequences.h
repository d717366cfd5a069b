/* sequences.h: sequences of tokens, and what the parser and a grammar say of them. */
#ifndef TESTS_SEQUENCES_H
#define TESTS_SEQUENCES_H

#include "cellar.h"
#include "tests/earley.h"

enum {
    KINDS = CEL_TOKEN_BAD_CHARACTER - CEL_TOKEN_NAME, /* kinds of token there are */
    MODES = 4,                                        /* ways to parse a sequence */
    LONGEST_TEXT = 8                                  /* bytes of a token's text */
};

/* Tokens by their kinds. */
struct sequence {
    unsigned size;                            /* how many */
    enum cel_token_kind kinds[EARLEY_TOKENS]; /* they */
};

/* What the bits of a mode say. */
enum {
    WITH_OPTIONAL = 1, /* optional syntax is accepted */
    WITH_MACROS = 2    /* macros are expanded */
};

/* The i-th kind, from 0. */
static inline enum cel_token_kind kind_at(size_t i)
{
    return (enum cel_token_kind)(CEL_TOKEN_NAME + i);
}

/* A kind whose text the lexer reads as something else; CEL_TOKEN_END: there is none. */
enum cel_token_kind misread_kind(struct arena *arena);

/* The sequence's text, a blank between any two tokens. `text` has room for it. */
size_t write_sequence(const struct sequence *sequence, char *text);

/* Whether the parser takes the sequence. Resets the arena. */
bool parser_takes(struct arena *arena, const struct sequence *sequence, unsigned mode);

/* Whether the grammar has the sequence. `earley` is for its use. */
bool grammar_takes(struct earley *earley, const struct grammar *grammar,
                   const struct sequence *sequence);

/* Draws a sequence that the grammar has or nearly has: `least` tokens or more, as it
 * lets them follow each other; half of them are then changed in a place or two. */
void draw_sequence(struct earley *earley, const struct grammar *grammar, unsigned least,
                   uint64_t *random, struct sequence *sequence);

/* Draws a sequence with no regard to any grammar. */
void draw_any(unsigned size, uint64_t *random, struct sequence *sequence);

/* Changes of one place: replace, insert, delete. */
void replace_kind(struct sequence *sequence, unsigned at, enum cel_token_kind kind);
void insert_kind(struct sequence *sequence, unsigned at, enum cel_token_kind kind);
void delete_kind(struct sequence *sequence, unsigned at);

#endif
