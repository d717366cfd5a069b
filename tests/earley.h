/* earley.h: a recogniser for any grammar, after Earley (1970), slow and obvious: what
 * the parser is held to. It knows CEL only by a grammar written in EBNF. */
#ifndef TESTS_EARLEY_H
#define TESTS_EARLEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lexer/token.h"

enum {
    GRAMMAR_SYMBOLS = 150, /* kinds of token, and names of rules */
    GRAMMAR_RULES = 250,   /* alternatives, those of [], {} and () included */
    RULE_SYMBOLS = 12,     /* on the right of a rule */
    SYMBOL_NAME = 32,      /* bytes of a name, its NUL included */
    EARLEY_TOKENS = 63,    /* of a sentence: a set of places in it is one word */
    EARLEY_ITEMS = 5000    /* of a set */
};

/* An alternative: what its symbol may be made of. */
struct rule {
    unsigned left;                /* the symbol */
    unsigned right[RULE_SYMBOLS]; /* what it is made of */
    unsigned size;                /* how many symbols those are; 0: of nothing */
    unsigned place;               /* where its dotted rules are numbered from */
    unsigned next; /* one of the same symbol: its number from 1; 0: none */
    bool dropped;  /* not to be used */
};

/* A grammar. Symbols below CEL_TOKEN_KINDS are the kinds of token. */
struct grammar {
    char names[GRAMMAR_SYMBOLS][SYMBOL_NAME]; /* of the symbols that are no tokens */
    unsigned first[GRAMMAR_SYMBOLS];          /* a symbol's newest rule, as `next` */
    bool empty[GRAMMAR_SYMBOLS];              /* whether it may be made of nothing */
    struct rule rules[GRAMMAR_RULES];         /* all alternatives */
    unsigned symbols;                         /* how many symbols there are */
    unsigned rule_count;                      /* how many rules there are */
    unsigned start;                           /* what a sentence is made of */
    char error[100];                          /* what is wrong with the text, or "" */
};

/* A grammar without rules. */
void grammar_init(struct grammar *grammar);

/* Adds the rules of a text: Name = alternatives ; with [optional] {repeated} (grouped)
 * parts, "tokens" as they are written or by their kind's name, and # comments. The
 * first name of the first text is the start. False: see error. */
bool grammar_read(struct grammar *grammar, const char *text);

/* Looks whether each name has a rule, and finds out what may be empty: to be called
 * behind the last grammar_read, and when a rule has been dropped. False: see error. */
bool grammar_close(struct grammar *grammar);

/* Writes a rule as text, cut to what fits. */
void grammar_write_rule(const struct grammar *grammar, unsigned rule, char *text,
                        size_t size);

/* A rule of which the first `dot` symbols have been seen, from a place in the tokens.
 */
struct item {
    unsigned rule;   /* the rule */
    unsigned dot;    /* how much of it has been seen */
    unsigned origin; /* where it begins: so many tokens before it */
    unsigned next;   /* one that awaits the same symbol: its number from 1; 0: none */
};

/* All that may be going on between two tokens. */
struct item_set {
    unsigned count;                     /* items */
    struct item items[EARLEY_ITEMS];    /* they */
    unsigned awaiting[GRAMMAR_SYMBOLS]; /* who awaits a symbol: the newest, as `next` */
    uint64_t seen[GRAMMAR_RULES * (RULE_SYMBOLS + 1)]; /* a bit an origin, by place */
};

/* A sentence being recognised. */
struct earley {
    const struct grammar *grammar;           /* its grammar */
    unsigned size;                           /* tokens so far */
    struct item_set sets[EARLEY_TOKENS + 1]; /* one before each, and one behind all */
};

/* Begins with no tokens. */
void earley_start(struct earley *earley, const struct grammar *grammar);

/* Adds a token. False: no sentence of the grammar begins so. */
bool earley_push(struct earley *earley, enum cel_token_kind kind);

/* Takes the last token back. */
void earley_pop(struct earley *earley);

/* Whether the tokens so far are a sentence. */
bool earley_accepts(const struct earley *earley);

/* Whether some sentence goes on with that kind of token. */
bool earley_expects(const struct earley *earley, enum cel_token_kind kind);

#endif
