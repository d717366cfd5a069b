/* unparse_plant.c: writers with a fault and trees that differ, to see that unparse.c
 * and same_tree.c notice. */
#include "tests/unparse.h"

#include <string.h>

#include "tests/report.h"
#include "tests/same_tree.h"

static bool write_nothing(struct cel_writer *out, struct arena *scratch,
                          const struct cel_unit *unit)
{
    (void)out, (void)scratch, (void)unit;
    return false;
}

/* Writes the text as it was read. */
static bool copy(struct cel_writer *out, struct arena *scratch,
                 const struct cel_unit *unit)
{
    (void)scratch;
    cel_write_string(out, (struct cel_string){unit->source.text, unit->source.size});
    return true;
}

/* Puts the text into one more pair of brackets each time. */
static bool bracket(struct cel_writer *out, struct arena *scratch,
                    const struct cel_unit *unit)
{
    cel_write(out, "(");
    bool done = copy(out, scratch, unit);
    cel_write(out, ")\n");
    return done;
}

static bool nest(struct cel_writer *out, struct arena *scratch,
                 const struct cel_unit *unit)
{
    (void)scratch, (void)unit;
    cel_write(out, "((a))\n");
    return true;
}

/* Writers with a fault, and what must be said of what they write. */
static const struct {
    unparser *write;    /* the writer */
    const char *text;   /* what it is given */
    bool brackets;      /* whether each pair is left out */
    const char *broken; /* the property that does not hold then */
} planted[] = {
    {write_nothing, "a", true, "it is not written"},
    {copy, "a +\nb", true, "it is not written on one line"},
    {copy, "a + b", true, "it is not written on one line"},
    {drop_brackets, "a ? (b ? c : d) : e", true, "what is written is not valid"},
    {drop_brackets, "a * (b + c)", true, "what is written has another tree"},
    {drop_brackets, "a && (b && c) && d", true, "what is written has another tree"},
    {drop_brackets, "-(1)", true, "what is written has another tree"},
    {bracket, "a", true, "it is written otherwise the second time"},
    {copy, "(a) + b\n", true, "a pair of brackets is not needed"},
    {copy, "f(a * (b))\n", true, "a pair of brackets is not needed"},
    {nest, "a", false, "what is written nests deeper"},
    {nest, "a", true, "a pair of brackets is not needed"},
};

/* Pairs of units, and how they differ; NULL: they do not. */
static const struct {
    const char *left;  /* a unit */
    const char *right; /* another */
    const char *what;  /* what same_tree must say */
} pairs[] = {
    {"a + b", "( a)+// c\nb", NULL},
    {"'\\x41' + b'b'", "\"A\" + b'\\x62'", NULL},
    {"a.`b`", "a.b", NULL},
    {"1.0 - 0x10", "1e0 - 16", NULL},
    {"a.b.c{d: 1}", "a . b . c { d : 1 , }", NULL},
    {"x.all(a, b)", "x . all( (a), b)", NULL},
    {"a +", "a +", NULL}, /* broken in the same way */
    {"a", "b", "text"},
    {"a", ".a", "flags"},
    {"a", "'a'", "kind"},
    {"'a'", "b'a'", "kind"},
    {"1", "1u", "kind"},
    {"1", "2", "number"},
    {"1", "-1", "number"},
    {"0.0", "-0.0", "number"},
    {"true", "false", "flags"},
    {"a + b", "a - b", "operator"},
    {"a[b]", "a[?b]", "operator"},
    {"a - (b - c)", "a - b - c", "kind"},
    {"a && (b && c)", "a && b && c", "kind"},
    {"-(1)", "-1", "kind"},
    {"[a, b]", "[a]", "number of children"},
    {"[a, b]", "[a, ?b]", "flags"},
    {"{a: b}", "{?a: b}", "flags"},
    {"A{b: c}", "A{d: c}", "text"},
    {"A{}", ".A{}", "text"},
    {"a.b", "a.c", "text"},
    {"a.f(b)", "a.g(b)", "text"},
    {"a.f(b)", "f(a, b)", "flags"},
    {"has(a.b)", "has(a.c)", "text"},
    {"has(a.b)", "a.b", "flags"},
    {"[has(a.b)]", "[?has(a.b)]", "flags"},
    {"a.all(x, x)", "a.all(y, x)", "text"},
    {"a.all(x, p)", "a.exists(x, p)", "flags"},
    {"a.all(x, p)", "a.all(.x, p)", "flags"},
    {"a.exists_one(x, p)", "a.existsOne(x, p)", "text"}, /* only as written */
    {"$", "a", "kind"},
    {"\xff", "a", "node"},
};

static bool is_told_apart(struct arena *arena, size_t i)
{
    struct cel_unit left, right;
    struct tree_difference found;
    const char *what = pairs[i].what;
    cel_parse(arena, pairs[i].left, strlen(pairs[i].left), NULL, &left);
    cel_parse(arena, pairs[i].right, strlen(pairs[i].right), NULL, &right);
    bool same = same_tree(&left, &right, arena, &found);
    bool noticed = same == (what == NULL) && (same || strcmp(found.what, what) == 0);
    same = same_tree(&right, &left, arena, &found);
    noticed = noticed && same == (what == NULL);
    arena_reset(arena);
    return noticed;
}

const char *unnoticed_writer(struct arena *arena)
{
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (!is_told_apart(arena, i))
            return pairs[i].left;
    for (size_t i = 0; i < COUNT(planted); i++) {
        struct trials trials = {0};
        struct trial trial = {.text = string(planted[i].text),
                              .arena = arena,
                              .write = planted[i].write,
                              .brackets = planted[i].brackets,
                              .depth = true};
        const char *broken = broken_writing(&trial, &trials);
        if (broken == NULL || strcmp(broken, planted[i].broken) != 0)
            return planted[i].broken;
    }
    return NULL;
}
