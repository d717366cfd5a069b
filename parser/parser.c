/* parser.c: the grammar of CEL, a function a rule, with the rule in EBNF above it.
 *
 * Recursive descent with one token of lookahead: p->token is the next token, and
 * cel_advance takes it. Binary operators go by a table of precedences. Children of a
 * node are pushed on a stack until they are all known; then the node is made with its
 * children behind it. Operators wait for their right operand on the same stack.
 *
 * Where a rule has no use for the next token, recover.c reports it and finds one to go
 * on with, so no rule needs to ask whether the one it called went well.
 *
 * Grammar: github.com/google/cel-spec, doc/langdef.md, "Syntax". */
#include "parser/state.h"

#include "parser/literal.h"
#include "parser/macros.h"
#include "parser/recover.h"

typedef struct cel_parser parser;
typedef struct cel_node node;
typedef struct cel_token token;

static node *expr(parser *p);

static bool at(const parser *p, enum cel_token_kind kind)
{
    return p->token->kind == kind;
}

/* Takes the next token if it is of that kind. */
static const token *take(parser *p, enum cel_token_kind kind)
{
    return at(p, kind) ? cel_advance(p) : NULL;
}

/* optional = "?" ; before a field, an index, an element or an entry */
static bool optional(parser *p)
{
    if (!at(p, CEL_TOKEN_QUESTION))
        return false;
    const token *question = cel_advance(p);
    if (!p->optional)
        cel_semantic_error(p, CEL_NO_OPTIONAL, cel_token_span(question),
                           cel_constant("`?`"));
    return true;
}

static node *marked(node *child, bool is_optional)
{
    if (is_optional)
        child->flags |= CEL_OPTIONAL;
    return child;
}

/* element = [ "?" ] expr ; */
static node *element(parser *p)
{
    bool is_optional = optional(p);
    return marked(expr(p), is_optional);
}

/* entry = [ "?" ] expr ":" expr ; */
static node *entry(parser *p)
{
    bool is_optional = optional(p);
    node *key = expr(p);
    const token *colon = cel_expect(p, CEL_TOKEN_COLON);
    node *value = expr(p);
    return marked(cel_new_entry(&p->builder, colon, key, value), is_optional);
}

static bool at_field(const parser *p)
{
    return cel_is_field(p->token->kind);
}

/* field = [ "?" ] ( NAME | QUOTED_NAME ) ":" expr ; */
static node *field(parser *p)
{
    bool is_optional = optional(p);
    if (!at_field(p) && !cel_missing_field(p, true))
        return cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
    const token *name = cel_advance(p);
    const token *colon = cel_expect(p, CEL_TOKEN_COLON);
    node *value = expr(p);
    return marked(cel_new_field(&p->builder, colon, name, value), is_optional);
}

/* items(item) = [ item { "," item } ] [ "," ] ; up to the closing bracket */
static struct cel_children items(parser *p, node *(*item)(parser *),
                                 enum cel_token_kind closing, const token **close)
{
    uint32_t base = p->child_count;
    bool more = !take(p, CEL_TOKEN_COMMA);
    while (more && !at(p, closing) && !at(p, CEL_TOKEN_END)) {
        cel_push(p, item(p));
        more = take(p, CEL_TOKEN_COMMA) != NULL ||
               (!at(p, closing) && cel_find_comma(p, closing));
    }
    *close = cel_expect(p, closing);
    return cel_pop(p, base);
}

/* list = "[" items(element) "]" ; */
static node *list(parser *p)
{
    const token *open = cel_open_bracket(p), *close;
    struct cel_children all = items(p, element, CEL_TOKEN_RIGHT_BRACKET, &close);
    return cel_new_sequence(&p->builder, CEL_LIST, open, all, close);
}

/* map = "{" items(entry) "}" ; */
static node *map(parser *p)
{
    const token *open = cel_open_bracket(p), *close;
    struct cel_children all = items(p, entry, CEL_TOKEN_RIGHT_BRACE, &close);
    return cel_new_sequence(&p->builder, CEL_MAP, open, all, close);
}

/* message = [ "." ] NAME { "." NAME } "{" items(field) "}" ; from the brace on */
static node *message(parser *p, const token *first)
{
    const token *open = cel_open_bracket(p), *close;
    struct cel_string type = cel_dotted_name(p, first, open->offset);
    struct cel_children all = items(p, field, CEL_TOKEN_RIGHT_BRACE, &close);
    return cel_new_message(&p->builder, first, type, open, all, close);
}

/* call = [ member "." ] NAME "(" [ expr { "," expr } ] ")" ; from the bracket on */
static node *call(parser *p, node *target, const token *name, uint8_t rooted)
{
    uint32_t base = p->child_count;
    const token *open = cel_open_bracket(p);
    if (target != NULL)
        cel_push(p, target);
    if (!at(p, CEL_TOKEN_RIGHT_PAREN)) {
        do
            cel_push(p, expr(p));
        while (take(p, CEL_TOKEN_COMMA) || (!at(p, CEL_TOKEN_RIGHT_PAREN) &&
                                            cel_find_comma(p, CEL_TOKEN_RIGHT_PAREN)));
    }
    const token *close = cel_expect(p, CEL_TOKEN_RIGHT_PAREN);
    struct cel_call *made =
        cel_new_call(&p->builder, name, target != NULL, open, cel_pop(p, base), close);
    made->node.flags |= rooted;
    return p->macros ? cel_expand_macro(p, made) : &made->node;
}

/* group = "(" expr ")" ; */
static node *group(parser *p)
{
    cel_open_bracket(p);
    node *inner = expr(p);
    cel_expect(p, CEL_TOKEN_RIGHT_PAREN);
    return inner;
}

/* name = [ "." ] NAME | [ "." ] call ; */
static node *name(parser *p)
{
    const token *dot = take(p, CEL_TOKEN_DOT);
    uint8_t rooted = dot != NULL ? CEL_ROOTED : 0;
    node *statement = NULL;
    if (at(p, CEL_TOKEN_RESERVED) && !cel_begins_type_name(p))
        statement = cel_reserved_word(p);
    else if (!at(p, CEL_TOKEN_NAME) && !at(p, CEL_TOKEN_RESERVED))
        return cel_syntax_error(p, CEL_EXPECTED_TOKEN, "a name");
    if (statement != NULL)
        return statement;
    const token *word = cel_advance(p);
    if (dot != NULL)
        word = cel_rooted_name(p, dot, word);
    if (at(p, CEL_TOKEN_LEFT_PAREN))
        return call(p, NULL, word, rooted);
    node *made = cel_new_leaf(&p->builder, CEL_IDENT, word);
    made->flags = rooted;
    return made;
}

static node *constant(parser *p, enum cel_kind kind, uint8_t flags)
{
    node *made = cel_new_leaf(&p->builder, kind, cel_advance(p));
    made->flags = flags;
    return made;
}

/* literal = INT | UINT | DOUBLE | STRING | BYTES | "true" | "false" | "null" ;
 * primary = name | group | list | map | literal ; `sign` is a number's minus
 * NULL: what stood there has been passed, try again. */
static node *primary(parser *p, const token *sign)
{
    switch (p->token->kind) {
    case CEL_TOKEN_NAME:
    case CEL_TOKEN_RESERVED:
    case CEL_TOKEN_DOT: return name(p);
    case CEL_TOKEN_LEFT_PAREN: return group(p);
    case CEL_TOKEN_LEFT_BRACKET: return list(p);
    case CEL_TOKEN_LEFT_BRACE: return map(p);
    case CEL_TOKEN_INT:
    case CEL_TOKEN_UINT:
    case CEL_TOKEN_DOUBLE: return cel_number_literal(p, sign);
    case CEL_TOKEN_STRING:
    case CEL_TOKEN_BYTES: return cel_string_literal(p);
    case CEL_TOKEN_TRUE: return constant(p, CEL_BOOL, CEL_TRUE);
    case CEL_TOKEN_FALSE: return constant(p, CEL_BOOL, 0);
    case CEL_TOKEN_NULL: return constant(p, CEL_NULL, 0);
    default: return cel_missing_operand(p);
    }
}

/* selection = member "." [ "?" ] ( NAME | QUOTED_NAME ) | call ; from the dot on */
static node *selection(parser *p, node *operand)
{
    const token *dot = cel_advance(p);
    bool is_optional = optional(p);
    if (!at_field(p) && !cel_missing_field(p, false))
        return cel_new_select(&p->builder, dot, operand, dot);
    const token *field_name = cel_advance(p);
    unsigned quote = field_name->kind == CEL_TOKEN_QUOTED_NAME;
    if (is_optional) {
        node *text = cel_new_text(&p->builder, CEL_STRING, field_name, quote, quote);
        return cel_new_binary(&p->builder, CEL_OP_OPTIONAL_SELECT, dot, operand, text);
    }
    if (at(p, CEL_TOKEN_LEFT_PAREN) && !quote)
        return call(p, operand, field_name, 0);
    return cel_new_select(&p->builder, dot, operand, field_name);
}

/* index = member "[" [ "?" ] expr "]" ; from the bracket on */
static node *indexing(parser *p, node *operand)
{
    const token *open = cel_open_bracket(p);
    enum cel_operator op = optional(p) ? CEL_OP_OPTIONAL_INDEX : CEL_OP_INDEX;
    node *key = expr(p);
    const token *close = cel_expect(p, CEL_TOKEN_RIGHT_BRACKET);
    return cel_new_index(&p->builder, op, open, operand, key, close);
}

/* member = primary | selection | index | message ; */
static node *member(parser *p, const token *sign)
{
    const token *first;
    node *left;
    do {
        first = p->token;
        left = primary(p, sign);
    } while (left == NULL);
    for (;;) {
        switch (p->token->kind) {
        case CEL_TOKEN_DOT: left = selection(p, left); break;
        case CEL_TOKEN_LEFT_BRACKET: left = indexing(p, left); break;
        case CEL_TOKEN_LEFT_BRACE:
            if (!cel_is_type_name(p, left, first))
                return left;
            left = message(p, first);
            break;
        default: return left;
        }
    }
}

static bool at_number(const parser *p)
{
    return at(p, CEL_TOKEN_INT) || at(p, CEL_TOKEN_DOUBLE);
}

/* prefix = "!" { "!" } | "-" { "-" } ;
 * Returns the operator to apply: an even number of them vanishes. One minus before a
 * number is the number's sign, also behind exclamation marks. */
static enum cel_operator prefix(parser *p, const token **sign)
{
    const token *first = p->token;
    enum cel_token_kind kind = (enum cel_token_kind)first->kind;
    uint32_t count = 0;
    while (take(p, kind))
        count++;
    if (kind == CEL_TOKEN_NOT)
        *sign = take(p, CEL_TOKEN_MINUS);
    else if (count == 1 && at_number(p))
        *sign = first;
    if (*sign != NULL && !at_number(p))
        cel_syntax_error(p, CEL_SIGN_AFTER_NOT, NULL);
    if (count % 2 == 0 || *sign == first)
        return CEL_OP_NONE;
    return kind == CEL_TOKEN_NOT ? CEL_OP_NOT : CEL_OP_NEGATE;
}

/* unary = [ prefix ] member ; */
static node *unary(parser *p)
{
    const token *first = p->token, *sign = NULL;
    enum cel_operator op = CEL_OP_NONE;
    if (at(p, CEL_TOKEN_NOT) || at(p, CEL_TOKEN_MINUS))
        op = prefix(p, &sign);
    node *operand = member(p, sign);
    return op == CEL_OP_NONE ? operand : cel_new_unary(&p->builder, op, first, operand);
}

enum { STRAY, END, LOOSEST }; /* precedences of what is no binary operator */

/* What may stand behind an operand: the binary operators, and how tightly they bind,
 * and what ends an expression. All else is stray there. */
static const struct {
    uint8_t precedence; /* from LOOSEST on; STRAY or END */
    uint8_t op;         /* what it does */
} binaries[CEL_TOKEN_KINDS] = {
    [CEL_TOKEN_END] = {END, 0},
    [CEL_TOKEN_QUESTION] = {END, 0},
    [CEL_TOKEN_COLON] = {END, 0},
    [CEL_TOKEN_COMMA] = {END, 0},
    [CEL_TOKEN_RIGHT_PAREN] = {END, 0},
    [CEL_TOKEN_RIGHT_BRACKET] = {END, 0},
    [CEL_TOKEN_RIGHT_BRACE] = {END, 0},
    [CEL_TOKEN_OR] = {LOOSEST, CEL_OP_OR},
    [CEL_TOKEN_AND] = {3, CEL_OP_AND},
    [CEL_TOKEN_EQUAL] = {4, CEL_OP_EQUAL},
    [CEL_TOKEN_NOT_EQUAL] = {4, CEL_OP_NOT_EQUAL},
    [CEL_TOKEN_LESS] = {4, CEL_OP_LESS},
    [CEL_TOKEN_LESS_EQUAL] = {4, CEL_OP_LESS_EQUAL},
    [CEL_TOKEN_GREATER] = {4, CEL_OP_GREATER},
    [CEL_TOKEN_GREATER_EQUAL] = {4, CEL_OP_GREATER_EQUAL},
    [CEL_TOKEN_IN] = {4, CEL_OP_IN},
    [CEL_TOKEN_PLUS] = {5, CEL_OP_ADD},
    [CEL_TOKEN_MINUS] = {5, CEL_OP_SUBTRACT},
    [CEL_TOKEN_STAR] = {6, CEL_OP_MULTIPLY},
    [CEL_TOKEN_SLASH] = {6, CEL_OP_DIVIDE},
    [CEL_TOKEN_PERCENT] = {6, CEL_OP_MODULO},
};

bool cel_follows_operand(unsigned kind)
{
    return binaries[kind].precedence != STRAY;
}

static struct cel_binary *pending(const parser *p, uint32_t i)
{
    return (struct cel_binary *)(void *)p->children[i];
}

/* Makes a balanced tree of the operators lo to hi on the stack, a row a && b && c ...,
 * as cel-go does. Each has its right operand; the first of the row has its left one. */
static node *balance(const parser *p, uint32_t lo, uint32_t hi)
{
    uint32_t mid = lo + (hi - lo + 1) / 2;
    struct cel_binary *top = pending(p, mid);
    node *left = top->operands[0]; /* NULL, but for the first of the row */
    if (mid > lo)
        left = balance(p, lo, mid - 1);
    else if (left == NULL)
        left = pending(p, mid - 1)->operands[1];
    if (mid < hi)
        top->operands[1] = balance(p, mid + 1, hi);
    top->operands[0] = left;
    return &top->node;
}

/* Takes the newest operator off the stack, with `right` as its right operand; of && and
 * ||, all that stand in a row, but none below `base`. Returns their tree. */
static node *reduce(parser *p, uint32_t base, node *right)
{
    uint32_t last = p->child_count - 1, first = last;
    struct cel_binary *top = pending(p, last);
    top->operands[1] = right;
    if (top->node.op == CEL_OP_AND || top->node.op == CEL_OP_OR)
        while (first > base && pending(p, first - 1)->node.op == top->node.op)
            first--;
    p->child_count = first;
    return first == last ? &top->node : balance(p, first, last);
}

/* How tightly the newest waiting operator binds; 0: none waits. */
static unsigned waiting(const parser *p, uint32_t base)
{
    if (p->child_count == base)
        return 0;
    return binaries[p->children[p->child_count - 1]->token->kind].precedence;
}

/* conditional_or  = conditional_and { "||" conditional_and } ;
 * conditional_and = relation { "&&" relation } ;
 * relation = addition { ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) addition } ;
 * addition = multiplication { ( "+" | "-" ) multiplication } ;
 * multiplication = unary { ( "*" | "/" | "%" ) unary } ;
 * One loop for all: an operator waits on the stack with its left operand until one
 * comes that binds no more tightly. A row of && or || waits as a whole
 * (docs/parser.md). */
static node *conditional_or(parser *p)
{
    uint32_t base = p->child_count;
    for (;;) {
        node *left = unary(p);
        unsigned kind = p->token->kind;
        if (binaries[kind].precedence == STRAY)
            kind = cel_pass_strays(p);
        unsigned precedence = binaries[kind].precedence;
        while (waiting(p, base) > precedence)
            left = reduce(p, base, left);
        if (precedence == END)
            return left;
        if (waiting(p, base) == precedence) {
            if (kind == CEL_TOKEN_OR || kind == CEL_TOKEN_AND) {
                pending(p, p->child_count - 1)->operands[1] = left;
                left = NULL;
            } else {
                left = reduce(p, base, left);
            }
        }
        const token *symbol = cel_advance(p);
        cel_push(p, cel_new_binary(&p->builder, (enum cel_operator)binaries[kind].op,
                                   symbol, left, NULL));
    }
}

/* expr = conditional_or [ "?" conditional_or ":" expr ] ; */
static node *expr(parser *p)
{
    if (p->depth > p->max_depth)
        return cel_too_deep(p);
    p->depth++;
    node *made = conditional_or(p);
    if (at(p, CEL_TOKEN_QUESTION)) {
        const token *question = cel_advance(p);
        node *then = conditional_or(p);
        cel_expect(p, CEL_TOKEN_COLON);
        node *otherwise = expr(p);
        made = cel_new_conditional(&p->builder, question, made, then, otherwise);
    }
    p->depth--;
    return made;
}

/* unit = expr END ; */
node *cel_parse_tokens(parser *p)
{
    if (at(p, CEL_TOKEN_END))
        return cel_syntax_error(p, CEL_EMPTY_UNIT, NULL);
    node *root = expr(p);
    if (!at(p, CEL_TOKEN_END))
        cel_missing(p, CEL_TOKEN_END);
    return root;
}

node *cel_parse_expression(parser *p)
{
    return expr(p);
}
