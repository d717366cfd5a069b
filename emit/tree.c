/* tree.c: the tree for people, and the tokens: a line each. */
#include <string.h>

#include "emit/emit.h"
#include "emit/text.h"
#include "lexer/lexer.h"

/* Deeper lines keep this indentation and say how deep they are, so that a chain of a
 * million operators is written in a few megabytes. */
enum { DEEPEST_INDENT = 50 };

static void write_rooted(struct cel_writer *out, struct cel_string name, uint8_t flags)
{
    cel_write(out, flags & CEL_ROOTED ? "." : "");
    cel_write_string(out, name);
}

void cel_write_value(struct cel_writer *out, const struct cel_unit *unit,
                     const struct cel_node *node)
{
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_BOOL: cel_write(out, node->flags & CEL_TRUE ? "true" : "false"); break;
    case CEL_INT:
        cel_write_signed(out, ((const struct cel_number *)it)->value.i);
        break;
    case CEL_UINT:
        cel_write_unsigned(out, ((const struct cel_number *)it)->value.u);
        cel_write_char(out, 'u');
        break;
    case CEL_DOUBLE:
        cel_write_double(out, ((const struct cel_number *)it)->value.d);
        break;
    case CEL_STRING: cel_write_json_string(out, cel_text(unit, node)); break;
    case CEL_BYTES: cel_write_octets(out, cel_text(unit, node)); break;
    case CEL_IDENT: write_rooted(out, cel_text(unit, node), node->flags); break;
    case CEL_SELECT:
        cel_write_string(out, cel_name(unit, ((const struct cel_select *)it)->field));
        break;
    case CEL_CALL:
        write_rooted(out, cel_name(unit, ((const struct cel_call *)it)->function),
                     node->flags);
        break;
    case CEL_MESSAGE:
        cel_write_string(out, ((const struct cel_message *)it)->type);
        break;
    case CEL_FIELD:
        cel_write_string(out, cel_name(unit, ((const struct cel_field *)it)->name));
        break;
    case CEL_COMPREHENSION:
        write_rooted(out,
                     cel_name(unit, ((const struct cel_comprehension *)it)->variable),
                     node->flags);
        break;
    default: cel_write(out, cel_operator_symbol((enum cel_operator)node->op));
    }
}

static const char *kind_name(const struct cel_node *node)
{
    if (node->kind == CEL_SELECT && node->flags & CEL_EXPANSION)
        return "test";
    if (node->kind == CEL_CALL && node->flags & CEL_METHOD)
        return "method";
    return cel_kind_name((enum cel_kind)node->kind);
}

static void write_indent(struct cel_writer *out, size_t depth)
{
    if (depth <= DEEPEST_INDENT) {
        cel_write_spaces(out, 2 * depth);
        return;
    }
    cel_write_spaces(out, (size_t)2 * DEEPEST_INDENT);
    cel_write(out, "(depth ");
    cel_write_unsigned(out, depth);
    cel_write(out, ") ");
}

static void write_place(struct cel_writer *out, const struct cel_places *places,
                        uint32_t offset)
{
    struct cel_place place = cel_find_place(places, offset);
    cel_write_unsigned(out, place.line);
    cel_write_char(out, ':');
    cel_write_unsigned(out, place.column);
}

static void write_node(struct cel_writer *out, const struct cel_unit *unit,
                       const struct cel_places *places, const struct cel_step *step)
{
    static const char *const parts[] = {
        "range: ", "init: ", "condition: ", "step: ", "result: "};
    const struct cel_node *node = step->node;
    write_indent(out, step->depth);
    if (step->parent != NULL && step->parent->kind == CEL_COMPREHENSION)
        cel_write(out, parts[step->index]);
    cel_write(out, cel_step_is_optional(step) ? "? " : "");
    cel_write(out, kind_name(node));
    if (node->kind != CEL_NULL && node->kind != CEL_ENTRY && node->kind != CEL_LIST &&
        node->kind != CEL_MAP && node->kind != CEL_ERROR_NODE) {
        cel_write_char(out, ' ');
        cel_write_value(out, unit, node);
    }
    cel_write(out, "  @");
    write_place(out, places, node->token->offset);
    cel_write_char(out, '\n');
}

bool cel_emit_tree(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit, enum cel_view view)
{
    struct arena_mark mark = arena_mark(scratch);
    struct cel_places places;
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, scratch, unit->root, view);
    bool ready = cel_index_places(scratch, &unit->source, &places) &&
                 cel_walk_reserve(&walk);
    while (ready && cel_walk_next(&walk, &step))
        if (!step.leaving)
            write_node(out, unit, &places, &step);
    arena_release(scratch, mark);
    return ready;
}

bool cel_emit_tokens(struct cel_writer *out, struct arena *scratch,
                     const struct cel_unit *unit)
{
    struct arena_mark mark = arena_mark(scratch);
    struct cel_places places;
    bool done = cel_index_places(scratch, &unit->source, &places);
    struct cel_lexer lexer = cel_lexer_at(&unit->source, 0);
    const struct cel_token *token;
    while (done && (token = cel_lex(&lexer, NULL))->kind != CEL_TOKEN_END) {
        write_place(out, &places, token->offset);
        cel_write_char(out, ' ');
        cel_write(out, cel_token_name((enum cel_token_kind)token->kind));
        cel_write_char(out, ' ');
        cel_write_json_string(out, cel_token_string(unit, token));
        cel_write_char(out, '\n');
    }
    arena_release(scratch, mark);
    return done;
}
