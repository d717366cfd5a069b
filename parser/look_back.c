/* look_back.c: what is known about the text before an error: the tokens passed last,
 * and the brackets and conditionals that are open. It is found out by reading the
 * tokens once more, up to the error, so that a valid unit pays nothing for it. */
#include "parser/recover.h"

bool cel_is_closing(unsigned kind)
{
    return kind == CEL_TOKEN_RIGHT_PAREN || kind == CEL_TOKEN_RIGHT_BRACKET ||
           kind == CEL_TOKEN_RIGHT_BRACE;
}

/* The bracket that opens what a closing one closes. */
unsigned cel_opening_of(unsigned kind)
{
    return kind - 1;
}

_Static_assert(CEL_TOKEN_LEFT_PAREN + 1 == CEL_TOKEN_RIGHT_PAREN &&
                   CEL_TOKEN_LEFT_BRACKET + 1 == CEL_TOKEN_RIGHT_BRACKET &&
                   CEL_TOKEN_LEFT_BRACE + 1 == CEL_TOKEN_RIGHT_BRACE,
               "opening and closing brackets are neighbours");

/* Whether a token ends an operand, so that a bracket behind it is no list or map. */
static bool ends_operand(unsigned kind)
{
    return cel_is_closing(kind) || (kind >= CEL_TOKEN_NAME && kind <= CEL_TOKEN_NULL);
}

static bool is_name(unsigned kind)
{
    return kind == CEL_TOKEN_NAME || kind == CEL_TOKEN_RESERVED;
}

/* Whether a rule for operands can begin with the token. */
bool cel_begins_operand(unsigned kind)
{
    return (kind >= CEL_TOKEN_NAME && kind <= CEL_TOKEN_NULL &&
            kind != CEL_TOKEN_QUOTED_NAME) ||
           kind == CEL_TOKEN_NOT || kind == CEL_TOKEN_DOT ||
           (!cel_is_closing(kind) && cel_is_closing(kind + 1));
}

static enum cel_role role_of(const struct cel_recovery *r, unsigned kind)
{
    unsigned before = r->before[0].kind;
    switch (kind) {
    case CEL_TOKEN_LEFT_PAREN: return is_name(before) ? CEL_ROLE_CALL : CEL_ROLE_GROUP;
    case CEL_TOKEN_LEFT_BRACKET:
        return ends_operand(before) ? CEL_ROLE_INDEX : CEL_ROLE_LIST;
    case CEL_TOKEN_LEFT_BRACE: return is_name(before) ? CEL_ROLE_MESSAGE : CEL_ROLE_MAP;
    case CEL_TOKEN_QUESTION: /* behind an operand it is no mark of an optional */
        return ends_operand(before) ? CEL_ROLE_CONDITIONAL : CEL_ROLE_NONE;
    default: return CEL_ROLE_NONE;
    }
}

/* One more than the place of the innermost bracket on the stack; 0: there is none. */
static uint32_t bracket_of(const struct cel_recovery *r)
{
    return cel_innermost(r).bracket;
}

/* Puts a token on the stack of what is open. False: no memory. */
static bool open(struct cel_parser *p, struct cel_passed token)
{
    struct cel_recovery *r = p->recovery;
    if (r->open_count == r->open_capacity) {
        size_t size = r->open_capacity * sizeof *r->open;
        size_t new_size = size > 0 ? 2 * size : 32 * sizeof *r->open;
        void *grown = arena_grow(p->builder.arena, r->open, size, new_size, "recovery");
        if (grown == NULL) {
            cel_out_of_memory(p);
            return false;
        }
        r->open = (struct cel_passed *)grown;
        r->open_capacity = new_size / sizeof *r->open;
    }
    bool bracket = token.role != CEL_ROLE_CONDITIONAL;
    token.bracket = bracket ? (uint32_t)r->open_count + 1 : bracket_of(r);
    r->opened[token.kind]++;
    r->open[r->open_count++] = token;
    return true;
}

static void close_last(struct cel_recovery *r)
{
    /* unreachable: that nothing is open. A caller that closed it all the same would
     * write before the array. */
    if (r->open_count > 0)
        r->opened[r->open[--r->open_count].kind]--;
}

/* Closes the conditionals inside the innermost bracket. */
static void close_conditionals(struct cel_recovery *r)
{
    while (cel_innermost(r).role == CEL_ROLE_CONDITIONAL)
        close_last(r);
}

void cel_close_innermost(struct cel_recovery *r)
{
    close_conditionals(r);
    close_last(r);
}

void cel_give_up(struct cel_recovery *r, uint32_t question)
{
    struct cel_passed top = cel_innermost(r);
    if (top.role == CEL_ROLE_CONDITIONAL && top.span.start == question)
        close_last(r);
}

bool cel_closes_any(const struct cel_recovery *r, unsigned kind)
{
    return r->opened[cel_opening_of(kind)] > 0;
}

/* Notes a token that has been passed. */
static void pass(struct cel_parser *p, struct cel_passed token)
{
    struct cel_recovery *r = p->recovery;
    struct cel_passed *top = r->open_count > 0 ? &r->open[r->open_count - 1] : NULL;
    token.role = (uint8_t)role_of(r, token.kind);
    if (token.role != CEL_ROLE_NONE) {
        if (!open(p, token))
            return;
    } else if (cel_is_closing(token.kind) && cel_closes_any(r, token.kind)) {
        while (cel_innermost(r).kind != cel_opening_of(token.kind))
            close_last(r);
        close_last(r);
    } else if (token.kind == CEL_TOKEN_COLON && top != NULL) {
        if (top->role == CEL_ROLE_CONDITIONAL)
            close_last(r);
        else
            top->colon = true;
    } else if (token.kind == CEL_TOKEN_COMMA) {
        close_conditionals(r);
        if (r->open_count > 0)
            r->open[r->open_count - 1].colon = false;
    }
    r->before[1] = r->before[0];
    r->before[0] = token;
}

static bool begin(struct cel_parser *p)
{
    p->recovery = ARENA_NEW(p->builder.arena, struct cel_recovery);
    if (p->recovery == NULL) {
        cel_out_of_memory(p);
        return false;
    }
    memset(p->recovery, 0, sizeof *p->recovery);
    p->recovery->lexer = cel_lexer_at(&p->unit->source, 0);
    return true;
}

struct cel_passed cel_passed_token(const struct cel_token *token)
{
    return (struct cel_passed){.span = cel_token_span(token), .kind = token->kind};
}

void cel_stand_in(struct cel_parser *p, unsigned kind, uint32_t end)
{
    struct cel_passed stand_in = cel_passed_token(p->token);
    stand_in.kind = (uint8_t)kind;
    stand_in.span.end = end;
    p->recovery->replaced = stand_in;
    p->lexer.cursor = p->lexer.text + end;
}

/* Reads the next token, or what stands for it. */
static struct cel_passed read_passed(struct cel_recovery *r)
{
    struct cel_passed token = cel_passed_token(cel_lex(&r->lexer, NULL));
    if (r->replaced.span.end == 0 || r->replaced.span.start != token.span.start)
        return token;
    r->lexer.cursor = r->lexer.text + r->replaced.span.end;
    return r->replaced;
}

struct cel_recovery *cel_look_back(struct cel_parser *p)
{
    if (p->stopped || (p->recovery == NULL && !begin(p)))
        return NULL;
    struct cel_recovery *r = p->recovery;
    while (r->reached != p->token->offset + 1) {
        struct cel_lexer before = r->lexer;
        struct cel_passed token = read_passed(r);
        if (token.span.start >= p->token->offset) {
            r->lexer = before;
            r->reached = p->token->offset + 1;
        } else {
            pass(p, token);
        }
    }
    return p->stopped ? NULL : r;
}

unsigned cel_kind_ahead(struct cel_parser *p)
{
    struct cel_recovery *r = p->recovery;
    if (r->ahead_of != p->token->offset + 1) {
        struct cel_lexer ahead = p->lexer;
        r->ahead = cel_lex(&ahead, NULL)->kind;
        r->ahead_of = p->token->offset + 1;
    }
    return r->ahead;
}

struct cel_passed cel_innermost(const struct cel_recovery *r)
{
    return r->open_count > 0 ? r->open[r->open_count - 1] : (struct cel_passed){0};
}

/* The innermost bracket, whatever conditionals are in it. */
struct cel_passed cel_innermost_bracket(const struct cel_recovery *r)
{
    uint32_t bracket = bracket_of(r);
    return bracket > 0 ? r->open[bracket - 1] : (struct cel_passed){0};
}

bool cel_is_at_key(struct cel_passed open)
{
    return open.role >= CEL_ROLE_MAP && open.role <= CEL_ROLE_MESSAGE && !open.colon;
}

/* Whether a rule further out, or that of the innermost bracket, waits for the token. */
bool cel_is_awaited(const struct cel_recovery *r, unsigned kind)
{
    enum cel_role inner = (enum cel_role)cel_innermost_bracket(r).role;
    switch (kind) {
    case CEL_TOKEN_END: return true;
    case CEL_TOKEN_COMMA:
        return inner == CEL_ROLE_CALL || inner == CEL_ROLE_LIST ||
               inner == CEL_ROLE_MAP || inner == CEL_ROLE_MESSAGE;
    case CEL_TOKEN_COLON:
        return cel_innermost(r).role == CEL_ROLE_CONDITIONAL ||
               cel_is_at_key(cel_innermost(r));
    default: return cel_is_closing(kind) && cel_closes_any(r, kind);
    }
}

bool cel_is_swallowed(const struct cel_recovery *r, unsigned kind)
{
    return r->before[0].kind == CEL_TOKEN_BAD_STRING && cel_begins_operand(kind) &&
           cel_is_awaited(r, CEL_TOKEN_COMMA);
}
