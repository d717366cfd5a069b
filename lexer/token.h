/* token.h: the token, and the kinds there are.
 *
 * A token is eight bytes in the unit's arena and knows where it stands in the text.
 * Nodes point at their tokens, so both must live equally long: in an arena they do. */
#ifndef CEL_TOKEN_H
#define CEL_TOKEN_H

#include <stdint.h>

#include "diag/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a token is; the glosses are the texts in token.def. */
enum cel_token_kind {
#define CEL_TOKEN(name, text) CEL_TOKEN_##name,
#include "lexer/token.def"
#undef CEL_TOKEN
    CEL_TOKEN_KINDS /* how many kinds there are */
};

/* One token. Read its length with cel_token_length. */
struct cel_token {
    uint32_t offset;      /* where it begins in the text, in bytes */
    uint32_t kind : 8;    /* an enum cel_token_kind */
    uint32_t length : 24; /* in bytes; CEL_TOKEN_LONG: see struct cel_long_token */
};

/* The length that says: too long for 24 bits. */
#define CEL_TOKEN_LONG 0xffffffu

/* What a token of 16 MiB or more is: the true length stands behind it. */
struct cel_long_token {
    struct cel_token token; /* its length is CEL_TOKEN_LONG */
    uint32_t length;        /* in bytes */
};

/* A name with a dot before it, such as the a of .a; blanks may stand between them. */
struct cel_rooted_token {
    struct cel_long_token name; /* the name; its length is valid however long it is */
    uint32_t dot;               /* where the dot stands, in bytes */
};

/* The token's length in bytes. */
static inline uint32_t cel_token_length(const struct cel_token *token)
{
    return token->length != CEL_TOKEN_LONG
               ? token->length
               : ((const struct cel_long_token *)(const void *)token)->length;
}

/* The token's place in the text. */
static inline struct cel_span cel_token_span(const struct cel_token *token)
{
    struct cel_span span = {token->offset, token->offset + cel_token_length(token)};
    return span;
}

/* The kind's text for people: "`==`", "a name". Constant. */
const char *cel_token_text(enum cel_token_kind kind);

/* The kind's name as in token.def: "EQUAL". Constant. */
const char *cel_token_name(enum cel_token_kind kind);

#ifdef __cplusplus
}
#endif

#endif
