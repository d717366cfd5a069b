/* state.c: what happens beside the grammar: memory, errors, the stack of children.
 *
 * Where no more can be done, because there is no memory, the nesting is too deep, the
 * tree too large or the unit has all the errors it may have, the lexer is put at the
 * end of the text: every rule then finds no token it wants, and every loop ends without
 * any unwinding. */
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

/* From now on the next token is an end token of the arena. */
static void end_here(struct cel_parser *p)
{
    struct cel_token *end = ARENA_NEW(p->builder.arena, struct cel_token);
    if (end != NULL)
        stop(p, end);
    else
        cel_out_of_memory(p);
}

const struct cel_token *cel_out_of_memory(struct cel_parser *p)
{
    uint32_t at = (uint32_t)(p->lexer.cursor - p->lexer.text);
    cel_report_no_memory(&p->unit->diagnostics, (struct cel_span){at, at});
    p->builder.failed = true;
    stop(p, &p->end); /* nobody sees the tree that points at it */
    return p->token;
}

struct cel_string cel_quote_string(struct cel_parser *p, struct cel_string text)
{
    char *quoted = (char *)arena_alloc(p->builder.arena, text.size + 2, "message");
    if (quoted == NULL) {
        cel_out_of_memory(p);
        return cel_constant("");
    }
    quoted[0] = quoted[text.size + 1] = '`';
    memcpy(quoted + 1, text.data, text.size);
    return (struct cel_string){quoted, text.size + 2};
}

struct cel_string cel_quote(struct cel_parser *p, const struct cel_token *token)
{
    enum { LONGEST = 40 };
    struct cel_string text = cel_token_string(p->unit, token);
    const char *kind = cel_token_text((enum cel_token_kind)token->kind);
    if (kind[0] == '`' || token->kind == CEL_TOKEN_END || text.size > LONGEST)
        return cel_constant(kind);
    return cel_quote_string(p, text);
}

struct cel_diagnostic *cel_report_error(struct cel_parser *p, enum cel_code code,
                                        struct cel_span span,
                                        const struct cel_string values[CEL_VALUES])
{
    struct cel_diagnostics *list = &p->unit->diagnostics;
    if (p->stopped || p->builder.failed)
        return NULL;
    if (p->error_count == p->max_errors) {
        list->more = true;
        end_here(p);
        return NULL;
    }
    struct cel_diagnostic *d = cel_report(p->builder.arena, list, code, span, values);
    p->error_count++;
    if (d->code == code)
        return d;
    cel_out_of_memory(p);
    return NULL;
}

void cel_semantic_error(struct cel_parser *p, enum cel_code code, struct cel_span span,
                        struct cel_string what)
{
    struct cel_string values[CEL_VALUES] = {what, what, what};
    cel_report_error(p, code, span, values);
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
    struct cel_node *node = cel_syntax_error(p, CEL_TOO_DEEP, limit);
    if (!p->stopped)
        end_here(p);
    return node;
}

void cel_too_many_nodes(struct cel_parser *p, struct cel_span span)
{
    char limit[16];
    snprintf(limit, sizeof limit, "%u", (unsigned)p->max_nodes);
    struct cel_string values[CEL_VALUES] = {cel_constant(limit), {"", 0}, {"", 0}};
    cel_report_error(p, CEL_TOO_MANY_NODES, span, values);
    if (!p->stopped)
        end_here(p);
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

bool cel_is_type_name(const struct cel_parser *p, const struct cel_node *left,
                      const struct cel_token *first)
{
    /* Without memory, nodes share one spare, which may be its own operand. */
    if (p->builder.failed || first->kind == CEL_TOKEN_LEFT_PAREN)
        return false;
    while (left->kind == CEL_SELECT && left->flags == 0) {
        const struct cel_select *select = (const struct cel_select *)(const void *)left;
        if (select->field->kind == CEL_TOKEN_QUOTED_NAME)
            return false;
        left = select->operand;
    }
    return left->kind == CEL_IDENT;
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
