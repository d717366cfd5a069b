/* state.c: what happens beside the grammar: errors, memory, the stack of children.
 *
 * The first syntax error ends a parse without any unwinding: it is reported, and the
 * lexer is put at the end of the text. Every rule then finds no token it wants, every
 * loop ends, and further errors are not reported. */
#include "parser/state.h"

#include <stdio.h>

struct cel_string cel_constant(const char *text)
{
    return (struct cel_string){text, strlen(text)};
}

/* From now on the next token is `end`. */
static void stop(struct cel_parser *p, struct cel_token *end)
{
    p->stopped = true;
    p->lexer.cursor = p->lexer.limit;
    *end = (struct cel_token){p->unit->source.size, CEL_TOKEN_END, 0};
    p->token = end;
}

const struct cel_token *cel_out_of_memory(struct cel_parser *p)
{
    uint32_t at = (uint32_t)(p->lexer.cursor - p->lexer.text);
    cel_report_no_memory(&p->unit->diagnostics, (struct cel_span){at, at});
    p->builder.failed = true;
    stop(p, &p->end); /* nobody sees the tree that points at it */
    return p->token;
}

struct cel_string cel_quote(struct cel_parser *p, const struct cel_token *token)
{
    enum { LONGEST = 40 };
    struct cel_string text = cel_token_string(p->unit, token);
    const char *kind = cel_token_text((enum cel_token_kind)token->kind);
    if (token->kind == CEL_TOKEN_BAD_ESCAPE)
        text = cel_bad_escape(text.data, text.data + text.size);
    if (kind[0] == '`' || token->kind == CEL_TOKEN_END || text.size > LONGEST)
        return cel_constant(kind);
    char *quoted = (char *)arena_alloc(p->builder.arena, text.size + 2, "message");
    if (quoted == NULL) {
        cel_out_of_memory(p);
        return cel_constant(kind);
    }
    quoted[0] = quoted[text.size + 1] = '`';
    memcpy(quoted + 1, text.data, text.size);
    return (struct cel_string){quoted, text.size + 2};
}

static enum cel_code code_of_bad_token(const struct cel_token *token,
                                       enum cel_code code)
{
    switch (token->kind) {
    case CEL_TOKEN_BAD_CHARACTER: return CEL_UNEXPECTED_CHARACTER;
    case CEL_TOKEN_BAD_STRING: return CEL_UNTERMINATED_STRING;
    case CEL_TOKEN_BAD_ESCAPE: return CEL_INVALID_ESCAPE;
    case CEL_TOKEN_BAD_NAME: return CEL_INVALID_NAME;
    default: return code;
    }
}

struct cel_node *cel_syntax_error(struct cel_parser *p, enum cel_code code,
                                  const char *expected)
{
    const struct cel_token *found = p->token;
    struct cel_node *node = cel_new_leaf(&p->builder, CEL_ERROR_NODE, found);
    if (p->stopped)
        return node;
    struct cel_string what = cel_quote(p, found);
    if (p->builder.failed) /* that is what will be reported, and that alone */
        return node;
    enum cel_code bad = code_of_bad_token(found, code);
    bool named = expected != NULL && bad == code;
    struct cel_string values[CEL_VALUES] = {named ? cel_constant(expected) : what, what,
                                            what};
    cel_report(p->builder.arena, &p->unit->diagnostics, bad, cel_token_span(found),
               values);
    struct cel_token *end = ARENA_NEW(p->builder.arena, struct cel_token);
    if (end != NULL)
        stop(p, end);
    else
        cel_out_of_memory(p);
    return node;
}

void cel_semantic_error(struct cel_parser *p, enum cel_code code, struct cel_span span,
                        struct cel_string what)
{
    if (p->builder.failed)
        return;
    struct cel_string values[CEL_VALUES] = {what, what, what};
    cel_report(p->builder.arena, &p->unit->diagnostics, code, span, values);
}

const struct cel_token *cel_missing(struct cel_parser *p, enum cel_token_kind kind)
{
    cel_syntax_error(p, CEL_EXPECTED_TOKEN, cel_token_text(kind));
    return p->token;
}

bool cel_grow_children(struct cel_parser *p)
{
    bool first = p->children == p->first_children;
    size_t size = p->child_capacity * sizeof *p->children;
    void *grown = arena_grow(p->builder.arena, first ? NULL : (void *)p->children,
                             first ? 0 : size, 2 * size, "children");
    if (grown == NULL) {
        cel_out_of_memory(p);
        return false;
    }
    if (first)
        memcpy(grown, p->first_children, size);
    p->children = (struct cel_node **)grown;
    p->child_capacity *= 2;
    return true;
}

struct cel_node *cel_too_deep(struct cel_parser *p)
{
    char limit[16];
    snprintf(limit, sizeof limit, "%u", (unsigned)p->max_depth);
    return cel_syntax_error(p, CEL_TOO_DEEP, limit);
}

const struct cel_token *cel_open_bracket(struct cel_parser *p)
{
    if (p->depth > p->max_depth)
        cel_too_deep(p);
    return cel_advance(p);
}

bool cel_begins_type_name(const struct cel_parser *p)
{
    struct cel_lexer ahead = p->lexer;
    unsigned kind = cel_lex(&ahead, NULL)->kind;
    while (kind == CEL_TOKEN_DOT) {
        kind = cel_lex(&ahead, NULL)->kind;
        if (kind != CEL_TOKEN_NAME && kind != CEL_TOKEN_RESERVED)
            return false;
        kind = cel_lex(&ahead, NULL)->kind;
    }
    return kind == CEL_TOKEN_LEFT_BRACE;
}

const struct cel_token *cel_rooted_name(struct cel_parser *p,
                                        const struct cel_token *dot,
                                        const struct cel_token *name)
{
    struct cel_rooted_token *rooted =
        ARENA_NEW(p->builder.arena, struct cel_rooted_token);
    if (rooted == NULL)
        return cel_out_of_memory(p);
    rooted->name.token = *name;
    rooted->name.length = cel_token_length(name);
    rooted->dot = dot->offset;
    return &rooted->name.token;
}
