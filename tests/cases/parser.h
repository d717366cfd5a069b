/* parser.h: cases for parser_suite.c. A tree is written as kind:value(children). */
#ifndef CASES_PARSER_H
#define CASES_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tree_case {
    const char *text; /* a unit */
    const char *tree; /* its tree, or its errors */
};

static const struct tree_case tree_cases[] = {
    /* names, selections, calls */
    {"a", "ident:a"},
    {".a", "ident:.a"},
    {". // root\n a", "ident:.a"},
    {"a.b.c", "select:c(select:b(ident:a))"},
    {"a.package", "select:package(ident:a)"},
    {"a.`b c/d`", "select:b c/d(ident:a)"},
    {"f()", "call:f"},
    {".f(x)", "call:.f(ident:x)"},
    {"f(a, b.c)", "call:f(ident:a select:c(ident:b))"},
    {"a.f()", "call:f(ident:a)"},
    {"a.b.f(x)", "call:f(select:b(ident:a) ident:x)"},
    {"a.package()", "call:package(ident:a)"},
    {"1.f()", "call:f(int:1)"},
    {"1.e5", "select:e5(int:1)"},
    {"a[b]", "index:[](ident:a ident:b)"},
    {"a[b][c].d", "select:d(index:[](index:[](ident:a ident:b) ident:c))"},
    {"((a))", "ident:a"},
    /* operators */
    {"a + b - c", "binary:-(binary:+(ident:a ident:b) ident:c)"},
    {"a + b * c", "binary:+(ident:a binary:*(ident:b ident:c))"},
    {"a * b + c", "binary:+(binary:*(ident:a ident:b) ident:c)"},
    {"(a + b) * c", "binary:*(binary:+(ident:a ident:b) ident:c)"},
    {"a / b % c", "binary:%(binary:/(ident:a ident:b) ident:c)"},
    {"a < b < c", "binary:<(binary:<(ident:a ident:b) ident:c)"},
    {"a + 1 <= b", "binary:<=(binary:+(ident:a int:1) ident:b)"},
    {"a in b == c", "binary:==(binary:in(ident:a ident:b) ident:c)"},
    {"a != b > c >= d",
     "binary:>=(binary:>(binary:!=(ident:a ident:b) ident:c) ident:d)"},
    {"a || b && c", "binary:||(ident:a binary:&&(ident:b ident:c))"},
    {"a && b || c", "binary:||(binary:&&(ident:a ident:b) ident:c)"},
    {"a == b && c", "binary:&&(binary:==(ident:a ident:b) ident:c)"},
    /* chains of && and || are balanced */
    {"a && b && c", "binary:&&(binary:&&(ident:a ident:b) ident:c)"},
    {"a && b && c && d",
     "binary:&&(binary:&&(ident:a ident:b) binary:&&(ident:c ident:d))"},
    {"a || b || c || d || e", "binary:||(binary:||(binary:||(ident:a ident:b) ident:c) "
                              "binary:||(ident:d ident:e))"},
    {"a && (b && c) && d",
     "binary:&&(binary:&&(ident:a binary:&&(ident:b ident:c)) ident:d)"},
    /* conditionals */
    {"a ? b : c", "conditional:?:(ident:a ident:b ident:c)"},
    {"a ? b : c ? d : e",
     "conditional:?:(ident:a ident:b conditional:?:(ident:c ident:d ident:e))"},
    {"a || b ? c && d : e",
     "conditional:?:(binary:||(ident:a ident:b) binary:&&(ident:c ident:d) ident:e)"},
    {"a ?.b : c", "conditional:?:(ident:a ident:.b ident:c)"},
    /* operators before an operand */
    {"!a", "unary:!(ident:a)"},
    {"!!a", "ident:a"},
    {"!!!a.b", "unary:!(select:b(ident:a))"},
    {"-a", "unary:-(ident:a)"},
    {"--a", "ident:a"},
    {"-a.b", "unary:-(select:b(ident:a))"},
    {"-1", "int:-1"},
    {"- 1", "int:-1"},
    {"-1.5", "double:-1.5"},
    {"-1u", "unary:-(uint:1u)"},
    {"-(1)", "unary:-(int:1)"},
    {"--1", "int:1"},
    {"---1", "unary:-(int:1)"},
    {"-1.f()", "call:f(int:-1)"},
    {"!-1", "unary:!(int:-1)"},
    {"!!-1", "int:-1"},
    {"4--4", "binary:-(int:4 int:-4)"},
    {"a---b", "binary:-(ident:a ident:b)"},
    /* lists, maps, messages */
    {"[]", "list:"},
    {"[,]", "list:"},
    {"[1, a,]", "list:(int:1 ident:a)"},
    {"{}", "map:"},
    {"{,}", "map:"},
    {"{a: 1, 'b': [],}", "map:(entry:(ident:a int:1) entry:(string:\"b\" list:))"},
    {"A{}", "message:A"},
    {"A{,}", "message:A"},
    {"A.B{c: 1, `d-e`: 2, in_: 3}",
     "message:A.B(field:c(int:1) field:d-e(int:2) field:in_(int:3))"},
    {".a.b.C{}", "message:.a.b.C"},
    {"a . b // c\n . C {}", "message:a.b.C"},
    {"a//c\n.B{}", "message:a.B"},
    {"package.Foo{package: 1}", "message:package.Foo(field:package(int:1))"},
    {"A{}.b", "select:b(message:A)"},
    {"a[A{}]", "index:[](ident:a message:A)"},
    /* optional syntax */
    {"a.?b", "binary:.?(ident:a string:\"b\")"},
    {"a . ? `b c`", "binary:.?(ident:a string:\"b c\")"},
    {"a[?b]", "index:[?](ident:a ident:b)"},
    {"[?a, b]", "list:(?ident:a ident:b)"},
    {"{?a: b}", "map:(?entry:(ident:a ident:b))"},
    {"A{?b: c}", "message:A(?field:b(ident:c))"},
    /* macros as they are written */
    {"has(a.b)", "call:has(select:b(ident:a))"},
    {"a.all(x, x > 0)", "call:all(ident:a ident:x binary:>(ident:x int:0))"},
};

static const struct tree_case value_cases[] = {
    {"null", "null:"},
    {"[true, false]", "list:(bool:true bool:false)"},
    {"9223372036854775807", "int:9223372036854775807"},
    {"-9223372036854775808", "int:-9223372036854775808"},
    {"-0x8000000000000000", "int:-9223372036854775808"},
    {"0xffffffffffffffffu", "uint:18446744073709551615u"},
    {"007", "int:7"},
    {"0xAbC", "int:2748"},
    {"1.5e3", "double:1500"},
    {".5", "double:0.5"},
    {"1e-400", "double:0"},
    {"-0.0", "double:-0"},
    {"1.7976931348623157e308", "double:1.7976931348623157e+308"},
    {"'a'", "string:\"a\""},
    {"''", "string:\"\""},
    {"''''a'''", "string:\"'a\""},
    {"r'\\n'", "string:\"\\\\n\""},
    {"'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'",
     "string:\"\\u0007\\b\\f\\n\\r\\t\\u000b\\\\?\\\"'`\""},
    {"'\\x41\\X4a\\101'", "string:\"AJA\""},
    {"'\\xff\\377'", "string:\"\xc3\xbf\xc3\xbf\""}, /* in strings: code points */
    {"b'\\xff\\377'", "bytes:\"\\xff\\xff\""},       /* in bytes: octets */
    {"'\\u00e9\\U0001F600'", "string:\"\xc3\xa9\xf0\x9f\x98\x80\""},
    {"b'\xc3\xa9'", "bytes:\"\\xc3\\xa9\""},
    {"'\\000'", "string:\"\\u0000\""},
    {"'''a\r\nb\rc\nd'''", "string:\"a\\nb\\nc\\nd\""},
    {"r'''a\r\nb'''", "string:\"a\\nb\""},
    {"'a\\rb'", "string:\"a\\rb\""},
    {"br'\\x'", "bytes:\"\\x5cx\""},
    {"'''a\r'''", "string:\"a\\n\""},
    {"r'''\\\r'''", "string:\"\\\\\\n\""},
};

#define FOLD(x, range, init, condition, step, result)                                  \
    "comprehension:" x "(" range " " init " " condition " " step " " result ")"
#define RESULT "ident:@result"

static const struct tree_case expansion_cases[] = {
    {"has(a.b)", "select:b(ident:a)"},
    {"has(a.b.c)", "select:c(select:b(ident:a))"},
    {"a_name_of_many_more_letters_than_a_macro_has(b.c)",
     "call:a_name_of_many_more_letters_than_a_macro_has(select:c(ident:b))"},
    {"a.all(__resulty_, p)",
     FOLD("__resulty_", "ident:a", "bool:true", "unary:@not_strictly_false(" RESULT ")",
          "binary:&&(" RESULT " ident:p)", RESULT)},
    {"a.all(x, p)",
     FOLD("x", "ident:a", "bool:true", "unary:@not_strictly_false(" RESULT ")",
          "binary:&&(" RESULT " ident:p)", RESULT)},
    {"a.exists(x, p)", FOLD("x", "ident:a", "bool:false",
                            "unary:@not_strictly_false(unary:!(" RESULT "))",
                            "binary:||(" RESULT " ident:p)", RESULT)},
    {"a.exists_one(x, p)",
     FOLD("x", "ident:a", "int:0", "bool:true",
          "conditional:?:(ident:p binary:+(" RESULT " int:1) " RESULT ")",
          "binary:==(" RESULT " int:1)")},
    {"a.existsOne(x, p)",
     FOLD("x", "ident:a", "int:0", "bool:true",
          "conditional:?:(ident:p binary:+(" RESULT " int:1) " RESULT ")",
          "binary:==(" RESULT " int:1)")},
    {"a.map(x, f)", FOLD("x", "ident:a", "list:", "bool:true",
                         "binary:+(" RESULT " list:(ident:f))", RESULT)},
    {"a.map(x, p, f)",
     FOLD("x", "ident:a", "list:", "bool:true",
          "conditional:?:(ident:p binary:+(" RESULT " list:(ident:f)) " RESULT ")",
          RESULT)},
    {"a.filter(x, p)",
     FOLD("x", "ident:a", "list:", "bool:true",
          "conditional:?:(ident:p binary:+(" RESULT " list:(ident:x)) " RESULT ")",
          RESULT)},
    {"a.map(x, b.map(y, x))",
     FOLD("x", "ident:a", "list:", "bool:true",
          "binary:+(" RESULT
          " list:(" FOLD("y", "ident:b", "list:", "bool:true",
                         "binary:+(" RESULT " list:(ident:x))", RESULT) "))",
          RESULT)},
    /* other numbers of arguments and other targets are ordinary calls */
    {"all(x, p)", "call:all(ident:x ident:p)"},
    {"a.all(x)", "call:all(ident:a ident:x)"},
    {"a.has(b)", "call:has(ident:a ident:b)"},
    {"has(a, b)", "call:has(ident:a ident:b)"},
    {".has(a.b)", "call:.has(select:b(ident:a))"},
    {"a.map(x, y, z, w)", "call:map(ident:a ident:x ident:y ident:z ident:w)"},
    {"a.filters(x, p)", "call:filters(ident:a ident:x ident:p)"},
};

static const struct tree_case error_cases[] = {
    {"", "1:1 E0107 expected an expression, found nothing"},
    {"  \n // nothing", "2:12 E0107 expected an expression, found nothing"},
    {"a b", "1:3 E0303 expected an operator or the end, found `b`"},
    {"a )", "1:3 E0310 `)` closes nothing"},
    {"[[a)}] + + b",
     "1:4 E0309 expected `]` to close `[`, found `)`; 1:10 E0301 expected an "
     "expression, found `+`"},
    {"m{u\"\"b\"\nb\"\"", "1:4 E0302 expected `:`, found `\"\"`"},
    {",[\"\na", "1:1 E0301 expected an expression, found `,`"},
    {"[)\"\n(", "1:2 E0310 `)` closes nothing; 2:2 E0301 expected an expression, found "
                "the end"},
    {"\"\"\"\"\"\"x\"\"\n\"", "1:7 E0303 expected an operator or the end, found `x`"},
    {"1 +", "1:4 E0301 expected an expression, found the end"},
    {"1 + * 2", "1:5 E0301 expected an expression, found `*`"},
    {"(1", "1:3 E0309 expected `)` to close `(`, found the end"},
    {"[1 2]", "1:4 E0303 expected an operator, `,` or `]`, found `2`"},
    {"[1,,2]", "1:4 E0301 expected an expression, found `,`"},
    {"{a}", "1:3 E0302 expected `:`, found `}`"},
    {"f(a,)", "1:5 E0314 expected an argument, found `)`: calls end without a comma"},
    {"f(a b)", "1:5 E0303 expected an operator, `,` or `)`, found `b`"},
    {"a.", "1:3 E0305 expected a field name, found the end"},
    {"a.in",
     "1:3 E0320 `in` is a word of the language: as a field name it needs backquotes"},
    {"a.true",
     "1:3 E0320 `true` is a word of the language: as a field name it needs backquotes"},
    {"a.5", "1:2 E0303 expected an operator or the end, found `.5`"},
    {"a.\"b\"", "1:3 E0305 expected a field name, found `\"b\"`"},
    {"a.`b`()", "1:6 E0303 expected an operator or the end, found `(`"},
    {"a.?b()", "1:5 E0303 expected an operator or the end, found `(`"},
    {"`a`", "1:1 E0321 the quoted name ``a`` may only follow a dot"},
    {"..a", "1:2 E0302 expected a name, found `.`"},
    {"a ? b",
     "1:6 E0311 expected `:` and what the conditional gives otherwise, found the end"},
    {"a ? b ? c : d : e", "1:7 E0312 expected `:`, found `?`: a conditional between "
                          "`?` and `:` needs parentheses"},
    {"!-a", "1:3 E0315 expected a number behind `!-`, found `a`: write `!(-...)`"},
    {"-!a", "1:2 E0301 expected an expression, found `!`"},
    {"(a.b){}", "1:6 E0303 expected an operator or the end, found `{`"},
    {"a[0]{}", "1:5 E0303 expected an operator or the end, found `{`"},
    {"a(){}", "1:4 E0303 expected an operator or the end, found `{`"},
    {"a{}()", "1:4 E0303 expected an operator or the end, found `(`"},
    {"a{b}", "1:4 E0302 expected `:`, found `}`"},
    {"a{:b}", "1:3 E0305 expected a field name, found `:`"},
    {"a{1: 2}", "1:3 E0305 expected a field name, found `1`"},
    {"a.`b`{}", "1:6 E0303 expected an operator or the end, found `{`"},
    /* tokens */
    {"a = b", "1:3 E0307 `=` is not an operator of CEL: write `==`"},
    {"a && $", "1:6 E0201 unexpected character `$`"},
    {"a\vb", "1:2 E0207 U+000B (vertical tab) is not a blank in CEL"},
    {"'abc", "1:1 E0202 unterminated string: expected `'` at its end"},
    {"1 + '\\q'", "1:5 E0203 invalid escape sequence `\\q`"},
    {"a.`b$`",
     "1:3 E0204 a quoted name is letters, digits, blanks and any of _.-/ between "
     "backquotes"},
    /* reserved words */
    {"as", "1:1 E0304 `as` is a reserved word: choose another name"},
    {"a + while", "1:5 E0304 `while` is a reserved word: choose another name"},
    {"for(x)", "1:1 E0304 `for` is a reserved word: choose another name"},
    {".if", "1:2 E0316 CEL has no `if`: write `condition ? value : otherwise`"},
    {"package.foo", "1:1 E0304 `package` is a reserved word: choose another name"},
    {"[var, let]", "1:2 E0304 `var` is a reserved word: choose another name; 1:7 E0304 "
                   "`let` is a reserved word: choose another name"},
    /* literals */
    {"9223372036854775808", "1:1 E0401 int literal out of range: -2^63 to 2^63-1"},
    {"--9223372036854775808", "1:3 E0401 int literal out of range: -2^63 to 2^63-1"},
    {"-9223372036854775809", "1:1 E0401 int literal out of range: -2^63 to 2^63-1"},
    {"99999999999999999999999999999999",
     "1:1 E0401 int literal out of range: -2^63 to 2^63-1"},
    {"0xfffffffffffffffff", "1:1 E0401 int literal out of range: -2^63 to 2^63-1"},
    {"18446744073709551616u", "1:1 E0402 uint literal out of range: 0 to 2^64-1"},
    {"1e400", "1:1 E0403 double literal out of range: up to about 1.8e308"},
    {"'\\ud800'", "1:1 E0404 \\ud800 is not a Unicode code point"},
    {"'\\U00110000'", "1:1 E0404 \\U00110000 is not a Unicode code point"},
    {"b'\\u00ff'", "1:1 E0405 \\u00ff may not stand in a bytes literal"},
    /* macros */
    {"has(a)", "1:5 E0501 has() takes a field selection, such as has(a.b)"},
    {"has(a[0])", "1:6 E0501 has() takes a field selection, such as has(a.b)"},
    {"has(a.?b)", "1:6 E0501 has() takes a field selection, such as has(a.b)"},
    {"a.all(1, p)", "1:7 E0502 all takes a simple name as its variable"},
    {"a.map(b.c, p)", "1:8 E0502 map takes a simple name as its variable"},
    {"a.map(__result__, 1)",
     "1:7 E0503 `__result__` is the accumulator's name: choose another"},
    /* what was wrong before a syntax error is reported, too, in order */
    {"99999999999999999999 + has(a) + [1,",
     "1:1 E0401 int literal out of range: -2^63 to 2^63-1; 1:28 E0501 has() takes a "
     "field selection, such as has(a.b); 1:36 E0309 expected `]` to close `[`, found "
     "the end"},
    {"a.all(1, as)", "1:7 E0502 all takes a simple name as its variable; 1:10 E0304 "
                     "`as` is a reserved word: choose another name"},
    /* one cause, one error */
    {"has(a.", "1:7 E0305 expected a field name, found the end"},
    {"a.all(), b", "1:8 E0303 expected an operator or the end, found `,`"},
    {"((((", "1:5 E0301 expected an expression, found the end"},
    {"\xc3\xa9 + '\xc3\xa9", "1:1 E0201 unexpected character `\xc3\xa9`"},
    {"'\xc3\xa9' + $", "1:7 E0201 unexpected character `$`"},
    /* where quotes are missing, the rest of the line may be text or not */
    {"\"\"\"c\"\"\"x\"\n\"", "1:8 E0303 expected an operator or the end, found `x`"},
    {"\nb\"x'''\"a\n{a: \"", "2:8 E0303 expected an operator or the end, found `a`; "
                             "3:5 E0202 unterminated string: expected `\"` at its end"},
    {"a\"b\" c\n(d", "1:2 E0303 expected an operator or the end, found `\"b\"`; 2:3 "
                     "E0309 expected `)` to close `(`, found the end"},
    {"\"a\"b\n d )", "1:4 E0303 expected an operator or the end, found `b`; 2:4 E0310 "
                     "`)` closes nothing"},
    {"\"a\"b\n\"c\"d )\n e f", "1:4 E0303 expected an operator or the end, found `b`; "
                               "2:4 E0303 expected an operator or the end, found `d`; "
                               "3:4 E0303 expected an operator or the end, found `f`"},
    {"\"\"\"a\"\"\"b\nc d\ne f",
     "1:8 E0303 expected an operator or the end, found `b`"},
    {"x.br\"r\"\n b => c", "1:3 E0305 expected a field name, found `br\"r\"`; 2:4 "
                           "E0307 `=>` is not an operator of CEL: write `>=`"},
    {"\"\"\"\"\"\"x\n c d + e f",
     "1:7 E0303 expected an operator or the end, found `x`"},
    {"'abcd\\''x\n c d + e f", "1:9 E0303 expected an operator or the end, found `x`; "
                               "2:4 E0303 expected an operator or the end, found `d`; "
                               "2:10 E0303 expected an operator or the end, found `f`"},
};

static const struct tree_case no_macro_cases[] = {
    {"has(a.b)", "call:has(select:b(ident:a))"},
    {"a.all(x, p)", "call:all(ident:a ident:x ident:p)"},
    {"has(a)", "call:has(ident:a)"},
};

static const struct tree_case no_optional_cases[] = {
    {"a.b", "select:b(ident:a)"},
    {"a.?b", "1:3 E0306 optional syntax `?` is turned off"},
    {"a[?b]", "1:3 E0306 optional syntax `?` is turned off"},
    {"[a, ?b]", "1:5 E0306 optional syntax `?` is turned off"},
    {"{?a: b}", "1:2 E0306 optional syntax `?` is turned off"},
    {"A{?b: c}", "1:3 E0306 optional syntax `?` is turned off"},
    {"a ? b : c", "conditional:?:(ident:a ident:b ident:c)"},
};

static const struct refused_case {
    const char *text;  /* some bytes */
    size_t size;       /* how many */
    const char *error; /* what is said */
} refused_cases[] = {
    {"a\0b", 3, "1:2 E0102 NUL byte at byte offset 1: CEL text has none"},
    {"'\0'", 3, "1:2 E0102 NUL byte at byte offset 1: CEL text has none"},
    {"a\xff", 2, "1:2 E0101 invalid UTF-8: 0xFF at byte offset 1"},
    {"'\xed\xa0\x80'", 5, "1:2 E0101 invalid UTF-8: 0xED at byte offset 1"},
    {"\xc3\xa9\n\xc3", 4, "2:1 E0101 invalid UTF-8: 0xC3 at byte offset 3"},
    {"a \xff \0 $ [", 8, "1:3 E0101 invalid UTF-8: 0xFF at byte offset 2"},
    {"a \0 \xff $ [", 8, "1:3 E0102 NUL byte at byte offset 2: CEL text has none"},
    {"\xc3\xa9", 2, "1:1 E0201 unexpected character `\xc3\xa9`"},
    {"\xef\xbb\xbf"
     "a",
     4, "1:1 E0103 byte-order mark: CEL text begins without one"},
    {"\xef\xbb\xbf", 3, "1:1 E0103 byte-order mark: CEL text begins without one"},
    {"\xef\xbb\xbc", 3, "1:1 E0201 unexpected character `\xef\xbb\xbc`"},
    {"\xef\xbc\x88", 3, "1:1 E0201 unexpected character `\xef\xbc\x88`"},
};

static const struct nesting {
    const char *open;   /* repeated */
    const char *middle; /* once */
    const char *close;  /* repeated */
    bool free;          /* it does not count as nesting */
} nestings[] = {
    {"(", "a", ")", false},    {"[", "", "]", false},    {"{1:", "a", "}", false},
    {"f(", "", ")", false},    {"a.f(", "", ")", false}, {"a[", "b", "]", false},
    {"A{b:", "c", "}", false}, {"a?b:", "c", "", false}, {"a.all(x,", "x", ")", false},
    {"-(", "1", ")", false},   {"!", "a", "", true},     {"-", "a", "", true},
    {"a+", "a", "", true},     {"a&&", "a", "", true},   {"a||", "a", "", true},
    {"a<", "a", "", true},     {"a.", "a", "", true},
};

static const struct {
    const char *text;    /* a unit */
    uint32_t max_depth;  /* of nesting */
    uint32_t max_errors; /* to be told */
    const char *errors;  /* that are told */
} limit_cases[] = {
    {"a b + [[[c]]]", 2, 0,
     "1:3 E0303 expected an operator or the end, found `b`; 1:8 E0106 nested more than "
     "2 "
     "levels deep"},
    {"$[[c]]", 1, 0,
     "1:1 E0201 unexpected character `$`; 1:3 E0106 nested more than 1 levels deep"},
    {"$[[[c]]]", 2, 0,
     "1:1 E0201 unexpected character `$`; 1:4 E0106 nested more than 2 levels deep"},
    {"a b + c + A{1: 2}", 0, 1, "1:3 E0303 expected an operator or the end, found `b`"},
    {"a b + c + A{1: 2}", 0, 2,
     "1:3 E0303 expected an operator or the end, found `b`; 1:13 E0305 expected a "
     "field "
     "name, found `1`"},
    {"a b + c = d", 0, 1, "1:3 E0303 expected an operator or the end, found `b`"},
    {"a b + c + {in: 1}", 0, 1, "1:3 E0303 expected an operator or the end, found `b`"},
    {"a b + c + f(d, e", 0, 1, "1:3 E0303 expected an operator or the end, found `b`"},
    {"a b + c ? d", 0, 1, "1:3 E0303 expected an operator or the end, found `b`"},
};

#endif
