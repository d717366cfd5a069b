/* state.h: what the parser's files share: the state of a parse, and moving along the
 * tokens. Not for users of the library. */
#ifndef CEL_STATE_H
#define CEL_STATE_H

#include "ast/build.h"
#include "lexer/lexer.h"
#include "parser/parser.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cel_recovery;

/* A parse under way. */
struct cel_parser {
    const struct cel_token *token; /* the next token, not yet taken */
    struct cel_lexer lexer;        /* behind that token */
    struct cel_builder builder;    /* makes nodes in the unit's arena */
    struct cel_unit *unit;         /* what is being filled in */
    uint32_t token_count;          /* tokens made so far */
    uint32_t depth;                /* operand positions open */
    uint32_t max_depth;            /* how many may be */
    uint32_t max_nodes;            /* how many nodes may be made */
    bool macros;                   /* expand macros */
    bool optional;                 /* accept optional syntax */
    bool stopped; /* no more tokens and no more errors: a limit has been reached */
    struct cel_recovery *recovery; /* what is known for recovery; NULL: no error yet */
    uint32_t error_count;          /* errors reported */
    uint32_t max_errors;           /* how many may be */
    struct cel_node **children;    /* a stack: children of all nodes not yet made */
    uint32_t child_count;          /* how many are on it */
    uint32_t child_capacity;       /* how many it has room for */
    struct cel_node *first_children[32]; /* the stack while it is small */
    struct cel_token end;                /* the next token once memory has run out */
};

/* A text that lives for ever, for messages. */
struct cel_string cel_constant(const char *text);

/* Notes that memory ran out: the one failure that ends a parse at once. Returns a token
 * that says the text ends here. */
const struct cel_token *cel_out_of_memory(struct cel_parser *p);

/* Takes the next token and reads the one after it. */
static inline const struct cel_token *cel_advance(struct cel_parser *p)
{
    const struct cel_token *taken = p->token;
    p->token = cel_lex(&p->lexer, p->builder.arena);
    p->token_count++;
    if (p->token == NULL)
        p->token = cel_out_of_memory(p);
    return taken;
}

/* Reports that a token of that kind is missing, and passes what is in its way. Takes
 * and returns it if it comes, else returns the next token in its place. */
const struct cel_token *cel_missing(struct cel_parser *p, enum cel_token_kind kind);

/* Takes the next token if it is of that kind, else reports what is missing. */
static inline const struct cel_token *cel_expect(struct cel_parser *p,
                                                 enum cel_token_kind kind)
{
    return p->token->kind == kind ? cel_advance(p) : cel_missing(p, kind);
}

/* Reports an error of any kind, as cel_report does. NULL: there is no memory, or the
 * unit has as many errors as it may; then the parse is over. */
struct cel_diagnostic *cel_report_error(struct cel_parser *p, enum cel_code code,
                                        struct cel_span span,
                                        const struct cel_string values[CEL_VALUES]);

/* Reports a syntax error at the next token, or what the lexer found wrong with it.
 * `expected` fills the first {} of the text, or is NULL where that is what was found.
 * The token stays. Returns an error node. */
struct cel_node *cel_syntax_error(struct cel_parser *p, enum cel_code code,
                                  const char *expected);

/* Reports that the next token nests too deep. Returns an error node. */
struct cel_node *cel_too_deep(struct cel_parser *p);

/* Takes an opening bracket, unless that would nest too deep. */
const struct cel_token *cel_open_bracket(struct cel_parser *p);

/* Reports, at `span`, that the tree has too many nodes; the parse is over. */
void cel_too_many_nodes(struct cel_parser *p, struct cel_span span);

/* Reports an error that leaves the syntax intact; parsing goes on. */
void cel_semantic_error(struct cel_parser *p, enum cel_code code, struct cel_span span,
                        struct cel_string what);

/* A text between backquotes, for a message; the same of a token, or what kind of token
 * it is if it is long. */
struct cel_string cel_quote_string(struct cel_parser *p, struct cel_string text);
struct cel_string cel_quote(struct cel_parser *p, const struct cel_token *token);

/* Whether a kind of token can be a field's name. */
static inline bool cel_is_field(unsigned kind)
{
    return kind == CEL_TOKEN_NAME || kind == CEL_TOKEN_QUOTED_NAME ||
           kind == CEL_TOKEN_RESERVED;
}

/* Whether a token may stand behind an operand: an operator, or what ends an
 * expression. */
bool cel_follows_operand(unsigned kind);

/* Makes room for one more child on the stack. False: no memory. */
bool cel_grow_children(struct cel_parser *p);

/* Whether the next token, a reserved word, begins a message's type name, where reserved
 * words may stand. Looks ahead up to the brace. */
bool cel_begins_type_name(const struct cel_parser *p);

/* Whether a member that begins with token `first` is a message's type name: names and
 * the dots between them. */
bool cel_is_type_name(const struct cel_parser *p, const struct cel_node *left,
                      const struct cel_token *first);

/* A name's token that remembers the dot before it: a struct cel_rooted_token. */
const struct cel_token *cel_rooted_name(struct cel_parser *p,
                                        const struct cel_token *dot,
                                        const struct cel_token *name);

/* Puts a child of a node yet to be made on the stack. */
static inline void cel_push(struct cel_parser *p, struct cel_node *child)
{
    if (p->child_count < p->child_capacity || cel_grow_children(p))
        p->children[p->child_count++] = child;
}

/* The children pushed since the stack had `base`; they leave it, but stay readable
 * until the next push. */
static inline struct cel_children cel_pop(struct cel_parser *p, uint32_t base)
{
    struct cel_children popped = {p->children + base, p->child_count - base};
    p->child_count = base;
    return popped;
}

/* The grammar (parser.c): parses all tokens up to the end; an expression. Each returns
 * the root of what it parsed. */
struct cel_node *cel_parse_tokens(struct cel_parser *p);
struct cel_node *cel_parse_expression(struct cel_parser *p);

#ifdef __cplusplus
}
#endif

#endif
