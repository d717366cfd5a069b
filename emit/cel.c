/* cel.c: the tree as CEL again, on one line, with brackets only where they are needed.
 *
 * The tree has no grouping brackets: whether one is needed is seen from a node and its
 * parent. Three things take more than that:
 *
 * - A row a && b && c is a balanced tree. A tree is such a row of n operands where its
 *   left side is one of the larger half of n and its right side one of the rest; a side
 *   may always be one operand, in brackets. The first walk finds for each && and || the
 *   longest row it is. With any shorter row, brackets nest as deeply or deeper, so what
 *   is written nests no deeper than what was read.
 * - A minus before a number is its sign. Where it is an operator, the number is in
 *   brackets: -(1), and -(1).f() since -1.f() is a call on -1. ---1 is written -(1),
 *   too: only so can the text nest a level deeper than what was read.
 * - Macros are written as they were: an expansion has no form in CEL. */
#include "emit/emit.h"
#include "emit/text.h"
#include "lexer/lexer.h"

/* How tightly a node binds its operands, from the loosest on. */
enum level {
    LEVEL_CONDITIONAL, /* a ? b : c */
    LEVEL_OR,          /* a || b */
    LEVEL_AND,         /* a && b */
    LEVEL_RELATION,    /* a == b, a in b */
    LEVEL_ADDITION,    /* a + b */
    LEVEL_PRODUCT,     /* a * b */
    LEVEL_UNARY,       /* -a */
    LEVEL_MEMBER       /* a.b, f(a), [a], 1 */
};

static const uint8_t levels[CEL_OPERATORS] = {
    [CEL_OP_CONDITIONAL] = LEVEL_CONDITIONAL,
    [CEL_OP_OR] = LEVEL_OR,
    [CEL_OP_AND] = LEVEL_AND,
    [CEL_OP_IN] = LEVEL_RELATION,
    [CEL_OP_EQUAL] = LEVEL_RELATION,
    [CEL_OP_NOT_EQUAL] = LEVEL_RELATION,
    [CEL_OP_LESS] = LEVEL_RELATION,
    [CEL_OP_LESS_EQUAL] = LEVEL_RELATION,
    [CEL_OP_GREATER] = LEVEL_RELATION,
    [CEL_OP_GREATER_EQUAL] = LEVEL_RELATION,
    [CEL_OP_ADD] = LEVEL_ADDITION,
    [CEL_OP_SUBTRACT] = LEVEL_ADDITION,
    [CEL_OP_MULTIPLY] = LEVEL_PRODUCT,
    [CEL_OP_DIVIDE] = LEVEL_PRODUCT,
    [CEL_OP_MODULO] = LEVEL_PRODUCT,
    [CEL_OP_NOT] = LEVEL_UNARY,
    [CEL_OP_NEGATE] = LEVEL_UNARY,
    [CEL_OP_NONE] = LEVEL_MEMBER,
    [CEL_OP_INDEX] = LEVEL_MEMBER,
    [CEL_OP_OPTIONAL_INDEX] = LEVEL_MEMBER,
    [CEL_OP_OPTIONAL_SELECT] = LEVEL_MEMBER,
};

/* A unit being written. */
struct cel {
    struct cel_writer *out;      /* where to */
    const struct cel_unit *unit; /* what */
    struct cel_walk walk;        /* along what was written */
    uint32_t *rows;              /* by id, of && and ||: operands in a row */
    bool after_minus;            /* a minus, the operator, has just been written */
};

static bool is_row(const struct cel_node *node)
{
    return node->op == CEL_OP_AND || node->op == CEL_OP_OR;
}

/* The longest row of `op` that a node is; 1: it can only be an operand. */
static uint32_t longest_row(const struct cel *c, const struct cel_node *node,
                            unsigned op)
{
    return node->op == op ? c->rows[node->id] : 1;
}

/* Finds all rows, and takes the memory that the walk needs. */
static bool prepare(struct cel *c, struct arena *scratch)
{
    struct cel_step step;
    c->rows = ARENA_ARRAY(scratch, uint32_t, (size_t)c->unit->node_count + 1);
    cel_walk_start(&c->walk, scratch, c->unit->root, CEL_WRITTEN);
    while (c->rows != NULL && cel_walk_next(&c->walk, &step)) {
        const struct cel_node *node = step.node;
        if (!step.leaving || !is_row(node))
            continue;
        struct cel_children sides = cel_children(node);
        uint32_t left = longest_row(c, sides.items[0], node->op);
        uint32_t right = longest_row(c, sides.items[1], node->op);
        c->rows[node->id] = left > right ? 2 * right + 1 : 2 * left;
    }
    cel_walk_restart(&c->walk, c->unit->root, CEL_WRITTEN);
    return c->rows != NULL && !c->walk.failed;
}

/* How many operands of its parent's row a side of it is. */
static uint32_t share(const struct cel *c, const struct cel_step *step)
{
    uint32_t row = c->rows[step->parent->id];
    return step->index == 0 ? row - row / 2 : row / 2;
}

/* How tightly a child has to bind if it is to stand without brackets. */
static unsigned wanted_level(const struct cel_node *parent, uint32_t index)
{
    switch ((enum cel_kind)parent->kind) {
    case CEL_SELECT:
    case CEL_UNARY: return LEVEL_MEMBER;
    case CEL_INDEX: return index == 0 ? LEVEL_MEMBER : LEVEL_CONDITIONAL;
    case CEL_CALL:
        return index == 0 && parent->flags & CEL_METHOD ? LEVEL_MEMBER
                                                        : LEVEL_CONDITIONAL;
    case CEL_CONDITIONAL: return index < 2 ? LEVEL_OR : LEVEL_CONDITIONAL;
    case CEL_BINARY:
        if (parent->op == CEL_OP_OPTIONAL_SELECT)
            return LEVEL_MEMBER;
        return levels[parent->op] + index; /* equals group to the left */
    default: return LEVEL_CONDITIONAL;
    }
}

static bool needs_brackets(const struct cel *c, const struct cel_step *step)
{
    const struct cel_node *parent = step->parent;
    if (parent == NULL)
        return false;
    if (is_row(parent) && parent->op == step->node->op)
        return share(c, step) == 1;
    return levels[step->node->op] < wanted_level(parent, step->index);
}

/* A double with a point or an exponent: without, it would be an int. */
static void write_double(struct cel_writer *out, double value)
{
    static const double exact = 9007199254740992.0; /* 2^53: no fractions from here */
    double size = value < 0 ? -value : value;
    bool whole = size < exact ? (double)(int64_t)size == size : size < 1e21;
    cel_write_double(out, value);
    cel_write(out, whole ? ".0" : "");
}

static void write_literal(struct cel *c, const struct cel_node *node)
{
    const struct cel_number *number = (const struct cel_number *)(const void *)node;
    bool is_signed = node->kind == CEL_INT || node->kind == CEL_DOUBLE;
    bool brackets = is_signed && c->after_minus;
    cel_write(c->out, brackets ? "(" : "");
    if (node->kind == CEL_NULL)
        cel_write(c->out, "null");
    else if (node->kind == CEL_DOUBLE)
        write_double(c->out, number->value.d);
    else {
        cel_write(c->out, node->kind == CEL_BYTES ? "b" : "");
        cel_write_value(c->out, c->unit, node);
    }
    cel_write(c->out, brackets ? ")" : "");
}

/* Whether a name in backquotes would be one without them, too. What begins with a slash
 * or a blank is not looked at further: a comment may be long. */
static bool is_plain(const struct cel_unit *unit, const struct cel_token *name)
{
    char first = unit->source.text[name->offset + 1];
    if (first == '/' || first == ' ')
        return false;
    struct cel_lexer lexer = cel_lexer_at(&unit->source, name->offset + 1);
    const struct cel_token *inner = cel_lex(&lexer, NULL);
    return (inner->kind == CEL_TOKEN_NAME || inner->kind == CEL_TOKEN_RESERVED) &&
           cel_token_length(inner) + 2 == cel_token_length(name);
}

static void write_field_name(struct cel *c, const struct cel_token *name)
{
    if (name->kind == CEL_TOKEN_QUOTED_NAME && !is_plain(c->unit, name))
        cel_write_string(c->out, cel_token_string(c->unit, name));
    else
        cel_write_string(c->out, cel_name(c->unit, name));
}

/* What stands between a target and the arguments of a method. */
static void open_method(struct cel *c, const struct cel_node *call)
{
    cel_write_char(c->out, '.');
    cel_write_value(c->out, c->unit, call);
    cel_write_char(c->out, '(');
}

/* What stands between a node's operands, the index before the second. */
static void write_operator(struct cel *c, const struct cel_node *parent, uint32_t index)
{
    switch ((enum cel_kind)parent->kind) {
    case CEL_CONDITIONAL: cel_write(c->out, index == 1 ? " ? " : " : "); break;
    case CEL_ENTRY: cel_write(c->out, ": "); break;
    case CEL_INDEX:
        cel_write(c->out, parent->op == CEL_OP_OPTIONAL_INDEX ? "[?" : "[");
        break;
    case CEL_BINARY:
        if (parent->op == CEL_OP_OPTIONAL_SELECT) {
            cel_write(c->out, ".?");
            break;
        }
        cel_write_char(c->out, ' ');
        cel_write(c->out, cel_operator_symbol((enum cel_operator)parent->op));
        cel_write_char(c->out, ' ');
        break;
    case CEL_CALL:
        if (index == 1 && parent->flags & CEL_METHOD) {
            open_method(c, parent);
            break;
        } /* fall through */
    default: cel_write(c->out, ", ");
    }
}

/* What a node begins with. */
static void open_node(struct cel *c, const struct cel_node *node)
{
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_NULL:
    case CEL_BOOL:
    case CEL_INT:
    case CEL_UINT:
    case CEL_DOUBLE:
    case CEL_STRING:
    case CEL_BYTES: write_literal(c, node); break;
    case CEL_IDENT:
    case CEL_UNARY: cel_write_value(c->out, c->unit, node); break;
    case CEL_LIST: cel_write_char(c->out, '['); break;
    case CEL_MAP: cel_write_char(c->out, '{'); break;
    case CEL_MESSAGE:
        cel_write_value(c->out, c->unit, node);
        cel_write_char(c->out, '{');
        break;
    case CEL_FIELD:
        write_field_name(c, ((const struct cel_field *)it)->name);
        cel_write(c->out, ": ");
        break;
    case CEL_CALL:
        if (node->flags & CEL_METHOD)
            return;
        cel_write_value(c->out, c->unit, node);
        cel_write_char(c->out, '(');
        break;
    default: return; /* begins with its first operand */
    }
    c->after_minus = node->op == CEL_OP_NEGATE;
}

/* What a node ends with. */
static void close_node(struct cel *c, const struct cel_node *node)
{
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT:
        cel_write_char(c->out, '.');
        write_field_name(c, ((const struct cel_select *)(const void *)node)->field);
        break;
    case CEL_CALL:
        if (node->flags & CEL_METHOD && cel_children(node).count == 1)
            open_method(c, node);
        cel_write_char(c->out, ')');
        break;
    case CEL_INDEX:
    case CEL_LIST: cel_write_char(c->out, ']'); break;
    case CEL_MAP:
    case CEL_MESSAGE: cel_write_char(c->out, '}'); break;
    default: break;
    }
}

/* The field of a.?b, which is a string in the tree. */
static bool is_field_of_select(const struct cel_step *step)
{
    return step->parent != NULL && step->parent->op == CEL_OP_OPTIONAL_SELECT &&
           step->index == 1;
}

static void enter(struct cel *c, const struct cel_step *step)
{
    bool brackets = needs_brackets(c, step);
    if (step->index > 0)
        write_operator(c, step->parent, step->index);
    if (is_field_of_select(step)) {
        write_field_name(c, step->node->token);
        return;
    }
    cel_write(c->out, cel_step_is_optional(step) ? "?" : "");
    if (brackets) {
        cel_write_char(c->out, '(');
        c->after_minus = false;
    } else if (is_row(step->node) && step->parent != NULL &&
               step->parent->op == step->node->op) {
        c->rows[step->node->id] = share(c, step); /* a part of its parent's row */
    }
    open_node(c, step->node);
}

static void leave(struct cel *c, const struct cel_step *step)
{
    close_node(c, step->node);
    cel_write(c->out, needs_brackets(c, step) ? ")" : "");
}

bool cel_emit_cel(struct cel_writer *out, struct arena *scratch,
                  const struct cel_unit *unit)
{
    struct cel c = {.out = out, .unit = unit};
    struct arena_mark mark = arena_mark(scratch);
    struct cel_step step;
    bool ready = prepare(&c, scratch);
    while (ready && cel_walk_next(&c.walk, &step)) {
        if (step.leaving)
            leave(&c, &step);
        else
            enter(&c, &step);
    }
    cel_write(out, ready ? "\n" : "");
    arena_release(scratch, mark);
    return ready;
}
