/* node.c: the layout of every kind of node, in one place. */
#include "ast/node.h"

#include <assert.h>

#include "lexer/lexer.h"

static_assert(sizeof(struct cel_token) == 8, "a token is one word");
#if UINTPTR_MAX == UINT64_MAX
static_assert(sizeof(struct cel_node) == 16, "a header is two words");
static_assert(sizeof(struct cel_number) == 24, "a number is three words");
static_assert(sizeof(struct cel_text) == 32, "a decoded string is four words");
static_assert(sizeof(struct cel_unary) == 24, "a unary operator is three words");
static_assert(sizeof(struct cel_binary) == 32, "a binary operator is four words");
static_assert(sizeof(struct cel_select) == 32, "a selection is four words");
static_assert(sizeof(struct cel_sequence) == 32, "an empty list is four words");
static_assert(sizeof(struct cel_call) == 40, "an empty call is five words");
static_assert(sizeof(struct cel_comprehension) == 72, "a comprehension is nine words");
#endif

static const char *const kind_names[] = {
    [CEL_ERROR_NODE] = "error",
    [CEL_NULL] = "null",
    [CEL_BOOL] = "bool",
    [CEL_INT] = "int",
    [CEL_UINT] = "uint",
    [CEL_DOUBLE] = "double",
    [CEL_STRING] = "string",
    [CEL_BYTES] = "bytes",
    [CEL_IDENT] = "ident",
    [CEL_SELECT] = "select",
    [CEL_CALL] = "call",
    [CEL_UNARY] = "unary",
    [CEL_BINARY] = "binary",
    [CEL_INDEX] = "index",
    [CEL_CONDITIONAL] = "conditional",
    [CEL_LIST] = "list",
    [CEL_MAP] = "map",
    [CEL_MESSAGE] = "message",
    [CEL_ENTRY] = "entry",
    [CEL_FIELD] = "field",
    [CEL_COMPREHENSION] = "comprehension",
};

static const struct {
    const char *function; /* in ParsedExpr */
    const char *symbol;   /* for people */
} operators[] = {
#define CEL_OPERATOR(name, function, symbol) {function, symbol},
#include "ast/operator.def"
#undef CEL_OPERATOR
};

const char *cel_kind_name(enum cel_kind kind)
{
    return kind_names[kind];
}

const char *cel_operator_function(enum cel_operator op)
{
    return operators[op].function;
}

const char *cel_operator_symbol(enum cel_operator op)
{
    return operators[op].symbol;
}

static struct cel_children behind(const void *object, size_t size, uint32_t count)
{
    const char *end = (const char *)object + size;
    return (struct cel_children){(struct cel_node *const *)(const void *)end, count};
}

struct cel_children cel_children(const struct cel_node *node)
{
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT:
        return (struct cel_children){&((const struct cel_select *)it)->operand, 1};
    case CEL_UNARY:
        return (struct cel_children){&((const struct cel_unary *)it)->operand, 1};
    case CEL_BINARY:
    case CEL_INDEX:
        return (struct cel_children){((const struct cel_binary *)it)->operands, 2};
    case CEL_CONDITIONAL:
        return (struct cel_children){((const struct cel_conditional *)it)->operands, 3};
    case CEL_ENTRY:
        return (struct cel_children){((const struct cel_entry *)it)->operands, 2};
    case CEL_FIELD:
        return (struct cel_children){&((const struct cel_field *)it)->value, 1};
    case CEL_COMPREHENSION:
        return (struct cel_children){((const struct cel_comprehension *)it)->parts,
                                     CEL_PARTS};
    case CEL_CALL:
        return behind(it, sizeof(struct cel_call),
                      ((const struct cel_call *)it)->count);
    case CEL_LIST:
    case CEL_MAP:
        return behind(it, sizeof(struct cel_sequence),
                      ((const struct cel_sequence *)it)->count);
    case CEL_MESSAGE:
        return behind(it, sizeof(struct cel_message),
                      ((const struct cel_sequence *)it)->count);
    default: return (struct cel_children){NULL, 0};
    }
}

const struct cel_call *cel_macro_call(const struct cel_node *node)
{
    if (!(node->flags & CEL_EXPANSION))
        return NULL;
    const void *it = node;
    return node->kind == CEL_SELECT ? ((const struct cel_has *)it)->call
                                    : ((const struct cel_comprehension *)it)->call;
}

void cel_node_tokens(const struct cel_node *node,
                     const struct cel_token *tokens[CEL_NODE_TOKENS])
{
    const void *it = node;
    tokens[0] = node->token;
    tokens[1] = tokens[2] = NULL;
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT: tokens[1] = ((const struct cel_select *)it)->field; break;
    case CEL_CALL:
        tokens[1] = ((const struct cel_call *)it)->function;
        tokens[2] = ((const struct cel_call *)it)->close;
        break;
    case CEL_INDEX: tokens[1] = ((const struct cel_index *)it)->close; break;
    case CEL_MESSAGE:
        tokens[2] = ((const struct cel_message *)it)->first; /* fall through */
    case CEL_LIST:
    case CEL_MAP: tokens[1] = ((const struct cel_sequence *)it)->close; break;
    case CEL_FIELD: tokens[1] = ((const struct cel_field *)it)->name; break;
    case CEL_COMPREHENSION:
        tokens[1] = ((const struct cel_comprehension *)it)->variable;
        break;
    default: break;
    }
}
