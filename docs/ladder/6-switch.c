/* 6-switch.c: as 5-real.c, with a choice: -a malloc puts malloc behind the same path.
 *
 * The window stays shut then, so that each request misses and becomes a malloc; the
 * rest of the path is the same code, and pays for no question. -n compares the two. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "tool.h"

#include "6-arena.h"
#include "6-compare.h"

typedef struct node *tree; /* is known by its root; NULL: there is none */

struct node {
    enum kind kind;            /* of its operator, or what it is itself */
    const struct token *token; /* where it stands */
    tree left, right;          /* its operands; scan.h says which kind has what */
};

/* How far a unit has been read. */
struct parser {
    struct arena *arena;       /* where text, nodes and tokens are */
    const char *cursor, *end;  /* the text that is left */
    const struct token *token; /* the next one */
    struct token none;         /* stands for one for which there is no memory */
    size_t tokens, nodes;      /* their numbers so far */
    unsigned depth;            /* brackets and conditionals open */
    const char *message;       /* what is wrong with the unit, or NULL */
    const char *wrong;         /* where that is */
};

/* Notes the first mistake, and where. Returns NULL, as each rule then does. */
static tree fail(struct parser *p, const struct token *token, const char *message)
{
    bool is_string = *token->start == '"' || *token->start == '\'';
    if (p->message)
        return NULL;
    p->wrong = token->start;
    p->message = token->kind != WRONG ? message
                 : is_string          ? "string without its closing quote"
                                      : "unexpected character";
    return NULL;
}

/* --- memory: each node is made here --- */

static tree make(struct parser *p, enum kind kind, const struct token *token, tree left,
                 tree right)
{
    tree node = p->message ? NULL : arena_alloc(p->arena, sizeof *node);
    if (!node)
        return fail(p, token, "out of memory");
    *node = (struct node){kind, token, left, right};
    p->nodes++;
    return node;
}

/* --- the parser: from tokens to a tree; a function a rule --- */

static tree expr(struct parser *p);

static bool at(const struct parser *p, enum kind kind)
{
    return p->token->kind == kind;
}

/* Takes the next token. */
static const struct token *advance(struct parser *p)
{
    const struct token *token = p->token;
    struct token *next = arena_alloc(p->arena, sizeof *next);
    if (next) {
        *next = scan(&p->cursor, p->end);
    } else {
        next = &p->none;
        *next = (struct token){END, 0, p->cursor};
        fail(p, next, "out of memory");
    }
    p->token = next;
    p->tokens++;
    return token;
}

/* Takes the next token if it is of that kind. */
static bool take(struct parser *p, enum kind kind)
{
    bool is_there = at(p, kind);
    if (is_there)
        advance(p);
    return is_there;
}

static tree leaf(struct parser *p, enum kind kind, const struct token *token)
{
    return make(p, kind, token, NULL, NULL);
}

/* A link of a chain. */
static tree item(struct parser *p, tree node, tree next)
{
    return node ? make(p, ITEM, node->token, node, next) : NULL;
}

/* items = [ expr { "," expr } ] closing ; a list may have one more comma at its end.
 * They become a chain on the right of `parent`. */
static tree items(struct parser *p, tree parent, enum kind closing)
{
    tree last = parent;
    bool more = parent && !at(p, closing);
    while (more) {
        tree node = expr(p);
        tree link = item(p, node, NULL);
        if (!link)
            return NULL;
        last = last->right = link;
        more = take(p, COMMA) && (closing == RIGHT_PAREN || !at(p, closing));
    }
    if (take(p, closing))
        return parent;
    return fail(p, p->token, "expected `,` or the closing bracket");
}

/* e.all(x, p) becomes a fold over e: from true on, @result && p for each x. The tree
 * has the call as written, too, and both of them point at the same e, x and p. */
static tree expand_all(struct parser *p, tree call)
{
    const struct token *all = call->token;
    tree range = call->left;
    tree name = call->right->left, body = call->right->right->left;
    if (name->kind != NAME)
        return fail(p, name->token, "all takes a simple name as its variable");
    tree result = leaf(p, RESULT, all);
    tree step = make(p, AND, all, result, body);
    tree start = leaf(p, TRUE, all);
    tree parts = item(p, name, item(p, start, step));
    tree fold = make(p, FOLD, all, range, parts);
    return make(p, MACRO, all, call, fold);
}

static bool is_all(tree call)
{
    tree first = call->right;
    return call->left && first && first->right && !first->right->right &&
           call->token->length == 3 && memcmp(call->token->start, "all", 3) == 0;
}

/* call = [ member "." ] NAME "(" items ; from the bracket on */
static tree call(struct parser *p, const struct token *name, tree target)
{
    tree made = make(p, CALL, name, target, NULL);
    advance(p);
    if (!items(p, made, RIGHT_PAREN))
        return NULL;
    return is_all(made) ? expand_all(p, made) : made;
}

/* group = "(" expr ")" ; */
static tree group(struct parser *p)
{
    advance(p);
    tree inner = expr(p);
    if (!inner || take(p, RIGHT_PAREN))
        return inner;
    return fail(p, p->token, "expected `)`");
}

/* list = "[" items ;
 * primary = group | list | call | NAME | INT | DOUBLE | STRING | "true" | "false"
 *         | "null" ; */
static tree primary(struct parser *p)
{
    if (at(p, LEFT_PAREN))
        return group(p);
    if (at(p, LEFT_BRACKET))
        return items(p, leaf(p, LIST, advance(p)), RIGHT_BRACKET);
    if (p->token->kind < NAME || p->token->kind > NONE)
        return fail(p, p->token, "expected an expression");
    const struct token *first = advance(p);
    if (first->kind == NAME && at(p, LEFT_PAREN))
        return call(p, first, NULL);
    return leaf(p, first->kind, first);
}

/* selection = member "." NAME | call ; from the dot on */
static tree selection(struct parser *p, tree operand)
{
    const struct token *dot = advance(p);
    if (!at(p, NAME))
        return fail(p, p->token, "expected a name behind the dot");
    const struct token *name = advance(p);
    if (at(p, LEFT_PAREN))
        return call(p, name, operand);
    return make(p, DOT, dot, operand, leaf(p, NAME, name));
}

/* indexing = member "[" expr "]" ; from the bracket on */
static tree indexing(struct parser *p, tree operand)
{
    const struct token *bracket = advance(p);
    tree key = expr(p);
    if (!key)
        return NULL;
    if (take(p, RIGHT_BRACKET))
        return make(p, LEFT_BRACKET, bracket, operand, key);
    return fail(p, p->token, "expected `]`");
}

/* member = primary | selection | indexing ; */
static tree member(struct parser *p)
{
    tree left = primary(p);
    while (left && (at(p, DOT) || at(p, LEFT_BRACKET)))
        left = at(p, DOT) ? selection(p, left) : indexing(p, left);
    return left;
}

/* unary = ( "!" { "!" } | "-" { "-" } ) member | member ; two of them are none */
static tree unary(struct parser *p)
{
    const struct token *first = p->token;
    bool odd = false;
    if (at(p, NOT) || at(p, MINUS))
        for (; take(p, first->kind); odd = !odd)
            ;
    tree operand = member(p);
    return operand && odd ? make(p, first->kind, first, operand, NULL) : operand;
}

/* binary = unary { operator unary } ; of operators that bind as `lowest` or tighter */
static tree binary(struct parser *p, unsigned lowest)
{
    tree left = unary(p);
    while (left && precedences[p->token->kind] >= lowest) {
        const struct token *symbol = advance(p);
        tree right = binary(p, precedences[symbol->kind] + 1u);
        if (!right)
            return NULL;
        left = make(p, symbol->kind, symbol, left, right);
    }
    return left;
}

/* conditional = binary "?" binary ":" expr ; from the question mark on */
static tree conditional(struct parser *p, tree condition)
{
    const struct token *question = advance(p);
    tree then = binary(p, 1);
    if (!then)
        return NULL;
    tree otherwise = take(p, COLON) ? expr(p) : fail(p, p->token, "expected `:`");
    if (!otherwise)
        return NULL;
    return make(p, QUESTION, question, condition, item(p, then, otherwise));
}

/* expr = binary | conditional ; */
static tree expr(struct parser *p)
{
    if (p->depth > MAX_DEPTH)
        return fail(p, p->token, "nested more than 250 levels deep");
    p->depth++;
    tree made = binary(p, 1);
    if (made && at(p, QUESTION))
        made = conditional(p, made);
    p->depth--;
    return made;
}

/* unit = expr END ; a line without a token is none: no tree, and no mistake */
static tree unit(struct parser *p)
{
    advance(p);
    if (at(p, END))
        return NULL;
    if (p->end - p->token->start > MAX_UNIT)
        return fail(p, p->token, "unit of more than 20000 bytes");
    tree root = expr(p);
    if (p->message || at(p, END))
        return root;
    return fail(p, p->token, "expected an operator or the end");
}

/* --- the output: (operator operand ...), a macro as what it expands to --- */

static void print(tree node)
{
    if (node->kind == MACRO)
        node = node->right;
    enum kind kind = node->kind;
    tree left = node->left, right = node->right;
    if (kind > RESULT)
        fputs(kind == CALL && left ? "(." : "(", stdout);
    if (texts[kind])
        fputs(texts[kind], stdout);
    else
        fwrite(node->token->start, 1, node->token->length, stdout);
    if (left) {
        putchar(' ');
        print(left);
    }
    for (; right; right = right->kind == ITEM ? right->right : NULL) {
        putchar(' ');
        print(right->kind == ITEM ? right->left : right);
    }
    if (kind > RESULT)
        putchar(')');
}

/* --- the program: a unit and a file --- */

/* A number that differs, most likely, if a tree has another shape, or other kinds of
 * nodes, or tokens of other lengths. */
static uint32_t checksum(tree node, uint32_t sum)
{
    for (; node; node = node->right) {
        sum = (sum ^ node->kind) * 16777619;
        sum = (sum ^ node->token->length) * 16777619;
        if (node->kind != MACRO) /* its expansion, on the right, has all of it */
            sum = checksum(node->left, sum);
    }
    return sum * 16777619 + 1;
}

static void run_unit(struct run *run, size_t line, const char *start, const char *end)
{
    struct arena_mark mark = arena_mark(run->arena);
    struct parser p = {.arena = run->arena, .cursor = start, .end = end};
    tree root = unit(&p);
    if (p.message && !run->quiet) {
        say_wrong(run, line, p.wrong - start + 1, p.message);
    } else if (root && !run->quiet) {
        print(root);
        putchar('\n');
    }
    run->tokens += p.tokens;
    run->nodes += p.nodes;
    run->failed |= p.message != NULL;
    if (run->check)
        run->sum = checksum(root, run->sum);
    arena_release(run->arena, mark);
}

/* Returns the exit status: 1 if a unit is wrong, 2 if the file cannot be read. */
static int run_file(const char *name, const struct options *options)
{
    struct arena arena;
    struct run run = {.name = name, .arena = &arena, .unit = run_unit};
    FILE *file = open_file(name, &run.size);
    if (!file)
        return 2;
    arena_init(&arena, options->limit, options->use_malloc);
    run.text = arena_alloc(&arena, run.size + 1);
    bool readable = read_file(file, name, run.text, run.size);
    if (readable)
        run_lines(&run);
    if (readable && options->times > 0 && !compare(&run, options))
        run.failed = true;
    arena_destroy(&arena);
    return readable ? run.failed : 2;
}

int main(int argc, char **argv)
{
    return run_files(argc, argv, "n:m:a:", run_file);
}
