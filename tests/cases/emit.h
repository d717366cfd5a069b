/* emit.h: cases for emit_suite.c. */
#ifndef CASES_EMIT_H
#define CASES_EMIT_H

#include <stddef.h>

static const struct {
    double value;        /* a double */
    const char *written; /* its shortest form */
} double_cases[] = {
    {0.0, "0"},
    {-0.0, "-0"},
    {1.0, "1"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {0.30000000000000004, "0.30000000000000004"},
    {100.0, "100"},
    {123456789.125, "123456789.125"},
    {1e20, "100000000000000000000"},
    {123456789012345680000.0, "123456789012345680000"},
    {1e21, "1e+21"},
    {1.5e300, "1.5e+300"},
    {1e-6, "0.000001"},
    {1.25e-6, "0.00000125"},
    {1e-7, "1e-7"},
    {1.5e-7, "1.5e-7"},
    {5e-324, "5e-324"},
    {2.2250738585072014e-308, "2.2250738585072014e-308"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {9007199254740993.0, "9007199254740992"},
    {5.684341886080802e-14, "5.684341886080802e-14"}, /* 2^-44 */
    {0x1p534, "5.623642243178996e+160"},
    {9.5367431640625e-7, "9.5367431640625e-7"}, /* 2^-20 */
};

static const struct {
    const char *text;    /* some bytes */
    size_t size;         /* how many */
    const char *written; /* as a JSON string */
} json_cases[] = {
    {"", 0, "\"\""},
    {"plain", 5, "\"plain\""},
    {"\"\\/", 3, "\"\\\"\\\\/\""},
    {"\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\""},
    {"\0\x1f\x7f", 3, "\"\\u0000\\u001f\\u007f\""},
    {"\xc3\xa9\xf0\x9f\x98\x80", 6, "\"\xc3\xa9\xf0\x9f\x98\x80\""},
    {"\xc2\x85\xe2\x80\xa8\xe2\x80\xa9", 8, "\"\\u0085\\u2028\\u2029\""},
    {"a\xff"
     "b",
     3,
     "\"a\xef\xbf\xbd"
     "b\""},
};

static const struct {
    const char *bytes;   /* some bytes */
    size_t size;         /* how many */
    const char *written; /* in base64 (the cases of RFC 4648, section 10) */
} base64_cases[] = {
    {"", 0, "\"\""},
    {"f", 1, "\"Zg==\""},
    {"fo", 2, "\"Zm8=\""},
    {"foo", 3, "\"Zm9v\""},
    {"foob", 4, "\"Zm9vYg==\""},
    {"fooba", 5, "\"Zm9vYmE=\""},
    {"foobar", 6, "\"Zm9vYmFy\""},
    {"\xff\xfe\x00", 3, "\"//4A\""},
};

struct emit_case {
    const char *unit;    /* a unit */
    const char *written; /* what is written of it */
};

static const struct emit_case tree_texts[] = {
    {"a", "ident a  @1:1\n"},
    {"has(a.b) &&\n x > -1", "binary &&  @1:10\n"
                             "  call has  @1:4\n"
                             "    select b  @1:6\n"
                             "      ident a  @1:5\n"
                             "  binary >  @2:4\n"
                             "    ident x  @2:2\n"
                             "    int -1  @2:6\n"},
    {"{?'\xc3\xa9': null}.f(b'\\xff')", "method f  @1:15\n"
                                        "  map  @1:1\n"
                                        "    ? entry  @1:6\n"
                                        "      string \"\xc3\xa9\"  @1:3\n"
                                        "      null  @1:8\n"
                                        "  bytes \"\\xff\"  @1:16\n"},
    {"[?has(a.b), ?c]", "list  @1:1\n"
                        "  ? call has  @1:6\n"
                        "    select b  @1:8\n"
                        "      ident a  @1:7\n"
                        "  ? ident c  @1:14\n"},
};

static const struct emit_case expanded_texts[] = {
    {"[?has(a.b)]", "list  @1:1\n"
                    "  ? test b  @1:6\n"
                    "    ident a  @1:7\n"},
    {"has(a.b)", "test b  @1:4\n"
                 "  ident a  @1:5\n"},
    {"a.map(x, x)", "comprehension x  @1:6\n"
                    "  range: ident a  @1:1\n"
                    "  init: list  @1:6\n"
                    "  condition: bool true  @1:6\n"
                    "  step: binary +  @1:6\n"
                    "    ident @result  @1:6\n"
                    "    list  @1:6\n"
                    "      ident x  @1:10\n"
                    "  result: ident @result  @1:6\n"},
};

static const struct emit_case token_texts[] = {
    {"a.b + '\xc3\xa9' // c\n != 1", "1:1 NAME \"a\"\n"
                                     "1:2 DOT \".\"\n"
                                     "1:3 NAME \"b\"\n"
                                     "1:5 PLUS \"+\"\n"
                                     "1:7 STRING \"'\xc3\xa9'\"\n"
                                     "2:2 NOT_EQUAL \"!=\"\n"
                                     "2:5 INT \"1\"\n"},
};

static const struct emit_case dot_texts[] = {
    {"a.f('\"')", "digraph cel {\n"
                  "  node [shape=box, fontname=monospace];\n"
                  "  n3 [label=\"call\\nf\"];\n"
                  "  n1 [label=\"ident\\na\"];\n"
                  "  n3 -> n1;\n"
                  "  n2 [label=\"string\\n\\\"\\\\\\\"\\\"\"];\n"
                  "  n3 -> n2;\n"
                  "}\n"},
};

static const struct emit_case parsed_texts[] = {
    {"a", "{\"expr\":{\"id\":\"1\",\"identExpr\":{\"name\":\"a\"}},\"sourceInfo\":{"
          "\"location\":\"a.cel\",\"lineOffsets\":[2],\"positions\":{\"1\":0}}}\n"},
    {"[\n'\xf0\x9f\x98\x80' , ?b'\xff\xfe']",
     "{\"version\":1,\"file\":\"a.cel\",\"errors\":[{\"code\":\"E0101\",\"message\":"
     "\"invalid UTF-8: 0xFF at byte offset 14\",\"start\":{\"offset\":11,\"line\":2,"
     "\"column\":10},\"end\":{\"offset\":12,\"line\":2,\"column\":11},"
     "\"severity\":\"error\"}]}\n"},
    {"[\n'\xf0\x9f\x98\x80',\n?b'z']",
     "{\"expr\":{\"id\":\"3\",\"listExpr\":{\"elements\":[{\"id\":\"1\",\"constExpr\":{"
     "\"stringValue\":\"\xf0\x9f\x98\x80\"}},{\"id\":\"2\",\"constExpr\":{"
     "\"bytesValue\":"
     "\"eg==\"}}],\"optionalIndices\":[1]}},\"sourceInfo\":{\"location\":\"a.cel\","
     "\"lineOffsets\":[2,7,14],\"positions\":{\"1\":2,\"2\":8,\"3\":0}}}\n"},
    {"f()",
     "{\"expr\":{\"id\":\"1\",\"callExpr\":{\"function\":\"f\"}},\"sourceInfo\":{"
     "\"location\":\"a.cel\",\"lineOffsets\":[4],\"positions\":{\"1\":1}}}\n"},
    {".a.B{c: false}",
     "{\"expr\":{\"id\":\"5\",\"structExpr\":{\"messageName\":\".a.B\",\"entries\":[{"
     "\"id\":\"4\",\"fieldKey\":\"c\",\"value\":{\"id\":\"3\",\"constExpr\":{"
     "\"boolValue\":"
     "false}}}]}},\"sourceInfo\":{\"location\":\"a.cel\",\"lineOffsets\":[15],"
     "\"positions\":{\"3\":8,\"4\":6,\"5\":4}}}\n"},
    {"{1u: {}, ?-0.0: null}.x",
     "{\"expr\":{\"id\":\"8\",\"selectExpr\":{\"operand\":{\"id\":\"7\",\"structExpr\":"
     "{"
     "\"entries\":[{\"id\":\"3\",\"mapKey\":{\"id\":\"1\",\"constExpr\":{"
     "\"uint64Value\":"
     "\"1\"}},\"value\":{\"id\":\"2\",\"structExpr\":{}}},{\"id\":\"6\",\"mapKey\":{"
     "\"id\":"
     "\"4\",\"constExpr\":{\"doubleValue\":-0}},\"value\":{\"id\":\"5\",\"constExpr\":{"
     "\"nullValue\":null}},\"optionalEntry\":true}]}},\"field\":\"x\"}},\"sourceInfo\":"
     "{"
     "\"location\":\"a.cel\",\"lineOffsets\":[24],\"positions\":{\"1\":1,\"2\":5,\"3\":"
     "3,"
     "\"4\":10,\"5\":16,\"6\":14,\"7\":0,\"8\":21}}}\n"},
    {"has(a.b)",
     "{\"expr\":{\"id\":\"4\",\"selectExpr\":{\"operand\":{\"id\":\"1\",\"identExpr\":{"
     "\"name\":\"a\"}},\"field\":\"b\",\"testOnly\":true}},\"sourceInfo\":{"
     "\"location\":"
     "\"a.cel\",\"lineOffsets\":[9],\"positions\":{\"1\":4,\"2\":5,\"4\":3},"
     "\"macroCalls\":"
     "{\"4\":{\"callExpr\":{\"function\":\"has\",\"args\":[{\"id\":\"2\","
     "\"selectExpr\":{"
     "\"operand\":{\"id\":\"1\",\"identExpr\":{\"name\":\"a\"}},\"field\":\"b\"}}]}}}}}"
     "\n"},
    {"a $\n'\n",
     "{\"version\":1,\"file\":\"a.cel\",\"errors\":[{\"code\":\"E0201\","
     "\"message\":\"unexpected character `$`\",\"start\":{\"offset\":2,"
     "\"line\":1,\"column\":3},\"end\":{\"offset\":3,\"line\":1,\"column\":4},"
     "\"severity\":\"error\"}]}\n"},
    {"as + has(1)",
     "{\"version\":1,\"file\":\"a.cel\",\"errors\":[{\"code\":\"E0304\","
     "\"message\":\"`as` is a reserved word: choose another "
     "name\",\"start\":{\"offset\":0,"
     "\"line\":1,\"column\":1},\"end\":{\"offset\":2,\"line\":1,\"column\":"
     "3},\"severity\":\"error\"},{\"code\":\"E0501\",\"message\":\"has() takes a field "
     "selection, "
     "such as has(a.b)\",\"start\":{\"offset\":9,\"line\":1,\"column\":10},"
     "\"end\":{\"offset\":10,\"line\":1,\"column\":11},"
     "\"severity\":\"error\"}]}\n"},
};

/* Of `f(`, and in the second line a face and ` [b`: see make_noted. */
static const char noted_errors[] =
    "{\"version\":1,\"file\":\"a.cel\",\"errors\":["
    "{\"code\":\"E0302\",\"message\":\"expected `]`, found the end\","
    "\"start\":{\"offset\":7,\"line\":2,\"column\":5},"
    "\"end\":{\"offset\":7,\"line\":2,\"column\":5},\"severity\":\"error\","
    "\"notes\":[{\"message\":\"opened \\\"here\\\"\","
    "\"start\":{\"offset\":5,\"line\":2,\"column\":3},"
    "\"end\":{\"offset\":6,\"line\":2,\"column\":4}},"
    "{\"message\":\"in this\",\"start\":{\"offset\":1,\"line\":1,\"column\":2},"
    "\"end\":{\"offset\":2,\"line\":1,\"column\":3}}],"
    "\"fix\":{\"replacement\":\"]\\n\","
    "\"start\":{\"offset\":7,\"line\":2,\"column\":5},"
    "\"end\":{\"offset\":7,\"line\":2,\"column\":5}}},"
    "{\"code\":\"E0401\","
    "\"message\":\"int literal out of range: -2^63 to 2^63-1\","
    "\"start\":{\"offset\":3,\"line\":2,\"column\":1},"
    "\"end\":{\"offset\":5,\"line\":2,\"column\":3},\"severity\":\"warning\"}],"
    "\"more\":true}\n";

/* The same as results of SARIF; the codes' indices are filled in. */
static const char noted_results[] =
    ",{\"ruleId\":\"E0302\",\"ruleIndex\":%d,\"level\":\"error\","
    "\"message\":{\"text\":\"expected `]`, found the end\"},"
    "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a.cel\"},"
    "\"region\":{\"startLine\":2,\"startColumn\":5,\"endLine\":2,\"endColumn\":5}}}],"
    "\"relatedLocations\":[{\"id\":0,\"physicalLocation\":{"
    "\"artifactLocation\":{\"uri\":\"a.cel\"},"
    "\"region\":{\"startLine\":2,\"startColumn\":3,\"endLine\":2,\"endColumn\":4}},"
    "\"message\":{\"text\":\"opened \\\"here\\\"\"}},"
    "{\"id\":1,\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a.cel\"},"
    "\"region\":{\"startLine\":1,\"startColumn\":2,\"endLine\":1,\"endColumn\":3}},"
    "\"message\":{\"text\":\"in this\"}}],"
    "\"fixes\":[{\"artifactChanges\":[{\"artifactLocation\":{\"uri\":\"a.cel\"},"
    "\"replacements\":[{\"deletedRegion\":"
    "{\"startLine\":2,\"startColumn\":5,\"endLine\":2,\"endColumn\":5},"
    "\"insertedContent\":{\"text\":\"]\\n\"}}]}]}]},"
    "{\"ruleId\":\"E0401\",\"ruleIndex\":%d,\"level\":\"warning\","
    "\"message\":{\"text\":\"int literal out of range: -2^63 to 2^63-1\"},"
    "\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a.cel\"},"
    "\"region\":{\"startLine\":2,\"startColumn\":1,\"endLine\":2,\"endColumn\":3}}}]}";

static const char sarif_beginning[] =
    "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
    "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"cellar\","
    "\"version\":\"1.2.3\",\"rules\":[{\"id\":\"E0101\",\"name\":\"InvalidUtf8\","
    "\"shortDescription\":{\"text\":\"invalid UTF-8: ...\"},"
    "\"help\":{\"text\":\"cellar explain E0101\"},"
    "\"defaultConfiguration\":{\"level\":\"error\"}},{\"id\":\"E0102\",";

static const struct {
    const char *name; /* a file's */
    const char *uri;  /* its own */
} uri_cases[] = {
    {"a.cel", "a.cel"},
    {"./a/b.cel", "a/b.cel"},
    {"", ""},
    {"./", "./"},
    {"/", "file:///"},
    {"./a", "a"},
    {".a", ".a"},
    {"./a/b/", "a/b/"},
    {"../a.cel", "../a.cel"},
    {"/srv/a b.cel", "file:///srv/a%20b.cel"},
    {"c:a%20#?.cel", "c%3Aa%2520%23%3F.cel"},
    {"gr\xc3\xbcn\xff.cel", "gr%C3%BCn%FF.cel"},
    {"<input>", "%3Cinput%3E"},
    {"AZaz09-._~\"\\", "AZaz09-._~%22%5C"},
};

#endif
