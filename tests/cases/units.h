/* units.h: cases for spans_suite.c and sizes_suite.c. */
#ifndef CASES_UNITS_H
#define CASES_UNITS_H

static const struct {
    const char *text; /* a unit */
    const char *span; /* the text of its root */
} span_cases[] = {
    {"  a  ", "a"},
    {"a + b", "a + b"},
    {"(a + b) ", "a + b"},
    {"(a) + (b)", "a) + (b"},
    {"- 15 ", "- 15"},
    {"-1 + - // c\n 2", "-1 + - // c\n 2"},
    {". a ", ". a"},
    {". // .x\n f(x) ", ". // .x\n f(x)"},
    {"a.b.`c d` ", "a.b.`c d`"},
    {"a.b(c)[d] ", "a.b(c)[d]"},
    {"x. f ( a , b ) ", "x. f ( a , b )"},
    {"!a", "!a"},
    {"a ? b : [c] ", "a ? b : [c]"},
    {"[1, 2] ", "[1, 2]"},
    {"{1: 2} ", "{1: 2}"},
    {".A.B { c: 1 } ", ".A.B { c: 1 }"},
    {"has(a.b) ", "has(a.b)"},
    {"a.b.all(x, x) ", "a.b.all(x, x)"},
    {"a.all(x, x) && has(b.c) ", "a.all(x, x) && has(b.c)"},
    {"a.?b ", "a.?b"},
    {"f() ", "f()"},
};

static const struct {
    const char *first; /* once */
    const char *more;  /* repeated */
} chains[] = {
    {"a", " + a"}, {"a", " && a"}, {"a", " || a"}, {"a", ".bcd"}, {"a", "[0]"},
    {"a", ".f()"}, {"a", " < a"},  {"a", " * -a"}, {"a", ".?b"},  {"a", " == !a"},
};

/* Between them they need every kind of memory. */
static const char *const memory_texts[] = {
    "a",
    "a.b(c, [1, 2.5, 'x'], {d: -1u}) && !e || f ? g[0] : h",
    "has(a.b) && c.exists_one(x, x > 1) || .d.map(y, z, w).filter(v, v)",
    "'a\\nb' + b'\\xff' + '''c\r\n'''",
    "A . B{c: 1, ?d: [?e]}",
    "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,"
    "31,"
    "32,33,34,35,36,37,38,39,40]",
    "a + $",
    "99999999999999999999 + as + [1",
    "[[[[[a]]]]] + 'too deep'",
    "has('a string that is decoded\\n and takes more than all the nodes behind it: it "
    "is "
    "long, and longer, and a little longer still, so that they find memory where it "
    "did "
    "not, and a macro is called that has nothing to expand')",
    "{in: 1, b => 2} && A{if: 3, 'd': 4}.in == \xe2\x80\x9cx\xe2\x80\x9d",
    "f(a b, [c, (d}, e ? f, g) not in '\\d' if h; i",
};

/* A bit of everything. */
static const char everything[] =
    "has(a.b) && c.all(x, x in [1, 2u, -3.5, 'd\\n', b'\\x00', r'\\e', null, true]) "
    "||\n"
    "{?'k': M.N{f: .g(h), `i-j`: [?k]}}.exists(l, l[?0].?m.orValue(false) ? !n : -o) "
    "//\n"
    " ? p.map(q, q % 2 == 0, q * 2).filter(r, r <= 5)[0] : s.exists_one(t, t != u)";

#endif
