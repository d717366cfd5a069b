/* unparse_make.c: random expressions, made along the grammar, a function a rule, with
 * blanks and brackets that change nothing and literals in all their spellings. */
#include "tests/unparse.h"

#include <stdio.h>
#include <string.h>

#include "bench/random.h"

/* An expression being made. */
struct maker {
    uint64_t *random;    /* the state of bench/random.h */
    struct growing *out; /* where to */
    size_t most;         /* from this size on, only small things are made */
    unsigned depth;      /* levels that may still be nested */
    bool macros;         /* they are on: what looks like one must be one */
    bool optional;       /* optional syntax is on */
};

static size_t below(struct maker *m, size_t bound)
{
    return bench_random_below(m->random, bound);
}

static bool one_in(struct maker *m, size_t bound)
{
    return below(m, bound) == 0;
}

static void put(struct maker *m, const char *text)
{
    grow(m->out, text, strlen(text));
}

/* Words to choose from, ended by a NULL. */
static const char *pick(struct maker *m, const char *const *words)
{
    size_t count = 0;
    while (words[count] != NULL)
        count++;
    return words[below(m, count)];
}

static void blank(struct maker *m)
{
    static const char *const blanks[] = {" ", "\n", "\t ", "\r\n\f", " // (a\n", NULL};
    if (one_in(m, 6))
        put(m, pick(m, blanks));
}

/* A token, now and then with blanks or a comment around it. */
static void token(struct maker *m, const char *text)
{
    blank(m);
    put(m, text);
    blank(m);
}

static void expr(struct maker *m);

/* A row of items in brackets or behind them. */
static void commas(struct maker *m, void (*item)(struct maker *), size_t count)
{
    for (size_t i = 0; i < count; i++) {
        token(m, i > 0 ? "," : "");
        item(m);
    }
}

static void name(struct maker *m)
{
    static const char *const names[] = {"a",   "b",   "c",   "x", "e5",
                                        "_i1", "as_", "inn", "u", NULL};
    token(m, pick(m, names));
}

static void field_name(struct maker *m)
{
    static const char *const names[] = {
        "a",       "b_1",    "E1",     "package", "while", "`a`",    "`in`",
        "`false`", "`true`", "`null`", "`for`",   "`a-b`", "`a.b`",  "`// x`",
        "` a`",    "`a `",   "`1`",    "`1e5`",   "`.`",   "`-1.b`", NULL};
    token(m, pick(m, names));
}

static void number(struct maker *m)
{
    static const char *const values[] = {"0",
                                         "1",
                                         "007",
                                         "0xfF",
                                         "9223372036854775807",
                                         "1u",
                                         "0xFU",
                                         "0.0",
                                         "1.0",
                                         "1.5",
                                         ".5",
                                         "18446744073709551615u",
                                         "1e3",
                                         "1E21",
                                         "0e0",
                                         "1e20",
                                         "1e23",
                                         "1e-7",
                                         "5e-324",
                                         "1e-9",
                                         "4294967296",
                                         "0.1e1",
                                         NULL};
    token(m, pick(m, values));
}

/* A finite double of any size. */
static void any_double(struct maker *m)
{
    uint64_t bits = bench_random(m->random) & INT64_MAX;
    double value;
    char text[40];
    memcpy(&value, &bits, sizeof value);
    snprintf(text, sizeof text, "%.16e", value);
    token(m, value - value == 0 ? text : "1e-1");
}

/* A string or bytes literal, in quotes that none of its pieces have unescaped. */
static void quoted(struct maker *m)
{
    static const char *const quotes[] = {"'", "\"", "'''", "\"\"\"", NULL};
    static const char *const raw[] = {"a",   "\\", "\\n", "?",        "(",
                                      "\t ", "`",  ")",   "\xc3\xa9", NULL};
    static const char *const both[] = {
        "a",     "\\n",   "\\\\", "\\'",      "\\\"", "\\x7e",        "\\XfF", "\\101",
        "\\377", "\\000", "\\v",  "\xc3\xa9", "(",    "\xe2\x80\xa8", "\\?",   NULL};
    static const char *const points[] = {"\\u2028", "\\U0001F600", "\\ufeff",
                                         "\\u0085", "\\u202e",     NULL};
    bool is_raw = one_in(m, 4), is_bytes = one_in(m, 3);
    const char *quote = pick(m, quotes);
    token(m, "");
    put(m, is_bytes ? "b" : "");
    put(m, is_raw ? "r" : "");
    put(m, quote);
    for (size_t i = below(m, 5); i > 0; i--) {
        if (!is_raw && !is_bytes && one_in(m, 4))
            put(m, pick(m, points));
        else
            put(m, pick(m, is_raw ? raw : both));
        put(m, strlen(quote) == 3 && one_in(m, 4) ? "\r\n" : "");
    }
    put(m, quote);
}

static void small(struct maker *m)
{
    static const char *const words[] = {"true", "false", "null", ".a",
                                        "[]",   "{}",    NULL};
    switch (below(m, 8)) {
    case 0: number(m); break;
    case 1: one_in(m, 8) ? any_double(m) : number(m); break;
    case 2: quoted(m); break;
    case 3: token(m, pick(m, words)); break;
    default: name(m);
    }
}

static void group(struct maker *m)
{
    token(m, "(");
    expr(m);
    token(m, ")");
}

/* A ? where there may be one. */
static void question(struct maker *m)
{
    token(m, m->optional && one_in(m, 4) ? "?" : "");
}

static void element(struct maker *m)
{
    question(m);
    expr(m);
}

static void entry(struct maker *m)
{
    element(m);
    token(m, ":");
    expr(m);
}

static void field(struct maker *m)
{
    question(m);
    field_name(m);
    token(m, ":");
    expr(m);
}

static void collection(struct maker *m)
{
    static const char *const types[] = {"A", ".A.b", "package.C", "a . \n b . D", NULL};
    size_t count = below(m, 4);
    bool is_list = one_in(m, 2), is_message = !is_list && one_in(m, 2);
    if (is_message)
        token(m, pick(m, types));
    token(m, is_list ? "[" : "{");
    commas(m, is_list ? element : is_message ? field : entry, count);
    token(m, one_in(m, 4) ? "," : "");
    token(m, is_list ? "]" : "}");
}

static void arguments(struct maker *m, size_t count)
{
    token(m, "(");
    commas(m, expr, count);
    token(m, ")");
}

static void call(struct maker *m)
{
    static const char *const names[] = {"f", ".g", "map", ".has", "exists", NULL};
    token(m, pick(m, names));
    arguments(m, below(m, 4));
}

static void member(struct maker *m);

static void has(struct maker *m)
{
    bool grouped = one_in(m, 4);
    token(m, m->macros || one_in(m, 2) ? "has(" : ".has(");
    token(m, grouped ? "(" : "");
    member(m);
    token(m, ".");
    field_name(m);
    token(m, grouped ? "))" : ")");
}

static void primary(struct maker *m)
{
    if (m->depth == 0 || m->out->size > m->most || one_in(m, 2)) {
        small(m);
        return;
    }
    m->depth--;
    switch (below(m, 6)) {
    case 0: collection(m); break;
    case 1: call(m); break;
    case 2: has(m); break;
    default: group(m);
    }
    m->depth++;
}

/* A macro with a variable; where macros are off, its arguments may be anything. */
static void macro(struct maker *m)
{
    static const char *const names[] = {"all", "exists", "exists_one", "existsOne",
                                        "map", "filter", NULL};
    const char *which = pick(m, names);
    bool three = strcmp(which, "map") == 0 && one_in(m, 2), grouped = one_in(m, 5);
    token(m, which);
    token(m, grouped ? "((" : "(");
    token(m, one_in(m, 8) ? "." : "");
    name(m);
    token(m, grouped ? ")," : ",");
    commas(m, expr, three ? 2 : 1);
    token(m, ")");
}

static void method(struct maker *m)
{
    static const char *const names[] = {"f", "has", "package", "size", NULL};
    if (one_in(m, 2)) {
        macro(m);
        return;
    }
    token(m, pick(m, names));
    arguments(m, below(m, 4));
}

static void postfix(struct maker *m)
{
    switch (m->depth == 0 ? 0 : below(m, 5)) {
    case 0:
    case 1:
        token(m, ".");
        question(m);
        field_name(m);
        break;
    case 2:
        token(m, "[");
        element(m);
        token(m, "]");
        break;
    default: token(m, "."); method(m);
    }
}

static void postfixes(struct maker *m)
{
    unsigned depth = m->depth;
    m->depth -= depth > 0;
    while (one_in(m, 3) && m->out->size < m->most)
        postfix(m);
    m->depth = depth;
}

static void member(struct maker *m)
{
    primary(m);
    postfixes(m);
}

/* A row of ! may have a minus behind it, which then must be a number's sign. */
static void unary(struct maker *m)
{
    static const char *const signs[] = {"-1",   "- 9223372036854775808", "-0.0",
                                        "-1.5", "-0x8000000000000000",   "-\n1e21",
                                        NULL};
    const char *prefix = one_in(m, 2) ? "!" : "-";
    size_t count = one_in(m, 4) ? 1 + below(m, 3) : 0;
    for (size_t i = 0; i < count; i++)
        token(m, prefix);
    if ((count == 0 || *prefix == '!') && one_in(m, 6))
        token(m, pick(m, signs));
    else
        primary(m);
    postfixes(m);
}

static const char *const levels[][8] = {
    {"||", NULL},
    {"&&", NULL},
    {"==", "!=", "<", "<=", ">", ">=", " in ", NULL},
    {"+", "-", NULL},
    {"*", "/", "%", NULL},
};

static void operation(struct maker *m, size_t level)
{
    bool row = one_in(m, 3);
    size_t more = row ? below(m, level < 2 ? 9 : 3) : 0;
    if (level == sizeof levels / sizeof *levels) {
        unary(m);
        return;
    }
    operation(m, level + 1);
    for (; more > 0 && m->out->size < m->most; more--) {
        token(m, pick(m, levels[level]));
        operation(m, level + 1);
    }
}

static void expr(struct maker *m)
{
    operation(m, 0);
    if (m->depth == 0 || !one_in(m, 8))
        return;
    m->depth--;
    token(m, "?");
    operation(m, 0);
    token(m, ":");
    expr(m);
    m->depth++;
}

void make_expression(uint64_t *random, const struct cel_options *options,
                     struct growing *out)
{
    struct maker m = {.random = random,
                      .out = out,
                      .macros = !options->no_macros,
                      .optional = !options->no_optional};
    m.depth = 1 + (unsigned)below(&m, 5);
    m.most = out->size + 20 + below(&m, 200);
    expr(&m);
}
