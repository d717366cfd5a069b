/* linear_make.c: the families. Nearly all that is long in a text can be long in one of
 * two ways: a chain, or nesting. */
#include <stdlib.h>
#include <string.h>

#include "tests/linear.h"

#define CHAIN(what, first, again, separator, last)                                     \
    {                                                                                  \
        .name = what, .start = first, .middle = again, .between = separator,           \
        .end = last                                                                    \
    }
#define NESTED(what, opening, inner, closing, depth)                                   \
    {                                                                                  \
        .name = what, .start = "[", .open = opening, .middle = inner,                  \
        .close = closing, .between = ",", .end = "]", .levels = depth                  \
    }
#define BROKEN(what, first, again, separator, last)                                    \
    {                                                                                  \
        .name = what, .start = first, .middle = again, .between = separator,           \
        .end = last, .broken = true                                                    \
    }
#define BROKEN_NESTED(what, opening, inner, closing, depth)                            \
    {                                                                                  \
        .name = what, .start = "[", .open = opening, .middle = inner,                  \
        .close = closing, .between = ",\n", .end = WRONG_END, .levels = depth,         \
        .broken = true                                                                 \
    }
/* What is open here stays open, so it stands once, before a long list. */
#define OPEN(what, opening, depth)                                                     \
    {                                                                                  \
        .name = what, .start = "[", .open = opening, .middle = "a,\n b",               \
        .between = ",\n ", .end = WRONG_END, .levels = depth, .once = true,            \
        .broken = true                                                                 \
    }

/* Three tokens that are right, and an error at the last byte. */
#define WRONG_END ", 1, 1, 1 + ]"

/* What keeps errors apart, so that 10 MB hold fewer than may be reported. */
#define ITEM      "'an item of a list, as long as that'"
#define LONG_ITEM ", " ITEM

static const struct family families[] = {
    /* nesting */
    NESTED("nested ()", "(", "a", ")", 1),
    NESTED("nested []", "[", "", "]", 1),
    NESTED("nested {}", "{1:", "a", "}", 1),
    NESTED("nested A{}", "A{b:", "c", "}", 1),
    NESTED("nested f()", "f(", "", ")", 1),
    NESTED("nested a.f()", "a.f(", "", ")", 1),
    NESTED("nested a[]", "a[", "b", "]", 1),
    NESTED("nested -()", "-(", "1", ")", 1),
    NESTED("nested ?:", "a?b:", "c", "", 1),
    NESTED("nested ? of groups", "(a?b:c)?d:(", "e", ")", 2),
    NESTED("nested operators", "a||b&&c==d+e*(", "f", ")", 1),
    NESTED("nested everything", "a||b&&c==d+e*!f[{g:M{h:i(", "j", ")}}]", 4),
    NESTED("nested macros, lists", "[1].all(x,", "x", ")", 1),
    NESTED("nested macros, ranges", "[1].map(x,x).exists(y,", "y", ")", 1),
    NESTED("nested has()", "[has(a.b), ", "c", "]", 1),

    /* chains */
    CHAIN("a + a", "", "a", " + ", ""),
    CHAIN("a - -a", "", "a", " - -", ""),
    CHAIN("a * a / a", "", "a * a / a", " % ", ""),
    CHAIN("a && a", "", "a", " && ", ""),
    CHAIN("a || a", "", "a", " || ", ""),
    CHAIN("a == a < a", "", "a == a < a", " in ", ""),
    CHAIN("a && a || a * a + a", "", "a && a || a * a + a", " == ", ""),
    CHAIN("!!!!", "", "!", "", "a"),
    CHAIN("----", "", "-", "", "a"),
    CHAIN("a.a.a", "a", ".a", "", ""),
    CHAIN("a.?a", "a", ".?a", "", ""),
    CHAIN("a.`a-b`", "a", ".`a-b`", "", ""),
    CHAIN("a.`// b`", "a", ".`// b`", "", ""),
    CHAIN("a[0][0]", "a", "[0]", "", ""),
    CHAIN("a[?0]", "a", "[?0]", "", ""),
    CHAIN("a.f().f()", "a", ".f()", "", ""),
    CHAIN("a().b() as operands", "", "a(b).c(d)", "+", ""),
    CHAIN("a.all().all()", "a", ".map(x, x)", "", ""),
    CHAIN("has() && has()", "", "has(a.b)", " && ", ""),
    CHAIN("macros in a row", "[", "a.exists_one(x, x.all(y, y)), b.filter(x, x)", ",",
          "]"),
    CHAIN("a.b.c.d{}", "", "a.b.c.d{e: f}", " + ", ""),
    CHAIN("conditionals in a row", "[", "a ? b : c ? d : e", ",", "]"),

    /* many children */
    CHAIN("a call's arguments", "f(", "a", ",", ")"),
    CHAIN("a list's elements", "[", "1", ",", "]"),
    CHAIN("a list's optional elements", "[", "?a", ",", "]"),
    CHAIN("a map's entries", "{", "1: 2", ", ", "}"),
    CHAIN("a message's fields", "A{", "b: 2", ", ", "}"),
    CHAIN("numbers", "[", "1, 2u, 0x1F, 1.5, -1e-7", ", ", "]"),
    CHAIN("strings", "[", "'a', r\"b\", b'c', '''d\ne'''", ", ", "]"),
    CHAIN("words", "[", "true, false, null", ", ", "]"),

    /* long tokens, and what is between tokens */
    CHAIN("a long name", "", "a", "", ""),
    CHAIN("a long field", "a.", "b", "", ""),
    CHAIN("a long quoted name", "a.`", "b", "", "`"),
    CHAIN("a long type name", "a", ".b", "", "{c: 1}"),
    CHAIN("a long type name with blanks", "a", " . b", "", "{c: 1}"),
    CHAIN("a long string", "'", "a", "", "'"),
    CHAIN("a long string of escapes", "\"", "\\n\\x41\\u00e9\\101", "", "\""),
    CHAIN("a long string of other quotes", "'", "\"", "", "'"),
    CHAIN("a long raw string", "r'", "\\", "", "a'"),
    CHAIN("a long triple string", "'''", "a''\n", "", "'''"),
    CHAIN("a long bytes literal", "b'", "\\xff\\377a", "", "'"),
    CHAIN("a long text of wide characters", "'", "\xe6\xbc\xa2", "", "'"),
    CHAIN("a long double", "1.", "7", "", "5"),
    CHAIN("a long exponent", "1e", "0", "", "7"),
    CHAIN("a long comment", "1 // ", "x", "", "\n+ 1"),
    CHAIN("many comments", "1", "// x\n", "", "+ 1"),
    CHAIN("blanks", "1", " ", "", "+ 1"),
    CHAIN("line ends", "1", "\r\n", "", "+ 1"),

    /* what has no end */
    BROKEN("strings without an end", "[", "'a" LONG_ITEM, "\n, ", "\n" WRONG_END),
    BROKEN("a string without an end", "1 + '", "a", "", ""),
    BROKEN("a triple string without an end", "1 + '''", "a\n", "", ""),
    BROKEN("a quoted name without an end", "a.`", "b", "", ""),
    BROKEN("a bytes literal without an end", "b'", "\\x41", "", ""),
    BROKEN("quotes alone", "[1", "\n'" LONG_ITEM, "", "\n" WRONG_END),
    BROKEN("an operator without an end", "", "a + ", "", ""),
    OPEN("open (", "(", 1),
    OPEN("open [", "[", 1),
    OPEN("open {", "{1:", 1),
    OPEN("open A{", "A{b:", 1),
    OPEN("open f(", "f(", 1),
    OPEN("open ?", "a?", 1),
    OPEN("open {( without a colon", "{(", 2),
    OPEN("open a.(", "a.(", 2),
    OPEN("open has(", "has(", 1),
    BROKEN_NESTED("nested without operands", "f(" ITEM ", +", "", ")", 1),
    BROKEN_NESTED("nested without commas", "[" ITEM ", a ", "b", "]", 1),
    BROKEN_NESTED("nested without colons", "{" ITEM ": a, b ", "c", "}", 1),
    BROKEN_NESTED("nested macros without a name", "a[" ITEM "].all(1,", "b", ")", 1),
    BROKEN_NESTED("nested macros as names", "a[" ITEM "].all(", "b", ",c)", 1),

    /* errors in a row */
    BROKEN("closing brackets", "1", ")", "", ""),
    BROKEN("operators", "[1", " + *" LONG_ITEM, "", WRONG_END),
    BROKEN("characters of no token", "[1", "$" LONG_ITEM, ", ", WRONG_END),
    BROKEN("a field of reserved words", "[if", ".if.if", "", WRONG_END),
    BROKEN("reserved words", "[1", ", while" LONG_ITEM, "", WRONG_END),
    BROKEN("bad escapes in one string", "'", "\\q", "", "' + )"),
    BROKEN("errors on many lines", "[", "a +, b" LONG_ITEM, ",\n", WRONG_END),
    BROKEN("errors on one line", "[", "a +, b" LONG_ITEM, ", ", WRONG_END),
    BROKEN("errors on one line, wide", "[", "'\xe6\xbc\xa2' +, b" LONG_ITEM, ", ",
           WRONG_END),
    BROKEN("missing commas", "[", "a b" LONG_ITEM, ", ", WRONG_END),
    BROKEN("numbers out of range", "[", "99999999999999999999" LONG_ITEM, ", ",
           WRONG_END),
    BROKEN("a long number out of range", "[", "9", "", WRONG_END),
    BROKEN("has() of no field", "[", "has(a)" LONG_ITEM, ", ", WRONG_END),
    BROKEN("has() of a long chain", "has(a", ".f()", "", ") + )"),
    BROKEN("statements", "[", "if (a) { b } else { c }" LONG_ITEM, ", ", WRONG_END),

    /* one error far behind on a wide line */
    BROKEN("a caret behind a long line", "'", "a", "", "' + )"),
    BROKEN("a caret behind wide characters", "'", "\xe6\xbc\xa2", "", "' + )"),
    BROKEN("a caret behind combining ones", "'", "e\xcc\x81", "", "' + )"),
    BROKEN("a caret behind combining ones alone", "'", "\xcc\x81", "", "' + )"),
    BROKEN("a caret behind unsafe ones", "'", "\xe2\x80\xae", "", "' + )"),
    BROKEN("a caret behind tabs", "1", "\t", "", "+ )"),
    BROKEN("a caret behind many lines", "1", "\n", "", "+ )"),
    BROKEN("a bracket open for a long line", "(", "a + ", "", "b"),
};

enum { FAMILIES = sizeof families / sizeof *families };

/* The wrong examples of `cellar explain`: each kind of mistake, again and again. */
static const struct example {
    enum cel_code code; /* what is wrong with it */
    const char *wrong;  /* the example */
} examples[] = {
#define CLI_PAGE(name, with, meaning, wrong, right) {CEL_##name, wrong},
#include "cli/pages.def"
#undef CLI_PAGE
};

enum { EXAMPLES = sizeof examples / sizeof *examples };

static const char *or_none(const char *text)
{
    return text != NULL ? text : "";
}

/* Whether a mistake can stand in a text as often as one likes: not those of the text as
 * a whole, E01, nor those of YAML, E06; nor a bracket that is left open, for that nests
 * too deep in the end. */
static bool repeats(const struct example *example)
{
    char class = cel_code_name(example->code)[2];
    return class >= '2' && class <= '5' && example->code != CEL_NO_OPTIONAL &&
           example->code != CEL_UNCLOSED_BRACKET;
}

bool family_at(size_t index, struct family *family)
{
    /* on many lines, and on one */
    static const char *const forms[2][2] = {{",\n" ITEM ",\n", "\n" WRONG_END},
                                            {LONG_ITEM ", ", "\n" WRONG_END}};
    if (index < FAMILIES) {
        *family = families[index];
        family->form = "";
        family->open = or_none(family->open);
        family->close = or_none(family->close);
        return true;
    }
    index -= FAMILIES;
    for (int i = 0; i < EXAMPLES; i++) {
        if (!repeats(&examples[i]))
            continue;
        if (index < 2) {
            *family = (struct family)BROKEN(cel_code_name(examples[i].code), "[",
                                            examples[i].wrong, forms[index][0],
                                            forms[index][1]);
            family->mistake = true;
            family->form = index == 1 ? " on one line" : "";
            family->open = family->close = "";
            return true;
        }
        index -= 2;
    }
    return false;
}

static char *put(char *at, const char *text, size_t times)
{
    size_t size = strlen(text);
    for (size_t i = 0; size > 0 && i < times; i++, at += size)
        memcpy(at, text, size);
    return at;
}

char *make_text(const struct family *f, size_t size, size_t levels, size_t *made)
{
    size_t frame = strlen(f->start) + strlen(f->end), depth = 0;
    size_t middle = strlen(f->middle), between = strlen(f->between);
    size_t level = strlen(f->open) + strlen(f->close);
    if (f->levels > 0) {
        size_t deepest = (levels - 2) / f->levels, room = size - size / 16;
        room = f->once ? size / 16 : room; /* the rest is what is repeated */
        depth = room < frame + middle ? 0 : (room - frame - middle) / level;
        depth = depth < deepest ? depth : deepest;
    }
    size_t piece = (f->once ? 0 : depth * level) + middle + between;
    if (f->once)
        frame += depth * level;
    size_t count = size + between < frame ? 0 : (size + between - frame) / piece;
    char *text = malloc(frame + (count + 1) * piece + 1), *at = text;
    if (text == NULL)
        return NULL;
    at = put(at, f->start, 1);
    for (size_t i = 0; i < count; i++) {
        at = put(at, f->between, i > 0);
        at = put(at, f->open, f->once && i > 0 ? 0 : depth);
        at = put(at, f->middle, 1);
        at = put(at, f->close, depth);
    }
    at = put(at, f->end, 1);
    *at = '\0';
    *made = (size_t)(at - text);
    return text;
}
