/* macros.c: the standard macros, a function each, with what it makes written in CEL.
 *
 * A macro is a call that is expanded by its name, its number of arguments and whether
 * it has a target; any other call of that name is an ordinary one. In the expansions
 * below, @result is the accumulator, and a comprehension is written as
 *
 *     fold(x in range; @result = init; while condition; @result = step) result
 *
 * Nodes are made one statement at a time where their order would be the compiler's: ids
 * then are the same whoever compiled this.
 *
 * The expansion and the recorded call share subtrees: `p` of all(x, p) is in both. To
 * free such a tree node by node would free `p` twice; a reset of the arena cannot.
 *
 * Rules: the language definition, "Macros"; the shapes are those of cel-go. */
#include "parser/macros.h"

#include "parser/recover.h"

/* A macro call being expanded. */
struct macro_call {
    struct cel_parser *p;         /* the parse it is part of */
    struct cel_call *call;        /* as written; all new nodes stand at its bracket */
    struct cel_node *const *args; /* the arguments; args[-1] is the target */
};

static struct cel_node *result(struct macro_call *m)
{
    struct cel_node *node =
        cel_new_leaf(&m->p->builder, CEL_IDENT, m->call->node.token);
    node->flags = CEL_RESULT;
    return node;
}

static struct cel_node *boolean(struct macro_call *m, bool value)
{
    struct cel_node *node = cel_new_leaf(&m->p->builder, CEL_BOOL, m->call->node.token);
    node->flags = value ? CEL_TRUE : 0;
    return node;
}

static struct cel_node *number(struct macro_call *m, int64_t value)
{
    struct cel_number *node =
        cel_new_number(&m->p->builder, CEL_INT, m->call->node.token);
    node->value.i = value;
    return &node->node;
}

static struct cel_node *list(struct macro_call *m, struct cel_node *element)
{
    struct cel_children children = {&element, element != NULL};
    return cel_new_sequence(&m->p->builder, CEL_LIST, m->call->node.token, children,
                            m->call->node.token);
}

static struct cel_node *unary(struct macro_call *m, enum cel_operator op,
                              struct cel_node *operand)
{
    return cel_new_unary(&m->p->builder, op, m->call->node.token, operand);
}

static struct cel_node *binary(struct macro_call *m, enum cel_operator op,
                               struct cel_node *left, struct cel_node *right)
{
    return cel_new_binary(&m->p->builder, op, m->call->node.token, left, right);
}

static struct cel_node *fold(struct macro_call *m, struct cel_node *init,
                             struct cel_node *condition, struct cel_node *step,
                             struct cel_node *value)
{
    struct cel_comprehension *node =
        cel_new_comprehension(&m->p->builder, m->call, m->args[0]->token);
    node->node.flags |= m->args[0]->flags & CEL_ROOTED;
    node->parts[CEL_PART_RANGE] = m->args[-1];
    node->parts[CEL_PART_INIT] = init;
    node->parts[CEL_PART_CONDITION] = condition;
    node->parts[CEL_PART_STEP] = step;
    node->parts[CEL_PART_RESULT] = value;
    return &node->node;
}

/* @result + [element] */
static struct cel_node *append(struct macro_call *m, struct cel_node *element)
{
    struct cel_node *so_far = result(m), *one = list(m, element);
    return binary(m, CEL_OP_ADD, so_far, one);
}

/* condition ? then : @result */
static struct cel_node *only_if(struct macro_call *m, struct cel_node *condition,
                                struct cel_node *then)
{
    struct cel_node *as_before = result(m);
    return cel_new_conditional(&m->p->builder, m->call->node.token, condition, then,
                               as_before);
}

/* has(e.f)
 *     e.f as a test: is the field there? */
static struct cel_node *expand_has(struct macro_call *m)
{
    const struct cel_select *select = (const struct cel_select *)(void *)m->args[0];
    return cel_new_has(&m->p->builder, m->call, select->operand, select->field);
}

/* r.all(x, p)
 *     fold(x in r; @result = true; while @not_strictly_false(@result);
 *          @result = @result && p) @result */
static struct cel_node *expand_all(struct macro_call *m)
{
    struct cel_node *init = boolean(m, true);
    struct cel_node *go_on = unary(m, CEL_OP_NOT_STRICTLY_FALSE, result(m));
    struct cel_node *step = binary(m, CEL_OP_AND, result(m), m->args[1]);
    return fold(m, init, go_on, step, result(m));
}

/* r.exists(x, p)
 *     fold(x in r; @result = false; while @not_strictly_false(!@result);
 *          @result = @result || p) @result */
static struct cel_node *expand_exists(struct macro_call *m)
{
    struct cel_node *init = boolean(m, false);
    struct cel_node *not_yet = unary(m, CEL_OP_NOT, result(m));
    struct cel_node *go_on = unary(m, CEL_OP_NOT_STRICTLY_FALSE, not_yet);
    struct cel_node *step = binary(m, CEL_OP_OR, result(m), m->args[1]);
    return fold(m, init, go_on, step, result(m));
}

/* r.exists_one(x, p), r.existsOne(x, p)
 *     fold(x in r; @result = 0; while true;
 *          @result = p ? @result + 1 : @result) @result == 1 */
static struct cel_node *expand_exists_one(struct macro_call *m)
{
    struct cel_node *init = number(m, 0), *go_on = boolean(m, true);
    struct cel_node *so_far = result(m), *one = number(m, 1);
    struct cel_node *more = binary(m, CEL_OP_ADD, so_far, one);
    struct cel_node *step = only_if(m, m->args[1], more);
    struct cel_node *found = result(m), *once = number(m, 1);
    return fold(m, init, go_on, step, binary(m, CEL_OP_EQUAL, found, once));
}

/* r.map(x, f)
 *     fold(x in r; @result = []; while true; @result = @result + [f]) @result */
static struct cel_node *expand_map(struct macro_call *m)
{
    struct cel_node *init = list(m, NULL), *go_on = boolean(m, true);
    struct cel_node *step = append(m, m->args[1]);
    return fold(m, init, go_on, step, result(m));
}

/* r.map(x, p, f)
 *     fold(x in r; @result = []; while true;
 *          @result = p ? @result + [f] : @result) @result */
static struct cel_node *expand_map_if(struct macro_call *m)
{
    struct cel_node *init = list(m, NULL), *go_on = boolean(m, true);
    struct cel_node *step = only_if(m, m->args[1], append(m, m->args[2]));
    return fold(m, init, go_on, step, result(m));
}

/* r.filter(x, p)
 *     fold(x in r; @result = []; while true;
 *          @result = p ? @result + [x] : @result) @result */
static struct cel_node *expand_filter(struct macro_call *m)
{
    struct cel_node *init = list(m, NULL), *go_on = boolean(m, true);
    struct cel_node *step = only_if(m, m->args[1], append(m, m->args[0]));
    return fold(m, init, go_on, step, result(m));
}

static const struct macro {
    const char *name;                                /* the function's name */
    size_t size;                                     /* its length */
    uint32_t args;                                   /* how many arguments */
    bool method;                                     /* has a target */
    uint8_t nodes;                                   /* how many it makes */
    struct cel_node *(*expand)(struct macro_call *); /* makes the expansion */
} macros[] = {
    {"has", 3, 1, false, 1, expand_has},
    {"all", 3, 2, true, 7, expand_all},
    {"map", 3, 2, true, 7, expand_map},
    {"map", 3, 3, true, 9, expand_map_if},
    {"exists", 6, 2, true, 8, expand_exists},
    {"filter", 6, 2, true, 9, expand_filter},
    {"exists_one", 10, 2, true, 11, expand_exists_one},
    {"existsOne", 9, 2, true, 11, expand_exists_one},
};

enum { MACROS = sizeof macros / sizeof *macros };

/* The longest name of a macro; and, a bit for a length, which lengths there are. */
enum { LONGEST = 10, LENGTHS = 1 << 3 | 1 << 6 | 1 << 9 | 1 << 10 };

static const struct macro *find_macro(const struct cel_unit *unit,
                                      const struct cel_call *call)
{
    size_t size = cel_token_length(call->function);
    if (size > LONGEST || (LENGTHS >> size & 1) == 0 || call->node.flags & CEL_ROOTED)
        return NULL;
    const char *name = unit->source.text + call->function->offset;
    bool method = call->node.flags & CEL_METHOD;
    for (const struct macro *m = macros; m < macros + MACROS; m++)
        if (m->name[0] == name[0] && m->size == size && m->method == method &&
            m->args + method == call->count && memcmp(m->name, name, size) == 0)
            return m;
    return NULL;
}

static bool is_accumulator(struct cel_string name)
{
    static const char old_result[] = "__result__"; /* older parsers' @result */
    return name.size == sizeof old_result - 1 &&
           memcmp(name.data, old_result, name.size) == 0;
}

/* Whether the first argument has the shape that the macro needs; if not, says so. */
static bool check_first(struct cel_parser *p, const struct macro *macro,
                        const struct cel_call *call, const struct cel_node *first)
{
    bool is_name = first->kind == CEL_IDENT;
    if (macro->method ? is_name && !is_accumulator(cel_text(p->unit, first))
                      : first->kind == CEL_SELECT)
        return true;
    struct cel_string name = cel_constant(macro->name);
    enum cel_code code = CEL_HAS_ARGUMENT;
    if (macro->method)
        code = is_name ? CEL_ACCUMULATOR_NAME : CEL_MACRO_VARIABLE;
    if (is_name)
        name = cel_quote(p, first->token);
    /* The place is that of the argument's own token, as cel-go has it. An argument that
     * is broken has its error already. */
    uint32_t end = cel_node_span(p->unit, first).end, open = call->node.token->offset;
    bool broken = p->recovery != NULL && p->recovery->last >= open &&
                  (call->count == 1 || p->recovery->last <= end);
    struct cel_span span = {first->token->offset, end};
    if (first->kind != CEL_ERROR_NODE && !broken)
        cel_semantic_error(p, code, span, name);
    return false;
}

struct cel_node *cel_expand_macro(struct cel_parser *p, struct cel_call *call)
{
    const struct macro *macro = find_macro(p->unit, call);
    if (macro == NULL) /* nor is it one without memory: calls have no arguments then */
        return &call->node;
    struct cel_children children = cel_children(&call->node);
    struct macro_call m = {
        .p = p, .call = call, .args = children.items + macro->method};
    if (!check_first(p, macro, call, m.args[0]))
        return &call->node;
    if (macro->nodes > p->max_nodes ||
        p->builder.last_id > p->max_nodes - macro->nodes) {
        cel_too_many_nodes(p, cel_token_span(call->function));
        return &call->node;
    }
    p->unit->macro_count++;
    return macro->expand(&m);
}
