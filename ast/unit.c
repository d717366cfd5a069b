/* unit.c: what a node means in its unit's text: values that stand there, and spans. */
#include "ast/unit.h"

#include <stdbool.h>

#include "lexer/lexer.h"

struct cel_string cel_token_string(const struct cel_unit *unit,
                                   const struct cel_token *token)
{
    return (struct cel_string){unit->source.text + token->offset,
                               cel_token_length(token)};
}

static struct cel_string strip(struct cel_string text, size_t before, size_t behind)
{
    return (struct cel_string){text.data + before, text.size - before - behind};
}

struct cel_string cel_name(const struct cel_unit *unit, const struct cel_token *token)
{
    size_t quote = token->kind == CEL_TOKEN_QUOTED_NAME;
    return strip(cel_token_string(unit, token), quote, quote);
}

struct cel_string cel_text(const struct cel_unit *unit, const struct cel_node *node)
{
    static const char result[] = "@result";
    if (node->flags & CEL_OWN_TEXT)
        return ((const struct cel_text *)(const void *)node)->own;
    if (node->flags & CEL_RESULT)
        return (struct cel_string){result, sizeof result - 1};
    return strip(cel_token_string(unit, node->token), node->quotes >> 4,
                 node->quotes & 15);
}

static const struct cel_node *written(const struct cel_node *node)
{
    const struct cel_call *call = cel_macro_call(node);
    return call != NULL ? &call->node : node;
}

/* The child that begins left of the node's own token, or NULL. */
static const struct cel_node *left_child(const struct cel_node *node)
{
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT:
    case CEL_BINARY:
    case CEL_INDEX:
    case CEL_CONDITIONAL:
    case CEL_ENTRY: return cel_children(node).items[0];
    case CEL_CALL: return node->flags & CEL_METHOD ? cel_children(node).items[0] : NULL;
    default: return NULL;
    }
}

static uint32_t name_start(const struct cel_node *node, const struct cel_token *name)
{
    const void *it = name;
    return node->flags & CEL_ROOTED ? ((const struct cel_rooted_token *)it)->dot
                                    : name->offset;
}

static uint32_t start_of(const struct cel_node *node)
{
    const struct cel_node *left;
    node = written(node);
    while ((left = left_child(node)) != NULL)
        node = written(left);
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_CALL: return name_start(node, ((const struct cel_call *)it)->function);
    case CEL_MESSAGE: return ((const struct cel_message *)it)->first->offset;
    case CEL_FIELD: return ((const struct cel_field *)it)->name->offset;
    default: return name_start(node, node->token);
    }
}

/* The last child where the node ends with it, or NULL. */
static const struct cel_node *right_child(const struct cel_node *node)
{
    switch ((enum cel_kind)node->kind) {
    case CEL_UNARY:
    case CEL_BINARY:
    case CEL_CONDITIONAL:
    case CEL_ENTRY:
    case CEL_FIELD: {
        struct cel_children children = cel_children(node);
        return children.items[children.count - 1];
    }
    default: return NULL;
    }
}

/* Where a literal ends whose token is only its sign. */
static uint32_t end_of_next_token(const struct cel_unit *unit,
                                  const struct cel_token *token)
{
    struct cel_lexer lexer = cel_lexer_at(&unit->source, cel_token_span(token).end);
    return cel_token_span(cel_lex(&lexer, NULL)).end;
}

static uint32_t end_of(const struct cel_unit *unit, const struct cel_node *node)
{
    const struct cel_node *right;
    node = written(node);
    while ((right = right_child(node)) != NULL)
        node = written(right);
    const void *it = node;
    const struct cel_token *last = node->token;
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT: last = ((const struct cel_select *)it)->field; break;
    case CEL_CALL: last = ((const struct cel_call *)it)->close; break;
    case CEL_INDEX: last = ((const struct cel_index *)it)->close; break;
    case CEL_LIST:
    case CEL_MAP:
    case CEL_MESSAGE: last = ((const struct cel_sequence *)it)->close; break;
    default:
        if (last->kind == CEL_TOKEN_MINUS)
            return end_of_next_token(unit, last);
    }
    return cel_token_span(last).end;
}

/* Whether a macro made the node for its expansion: only calls are written with a round
 * bracket as their token. */
static bool is_made(const struct cel_node *node)
{
    return node->token->kind == CEL_TOKEN_LEFT_PAREN && node->kind != CEL_CALL;
}

struct cel_span cel_node_span(const struct cel_unit *unit, const struct cel_node *node)
{
    node = written(node);
    if (is_made(node))
        return cel_token_span(node->token);
    return (struct cel_span){start_of(node), end_of(unit, node)};
}
