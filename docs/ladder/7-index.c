/* 7-index.c: as 6-switch.c, with indices for pointers: a unit's nodes lie in arrays.
 *
 * It gains: a node takes 17 bytes, not 32, and is no request of its own. It loses: an
 * index says nothing without its arrays; they move when they grow, and leave copies. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"
#include "tool.h"

#include "6-arena.h"
#include "6-compare.h"

typedef uint32_t tree; /* is known by the index of its root; 0: there is none */

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

    /* The nodes: what there is of node i stands at i. */
    size_t room;                 /* how many nodes the arrays can hold */
    uint8_t *kinds;              /* of a node: of its operator, or what it is itself */
    const struct token **places; /* where it stands */
    tree *lefts, *rights;        /* its operands; scan.h says which kind has what */
};

/* Notes the first mistake, and where. Returns NULL, as each rule then does. */
static tree fail(struct parser *p, const struct token *token, const char *message)
{
    bool is_string = *token->start == '"' || *token->start == '\'';
    if (p->message)
        return 0;
    p->wrong = token->start;
    p->message = token->kind != WRONG ? message
                 : is_string          ? "string without its closing quote"
                                      : "unexpected character";
    return 0;
}

/* --- memory: each node is made here --- */

/* A copy of an array with more room. The old one stays until the unit is released. */
static void *larger(const struct parser *p, const void *array, size_t size)
{
    void *copy = arena_alloc(p->arena, (2 * p->room + 32) * size);
    return copy && array ? memcpy(copy, array, p->room * size) : copy;
}

static bool grow(struct parser *p)
{
    void *kinds = larger(p, p->kinds, sizeof *p->kinds);
    void *places = larger(p, p->places, sizeof *p->places);
    void *lefts = larger(p, p->lefts, sizeof *p->lefts);
    void *rights = larger(p, p->rights, sizeof *p->rights);
    if (!kinds || !places || !lefts || !rights)
        return false;
    p->kinds = kinds, p->places = places, p->lefts = lefts, p->rights = rights;
    p->room = 2 * p->room + 32;
    return true;
}

static tree make(struct parser *p, enum kind kind, const struct token *token, tree left,
                 tree right)
{
    if (p->message || (p->nodes + 1 >= p->room && !grow(p)))
        return fail(p, token, "out of memory");
    tree node = (tree)++p->nodes;
    p->kinds[node] = (uint8_t)kind;
    p->places[node] = token;
    p->lefts[node] = left;
    p->rights[node] = right;
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
    return make(p, kind, token, 0, 0);
}

/* A link of a chain. */
static tree item(struct parser *p, tree node, tree next)
{
    return node ? make(p, ITEM, p->places[node], node, next) : 0;
}

/* items = [ expr { "," expr } ] closing ; a list may have one more comma at its end.
 * They become a chain on the right of `parent`. */
static tree items(struct parser *p, tree parent, enum kind closing)
{
    tree last = parent;
    bool more = parent && !at(p, closing);
    while (more) {
        tree node = expr(p);
        tree link = item(p, node, 0);
        if (!link)
            return 0;
        last = p->rights[last] = link;
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
    const struct token *all = p->places[call];
    tree range = p->lefts[call];
    tree first = p->rights[call], name = p->lefts[first];
    tree body = p->lefts[p->rights[first]];
    if (p->kinds[name] != NAME)
        return fail(p, p->places[name], "all takes a simple name as its variable");
    tree result = leaf(p, RESULT, all);
    tree step = make(p, AND, all, result, body);
    tree start = leaf(p, TRUE, all);
    tree parts = item(p, name, item(p, start, step));
    tree fold = make(p, FOLD, all, range, parts);
    return make(p, MACRO, all, call, fold);
}

static bool is_all(const struct parser *p, tree call)
{
    tree first = p->rights[call], second = p->rights[first];
    return p->lefts[call] && first && second && !p->rights[second] &&
           p->places[call]->length == 3 &&
           memcmp(p->places[call]->start, "all", 3) == 0;
}

/* call = [ member "." ] NAME "(" items ; from the bracket on */
static tree call(struct parser *p, const struct token *name, tree target)
{
    tree made = make(p, CALL, name, target, 0);
    advance(p);
    if (!items(p, made, RIGHT_PAREN))
        return 0;
    return is_all(p, made) ? expand_all(p, made) : made;
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
        return call(p, first, 0);
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
        return 0;
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
    return operand && odd ? make(p, first->kind, first, operand, 0) : operand;
}

/* binary = unary { operator unary } ; of operators that bind as `lowest` or tighter */
static tree binary(struct parser *p, unsigned lowest)
{
    tree left = unary(p);
    while (left && precedences[p->token->kind] >= lowest) {
        const struct token *symbol = advance(p);
        tree right = binary(p, precedences[symbol->kind] + 1u);
        if (!right)
            return 0;
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
        return 0;
    tree otherwise = take(p, COLON) ? expr(p) : fail(p, p->token, "expected `:`");
    if (!otherwise)
        return 0;
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
        return 0;
    if (p->end - p->token->start > MAX_UNIT)
        return fail(p, p->token, "unit of more than 20000 bytes");
    tree root = expr(p);
    if (p->message || at(p, END))
        return root;
    return fail(p, p->token, "expected an operator or the end");
}

/* --- the output: (operator operand ...), a macro as what it expands to --- */

static void print(const struct parser *p, tree node)
{
    if (p->kinds[node] == MACRO)
        node = p->rights[node];
    enum kind kind = p->kinds[node];
    tree left = p->lefts[node], right = p->rights[node];
    if (kind > RESULT)
        fputs(kind == CALL && left ? "(." : "(", stdout);
    if (texts[kind])
        fputs(texts[kind], stdout);
    else
        fwrite(p->places[node]->start, 1, p->places[node]->length, stdout);
    if (left) {
        putchar(' ');
        print(p, left);
    }
    for (; right; right = p->kinds[right] == ITEM ? p->rights[right] : 0) {
        putchar(' ');
        print(p, p->kinds[right] == ITEM ? p->lefts[right] : right);
    }
    if (kind > RESULT)
        putchar(')');
}

/* --- the program: a unit and a file --- */

/* A number that differs, most likely, if a tree has another shape, or other kinds of
 * nodes, or tokens of other lengths. */
static uint32_t checksum(const struct parser *p, tree node, uint32_t sum)
{
    for (; node; node = p->rights[node]) {
        sum = (sum ^ p->kinds[node]) * 16777619;
        sum = (sum ^ p->places[node]->length) * 16777619;
        if (p->kinds[node] != MACRO) /* its expansion, on the right, has all of it */
            sum = checksum(p, p->lefts[node], sum);
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
        print(&p, root);
        putchar('\n');
    }
    run->tokens += p.tokens;
    run->nodes += p.nodes;
    run->failed |= p.message != NULL;
    if (run->check)
        run->sum = checksum(&p, root, run->sum);
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
