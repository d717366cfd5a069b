/* recover.h: how the parser goes on where the text is wrong. Not for users of the
 * library. The functions are called where a rule has no use for the next token; each
 * reports at most one error and leaves a token that the rule, or one round it, can
 * take. */
#ifndef CEL_RECOVER_H
#define CEL_RECOVER_H

#include "parser/state.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a bracket or a question mark that is still open belongs to. */
enum cel_role {
    CEL_ROLE_NONE,       /* nothing is open */
    CEL_ROLE_GROUP,      /* ( of a group */
    CEL_ROLE_CALL,       /* ( of a call */
    CEL_ROLE_LIST,       /* [ of a list */
    CEL_ROLE_INDEX,      /* [ of an index */
    CEL_ROLE_MAP,        /* { of a map */
    CEL_ROLE_MESSAGE,    /* { of a message */
    CEL_ROLE_CONDITIONAL /* ? of a conditional, before its colon */
};

/* A token that has been passed. */
struct cel_passed {
    struct cel_span span; /* where it stands */
    uint8_t kind;         /* an enum cel_token_kind */
    uint8_t role;         /* of an open one: an enum cel_role */
    bool colon;           /* of an open brace: an entry's colon has been passed */
    bool doubtful;        /* of an open one: it has had a wrong key or separator */
    uint32_t bracket;     /* of an open one: one more than the place on the stack of the
                             innermost bracket, which may be itself; 0: none */
};

/* What is known about the text before the next token. It is found out by reading the
 * tokens once more, and only where there are errors: a valid unit pays nothing. */
struct cel_recovery {
    struct cel_lexer lexer;      /* behind the newest token looked at */
    struct cel_passed before[2]; /* the two tokens before the next, the newest first */
    struct cel_passed *open;     /* what is open, the outermost first */
    size_t open_count;           /* how many */
    uint32_t opened[CEL_TOKEN_KINDS]; /* how many of each kind of token */
    size_t open_capacity;             /* how many there is room for */
    struct cel_passed replaced; /* what stands for a part of the text; its end is 0:
                                   nothing does */
    uint32_t
        reached; /* up to where all is known: one more than the next token's place */
    uint32_t thought;  /* one more than where a comma was last thought of */
    uint32_t ahead_of; /* one more than the place of the token before ... */
    uint8_t ahead;     /* ... a token of this kind */
    bool fresh;        /* the newest error is no consequence: it has been reported */
    uint32_t quiet;    /* errors before so many tokens are no new ones */
    uint32_t last;     /* where the newest error begins */
    uint32_t garbled;  /* up to here text and strings may have changed places */
    bool unbalanced; /* a bracket is missing or too many, or hidden in a string without
                        an end: what does not fit behind it is its consequence */
};

/* What is known, up to the next token. NULL: no memory, or the parse is over. */
struct cel_recovery *cel_look_back(struct cel_parser *p);

/* The kind of the token behind the next one. */
unsigned cel_kind_ahead(struct cel_parser *p);

/* Lets a token of a kind, up to byte `end`, stand for the text from the next token on:
 * reading goes on behind it. */
void cel_stand_in(struct cel_parser *p, unsigned kind, uint32_t end);

/* The innermost open bracket or question mark; its role is CEL_ROLE_NONE if there is
 * none. */
struct cel_passed cel_innermost(const struct cel_recovery *recovery);

/* The innermost open bracket, whatever conditionals are open in it. */
struct cel_passed cel_innermost_bracket(const struct cel_recovery *recovery);

/* Whether a key or a field's name is next in an open brace. */
bool cel_is_at_key(struct cel_passed open);

/* Notes that the innermost bracket has been closed, and what is open in it. */
void cel_close_innermost(struct cel_recovery *recovery);

/* Notes that the conditional whose question mark stands at a byte will not get its
 * colon, if it is the innermost that is open. */
void cel_give_up(struct cel_recovery *recovery, uint32_t question);

/* Whether a closing bracket of a kind closes one that is open. */
bool cel_closes_any(const struct cel_recovery *recovery, unsigned kind);

/* Whether the innermost bracket, or a rule further out, waits for a token of a kind. */
bool cel_is_awaited(const struct cel_recovery *recovery, unsigned kind);

/* Whether a comma may be thought before an operand of a kind: a string without an end
 * before it has swallowed the rest of its line. */
bool cel_is_swallowed(const struct cel_recovery *recovery, unsigned kind);

/* Whether a kind of token is a closing bracket, and the kind that opens what it closes;
 * whether an operand can begin with it. */
bool cel_is_closing(unsigned kind);
unsigned cel_opening_of(unsigned kind);
bool cel_begins_operand(unsigned kind);

/* A token as it will be remembered. */
struct cel_passed cel_passed_token(const struct cel_token *token);

/* Passes what cannot stand behind an operand; reports the first of it. Returns the kind
 * of token to go on with: that of the next one, or a colon or a comma that is to be
 * thought there. */
enum cel_token_kind cel_pass_strays(struct cel_parser *p);

/* Where an operand should begin: reports what is there instead. Returns an error node
 * in the operand's place, or NULL when the next token should be tried. */
struct cel_node *cel_missing_operand(struct cel_parser *p);

/* Where a field's name should stand: reports what is there instead. Returns whether the
 * next token may be taken for the name. `of_message`: in a message's braces. */
bool cel_missing_field(struct cel_parser *p, bool of_message);

/* Where a name should stand: reports that the next token is a reserved word. Returns
 * an error node if it is no name at all, but the beginning of a statement. */
struct cel_node *cel_reserved_word(struct cel_parser *p);

/* Behind an item that no comma follows: passes what is in the way of the next comma or
 * the closing bracket. Returns whether it is the comma. */
bool cel_find_comma(struct cel_parser *p, enum cel_token_kind closing);

#ifdef __cplusplus
}
#endif

#endif
