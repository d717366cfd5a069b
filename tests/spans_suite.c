/* spans_suite.c: where the nodes of a tree stand in the text: spans and tokens. */
#include <string.h>

#include "tests/cases/units.h"
#include "tests/report.h"

void parser_node_spans(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(span_cases); i++) {
        const char *text = span_cases[i].text;
        struct cel_unit unit;
        expect(report, cel_parse(&arena, text, strlen(text), NULL, &unit),
               "%s is valid", text);
        struct cel_span span = cel_node_span(&unit, unit.root);
        char spanned[100] = "";
        memcpy(spanned, text + span.start, span.end - span.start);
        expect_text(report, text, spanned, span_cases[i].span);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}

/* Each node's tokens, its own first, as they stand in the text. */
static void describe_tokens(struct arena *arena, const char *text,
                            struct text *described)
{
    struct cel_unit unit;
    struct cel_writer out;
    struct cel_walk walk;
    struct cel_step step;
    cel_writer_init(&out, collect, described);
    cel_parse(arena, text, strlen(text), NULL, &unit);
    cel_walk_start(&walk, arena, unit.root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        const struct cel_token *tokens[CEL_NODE_TOKENS];
        if (step.leaving)
            continue;
        cel_node_tokens(step.node, tokens);
        cel_write(&out, described->size + out.used > 0 ? "; " : "");
        cel_write(&out, cel_kind_name((enum cel_kind)step.node->kind));
        for (size_t i = 0; i < CEL_NODE_TOKENS; i++) {
            cel_write_char(&out, ' ');
            if (tokens[i] != NULL)
                cel_write_string(&out, cel_token_string(&unit, tokens[i]));
        }
    }
    cel_writer_flush(&out);
    arena_reset(arena);
}

void parser_node_tokens(struct report *report)
{
    static const struct {
        const char *text;   /* a unit */
        const char *tokens; /* of its nodes from the root down */
    } cases[] = {
        {"-a", "unary -  ; ident a  "},
        {"a.b", "select . b ; ident a  "},
        {"f(1)", "call ( f ); int 1  "},
        {"a[1]", "index [ ] ; ident a  ; int 1  "},
        {"[1]", "list [ ] ; int 1  "},
        {"{1: 2}", "map { } ; entry :  ; int 1  ; int 2  "},
        {"A.B{c: 1}", "message { } A; field : c ; int 1  "},
        {"has(a.b)", "select ( b ; ident a  "},
    };
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text described = {0};
        describe_tokens(&arena, cases[i].text, &described);
        expect_text(report, cases[i].text, described.bytes, cases[i].tokens);
    }
    struct text macro = {0};
    describe_tokens(&arena, "[].all(x, y)", &macro);
    expect(report, strncmp(macro.bytes, "comprehension ( x ; ", 20) == 0,
           "a comprehension has its variable: %s", macro.bytes);
    arena_destroy(&arena);
}

/* Also the nodes that macros make have a place in the text. */
void parser_spans_of_expansions(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    struct cel_walk walk;
    struct cel_step step;
    size_t size = strlen(everything);
    arena_init(&arena, NULL);
    cel_parse(&arena, everything, size, NULL, &unit);
    cel_walk_start(&walk, &arena, unit.root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        struct cel_span span = cel_node_span(&unit, step.node);
        expect(report, span.start < span.end && span.end <= size, "%s %u: %u to %u",
               cel_kind_name((enum cel_kind)step.node->kind), step.node->id, span.start,
               span.end);
    }
    arena_destroy(&arena);
}

static struct cel_string text_of(const struct cel_unit *unit,
                                 const struct cel_node *node)
{
    if (node->kind == CEL_MESSAGE)
        return ((const struct cel_message *)(const void *)node)->type;
    return cel_text(unit, node);
}

/* The text of a literal or of a type's name is a copy only where it differs from what
 * is written: a copy is memory for nothing. */
void parser_texts_stay_in_the_source(struct report *report)
{
    static const struct {
        const char *text; /* a unit */
        bool copied;      /* whether its root's text is no part of it */
    } cases[] = {
        {"'a'", false},        {"\"\"\"a\"\"\"", false}, {"r'\\d'", false},
        {"b'a'", false},       {"br'''\\d'''", false},   {"'\\n'", true},
        {"b'\\n'", true},      {"'''a\r\nb'''", true},   {"r'''a\rb'''", true},
        {"a.b.C{}", false},    {".a{}", false},          {"a . b{}", true},
        {"a.// b\nb{}", true},
    };
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = cases[i].text;
        struct cel_unit unit;
        expect(report, cel_parse(&arena, text, strlen(text), NULL, &unit),
               "%s is valid", text);
        const char *at = text_of(&unit, unit.root).data;
        bool within = (uintptr_t)at - (uintptr_t)unit.source.text < unit.source.size;
        expect(report, within != cases[i].copied, "%s is %s", text,
               cases[i].copied ? "copied" : "not copied");
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}
