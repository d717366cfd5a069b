/* depth_make.c: the texts of depth.c: each way to nest, each kind of mistake, chains.
 */
#define _GNU_SOURCE
#include "tests/depth.h"

#include <stdlib.h>
#include <string.h>

const struct level levels[LEVELS] = {
    {"(", ")", 1, 0},
    {"[", "]", 1, 0},
    {"[?", "]", 1, 0},
    {"{1:", "}", 1, 0},
    {"{?1:", "}", 1, 0},
    {"{", ":1}", 1, 0},
    {"A{b:", "}", 1, 0},
    {"A.B{?c:", "}", 1, 0},
    {"f(", ")", 1, 0},
    {"f(a,", ",b)", 1, 0},
    {"a.f(", ")", 1, 0},
    {"a[", "]", 1, 0},
    {"a[?", "]", 1, 0},
    {"a?b:", "", 1, 0},
    {"a?(", "):b", 1, 0},
    {"(", ")?a:b", 1, 0},
    {"-(", ")", 1, 0},
    {"!(", ")", 1, 0},
    {"a||b&&c==d+e*(", ")", 1, 0},
    {"a||b&&c==d+e*!f[{g:M{h:i(", ")}}]", 4, 0},
    {"[has(a.b),", "]", 1, 1},
    {"a.all(x,", ")", 1, 0},
    {"a.exists(x,b&&", ")", 1, 0},
    {"a.exists_one(x,", ")", 1, 0},
    {"a.map(x,", ")", 1, 0},
    {"a.map(x,y,", ")", 1, 0},
    {"a.filter(x,", ")", 1, 0},
    {"(", ").f()", 1, 0},
    {"(", ").all(x,y)", 1, 0},
    {"(", ")[0]", 1, 0},
    /* has a mistake */
    {"a.all(", ",x)", 1, 0},
};

/* Levels of YAML. What needs a line for each is left out, for its text is quadratic. */
const struct level yaml_levels[YAML_LEVELS] = {
    {"[", "]", 1, 0},   {"{a: ", "}", 1, 0},     {"[{a: ", "}]", 2, 0},
    {"{? ", "}", 1, 0}, {"&b [*b, ", "]", 1, 0}, {"!!seq [", "]", 1, 0},
};

/* What is wrong at each level: it stands before or behind what opens it. The first is
 * nothing at all. */
static const char *const mistakes[] = {
    "",       "a ",   "a b ",  "+ ",  ", ",           ": ",        "? ",
    ") ",     "] ",   "} ",    "; ",  "$ ",           "= ",        "a = ",
    "& ",     "=> ",  "a.",    "a..", "a.1",          "if ",       "not ",
    "while ", "'",    "'a\n",  "'''", "`a` ",         "1x ",       "0X1",
    "1. ",    "\\ ",  "# ",    "/* ", "{ ",           "[ ",        "( ",
    "A{ ",    "A{1:", "{a b ", "f(,", "a ? b ",       "1 2",       "<> ",
    "!- ",    "a\v ", "f(a:b", "{a=", "\xe2\x80\x9c", "a\xc2\xa0", "1e999 ",
    "'\\q' ", "has(",
};

/* What stands at the end of each level in the place of what closes it; NULL: that. */
static const char *const endings[] = {NULL, ""};

const struct chain chains[CHAINS] = {
    {"a", "+a", "", true},
    {"a", "-a", "", false},
    {"a", "*a", "", false},
    {"a", "/a", "", false},
    {"a", "%a", "", false},
    {"a", "==a", "", false},
    {"a", "!=a", "", false},
    {"a", "<a", "", false},
    {"a", "<=a", "", false},
    {"a", ">a", "", false},
    {"a", ">=a", "", false},
    {"a", " in a", "", false},
    {"a", "&&a", "", true},
    {"a", "||a", "", false},
    {"a", "&&a||a", "", false},
    {"a", "*a+a<a", "", false},
    {"", "!", "a", false},
    {"", "-", "a", false},
    {"a", ".a", "", true},
    {"a", ".?a", "", false},
    {"a", "[0]", "", false},
    {"a", "[?0]", "", false},
    {"a", ".f()", "", false},
    {"a", "==-a", "", false},
    {"has(a.b)", "&&has(a.b)", "", false},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

size_t count_nestings(void)
{
    return 2 * COUNT(levels) * COUNT(mistakes) * COUNT(endings);
}

struct nesting nesting_at(size_t index)
{
    const char *close = endings[index / 2 % COUNT(endings)];
    const char *mistake = mistakes[index / 2 / COUNT(endings) % COUNT(mistakes)];
    const struct level *level = &levels[index / 2 / COUNT(endings) / COUNT(mistakes)];
    struct nesting nesting = {mistake, level->open, close ? close : level->close};
    if (index % 2 == 1) {
        nesting.before = level->open;
        nesting.open = mistake;
    }
    return nesting;
}

static char *make_room(size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        exit(2);
    return text;
}

struct cel_string nest(struct nesting n, size_t count)
{
    size_t one = strlen(n.before) + strlen(n.open) + strlen(n.close);
    char *text = make_room(count * one + 1), *at = text;
    for (size_t i = 0; i < count; i++)
        at = stpcpy(stpcpy(at, n.before), n.open);
    *at++ = 'a';
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, n.close);
    return (struct cel_string){text, (size_t)(at - text)};
}

/* What nests, the innermost at the end, around the middle. */
static struct cel_string wrap(const struct level *const *nested, size_t count,
                              const char *before, const char *middle,
                              const char *behind)
{
    size_t size = strlen(before) + strlen(middle) + strlen(behind);
    for (size_t i = 0; i < count; i++)
        size += strlen(nested[i]->open) + strlen(nested[i]->close);
    char *text = make_room(size), *at = stpcpy(text, before);
    for (size_t i = count; i-- > 0;)
        at = stpcpy(at, nested[i]->open);
    at = stpcpy(at, middle);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, nested[i]->close);
    at = stpcpy(at, behind);
    return (struct cel_string){text, (size_t)(at - text)};
}

struct cel_string nest_exactly(size_t first, size_t step, size_t depth)
{
    static const struct level bracket = {"(", ")", 1, 0};
    const struct level *nested[CEL_MAX_DEPTH + 1], *next = &levels[first];
    size_t count = 0, left = depth;
    if (left >= next->levels + next->beside)
        left -= next->beside;
    else
        next = &bracket;
    for (; left >= next->levels; first += step, next = &levels[first % RIGHT_LEVELS]) {
        nested[count++] = next;
        left -= next->levels;
    }
    for (; left > 0; left--)
        nested[count++] = &bracket;
    return wrap(nested, count, "", "a", "");
}

struct cel_string nest_yaml(const struct level *level, size_t depth)
{
    static const char before[] = "apiVersion: apiextensions.k8s.io/v1\n"
                                 "kind: CustomResourceDefinition\n"
                                 "spec:\n  versions:\n  - schema:\n      b: ";
    static const char middle[] = "{x-kubernetes-validations: [{rule: '+'}]}";
    static const struct level list = {"[", "]", 1, 0};
    const struct level *nested[CEL_MAX_DEPTH];
    size_t count = 0, left = depth - YAML_BESIDE;
    for (; left >= level->levels; left -= level->levels)
        nested[count++] = level;
    for (; left > 0; left--)
        nested[count++] = &list;
    return wrap(nested, count, before, middle, "\n");
}

struct cel_string make_chain(const struct chain *chain)
{
    size_t link = strlen(chain->link);
    char *text = make_room(link * LINKS + 32), *at = stpcpy(text, chain->start);
    for (size_t i = 0; i < LINKS; i++, at += link)
        memcpy(at, chain->link, link);
    at = stpcpy(at, chain->end);
    return (struct cel_string){text, (size_t)(at - text)};
}
