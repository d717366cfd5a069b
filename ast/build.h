/* build.h: the constructors of nodes. Each sets every field: the arena clears nothing.
 *
 * A constructor never fails. When there is no memory it notes so and hands out `spare`,
 * a node in the builder that may be written to as if it were real; the parser looks at
 * `failed` where it is convenient and throws the whole tree away. */
#ifndef CEL_BUILD_H
#define CEL_BUILD_H

#include <stdbool.h>
#include <string.h>

#include "arena/arena.h"
#include "ast/node.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What constructors need. */
struct cel_builder {
    struct arena *arena; /* where nodes are made */
    uint32_t last_id;    /* the newest node's id */
    bool failed;         /* there was no memory for a node */
    union {
        struct cel_comprehension largest; /* room for any fixed part */
        struct cel_message message;       /* the same */
    } spare;                              /* what a failed constructor returns */
};

static inline void *cel_new_node(struct cel_builder *b, enum cel_kind kind, size_t size,
                                 const struct cel_token *token)
{
    struct cel_node *node = (struct cel_node *)arena_alloc(b->arena, size, "node");
    if (node == NULL) {
        b->failed = true;
        node = &b->spare.largest.node;
    }
    node->kind = (uint8_t)kind;
    node->flags = 0;
    node->op = CEL_OP_NONE;
    node->quotes = 0;
    node->id = ++b->last_id;
    node->token = token;
    return node;
}

/* null, true, false, an error. */
static inline struct cel_node *cel_new_leaf(struct cel_builder *b, enum cel_kind kind,
                                            const struct cel_token *token)
{
    return (struct cel_node *)cel_new_node(b, kind, sizeof(struct cel_node), token);
}

static inline struct cel_number *
cel_new_number(struct cel_builder *b, enum cel_kind kind, const struct cel_token *token)
{
    struct cel_number *node =
        (struct cel_number *)cel_new_node(b, kind, sizeof(struct cel_number), token);
    node->value.u = 0;
    return node;
}

/* Text that stands in its token behind `before` and before `behind` bytes of quotes. */
static inline struct cel_node *cel_new_text(struct cel_builder *b, enum cel_kind kind,
                                            const struct cel_token *token,
                                            unsigned before, unsigned behind)
{
    struct cel_node *node = cel_new_leaf(b, kind, token);
    node->quotes = (uint8_t)(before << 4 | behind);
    return node;
}

/* Text that does not stand in its token: `own` lives in the arena. */
static inline struct cel_node *cel_new_own_text(struct cel_builder *b,
                                                enum cel_kind kind,
                                                const struct cel_token *token,
                                                struct cel_string own)
{
    struct cel_text *node =
        (struct cel_text *)cel_new_node(b, kind, sizeof(struct cel_text), token);
    node->node.flags = CEL_OWN_TEXT;
    node->own = own;
    return &node->node;
}

static inline struct cel_node *cel_new_select(struct cel_builder *b,
                                              const struct cel_token *dot,
                                              struct cel_node *operand,
                                              const struct cel_token *field)
{
    struct cel_select *node = (struct cel_select *)cel_new_node(
        b, CEL_SELECT, sizeof(struct cel_select), dot);
    node->field = field;
    node->operand = operand;
    return &node->node;
}

static inline struct cel_node *cel_new_unary(struct cel_builder *b,
                                             enum cel_operator op,
                                             const struct cel_token *token,
                                             struct cel_node *operand)
{
    struct cel_unary *node =
        (struct cel_unary *)cel_new_node(b, CEL_UNARY, sizeof(struct cel_unary), token);
    node->node.op = (uint8_t)op;
    node->operand = operand;
    return &node->node;
}

static inline struct cel_node *cel_new_binary(struct cel_builder *b,
                                              enum cel_operator op,
                                              const struct cel_token *token,
                                              struct cel_node *left,
                                              struct cel_node *right)
{
    struct cel_binary *node = (struct cel_binary *)cel_new_node(
        b, CEL_BINARY, sizeof(struct cel_binary), token);
    node->node.op = (uint8_t)op;
    node->operands[0] = left;
    node->operands[1] = right;
    return &node->node;
}

static inline struct cel_node *
cel_new_index(struct cel_builder *b, enum cel_operator op, const struct cel_token *open,
              struct cel_node *operand, struct cel_node *index,
              const struct cel_token *close)
{
    struct cel_index *node =
        (struct cel_index *)cel_new_node(b, CEL_INDEX, sizeof(struct cel_index), open);
    node->binary.node.op = (uint8_t)op;
    node->binary.operands[0] = operand;
    node->binary.operands[1] = index;
    node->close = close;
    return &node->binary.node;
}

static inline struct cel_node *cel_new_conditional(struct cel_builder *b,
                                                   const struct cel_token *token,
                                                   struct cel_node *condition,
                                                   struct cel_node *then,
                                                   struct cel_node *otherwise)
{
    struct cel_conditional *node = (struct cel_conditional *)cel_new_node(
        b, CEL_CONDITIONAL, sizeof(struct cel_conditional), token);
    node->node.op = CEL_OP_CONDITIONAL;
    node->operands[0] = condition;
    node->operands[1] = then;
    node->operands[2] = otherwise;
    return &node->node;
}

static inline struct cel_node *cel_new_entry(struct cel_builder *b,
                                             const struct cel_token *colon,
                                             struct cel_node *key,
                                             struct cel_node *value)
{
    struct cel_entry *node =
        (struct cel_entry *)cel_new_node(b, CEL_ENTRY, sizeof(struct cel_entry), colon);
    node->operands[0] = key;
    node->operands[1] = value;
    return &node->node;
}

static inline struct cel_node *cel_new_field(struct cel_builder *b,
                                             const struct cel_token *colon,
                                             const struct cel_token *name,
                                             struct cel_node *value)
{
    struct cel_field *node =
        (struct cel_field *)cel_new_node(b, CEL_FIELD, sizeof(struct cel_field), colon);
    node->name = name;
    node->value = value;
    return &node->node;
}

/* Makes a node of `size` bytes with its children behind it; returns how many were
 * copied: none if there was no memory. */
static inline uint32_t cel_new_parent(struct cel_builder *b, enum cel_kind kind,
                                      size_t size, const struct cel_token *open,
                                      struct cel_children children, void **made)
{
    size_t bytes = children.count * sizeof *children.items;
    char *node = (char *)cel_new_node(b, kind, size + bytes, open);
    *made = node;
    if (b->failed || bytes == 0)
        return 0;
    memcpy(node + size, children.items, bytes);
    return children.count;
}

static inline struct cel_node *cel_new_sequence(struct cel_builder *b,
                                                enum cel_kind kind,
                                                const struct cel_token *open,
                                                struct cel_children children,
                                                const struct cel_token *close)
{
    void *made;
    uint32_t count =
        cel_new_parent(b, kind, sizeof(struct cel_sequence), open, children, &made);
    struct cel_sequence *node = (struct cel_sequence *)made;
    node->count = count;
    node->close = close;
    return &node->node;
}

static inline struct cel_node *
cel_new_message(struct cel_builder *b, const struct cel_token *first,
                struct cel_string type, const struct cel_token *open,
                struct cel_children children, const struct cel_token *close)
{
    void *made;
    uint32_t count = cel_new_parent(b, CEL_MESSAGE, sizeof(struct cel_message), open,
                                    children, &made);
    struct cel_message *node = (struct cel_message *)made;
    node->sequence.count = count;
    node->sequence.close = close;
    node->first = first;
    node->type = type;
    return &node->sequence.node;
}

/* A call; with `method` the first child is the target. */
static inline struct cel_call *cel_new_call(struct cel_builder *b,
                                            const struct cel_token *function,
                                            bool method, const struct cel_token *open,
                                            struct cel_children children,
                                            const struct cel_token *close)
{
    void *made;
    uint32_t count =
        cel_new_parent(b, CEL_CALL, sizeof(struct cel_call), open, children, &made);
    struct cel_call *node = (struct cel_call *)made;
    node->node.flags = method ? CEL_METHOD : 0;
    node->function = function;
    node->close = close;
    node->count = count;
    return node;
}

/* The test that has(operand.field) is expanded to. */
static inline struct cel_node *cel_new_has(struct cel_builder *b,
                                           const struct cel_call *call,
                                           struct cel_node *operand,
                                           const struct cel_token *field)
{
    struct cel_has *node = (struct cel_has *)cel_new_node(
        b, CEL_SELECT, sizeof(struct cel_has), call->node.token);
    node->select.node.flags = CEL_EXPANSION;
    node->select.field = field;
    node->select.operand = operand;
    node->call = call;
    return &node->select.node;
}

/* A comprehension over `range`; the caller sets the other parts. */
static inline struct cel_comprehension *
cel_new_comprehension(struct cel_builder *b, const struct cel_call *call,
                      const struct cel_token *variable)
{
    struct cel_comprehension *node = (struct cel_comprehension *)cel_new_node(
        b, CEL_COMPREHENSION, sizeof(struct cel_comprehension), call->node.token);
    node->node.flags = CEL_EXPANSION;
    node->call = call;
    node->variable = variable;
    for (size_t i = 0; i < CEL_PARTS; i++)
        node->parts[i] = NULL;
    return node;
}

#ifdef __cplusplus
}
#endif

#endif
