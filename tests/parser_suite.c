/* parser_suite.c: trees, values, expansions, errors, limits. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cases/parser.h"
#include "tests/arenas.h"

/* Writes a tree on one line: kind and value, children in brackets. */
static void write_tree(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, enum cel_view view)
{
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, scratch, unit->root, view);
    while (cel_walk_next(&walk, &step)) {
        bool has_children = cel_children(step.node).count > 0;
        if (step.leaving) {
            cel_write(out, has_children ? ")" : "");
            continue;
        }
        cel_write(out, step.index > 0 ? " " : "");
        cel_write(out, step.node->flags & CEL_OPTIONAL ? "?" : "");
        cel_write(out, cel_kind_name((enum cel_kind)step.node->kind));
        cel_write_char(out, ':');
        cel_write_value(out, unit, step.node);
        cel_write(out, has_children ? "(" : "");
    }
}

/* The tree of a text, or its errors as line:column code message. */
static void describe(struct arena *arena, const char *text, size_t size,
                     const struct cel_options *options, enum cel_view view,
                     struct text *described)
{
    struct cel_unit unit;
    struct cel_writer out;
    struct cel_places places;
    cel_writer_init(&out, collect, described);
    if (cel_parse(arena, text, size, options, &unit))
        write_tree(&out, arena, &unit, view);
    else
        cel_index_places(arena, &unit.source, &places);
    for (const struct cel_diagnostic *d = unit.diagnostics.first; d; d = d->next) {
        struct cel_place place = cel_find_place(&places, d->span.start);
        cel_write(&out, d == unit.diagnostics.first ? "" : "; ");
        cel_write_unsigned(&out, place.line);
        cel_write_char(&out, ':');
        cel_write_unsigned(&out, place.column);
        cel_write_char(&out, ' ');
        cel_write(&out, cel_code_name(d->code));
        cel_write_char(&out, ' ');
        cel_write_string(&out, d->message);
    }
    cel_writer_flush(&out);
    arena_reset(arena);
}

static void check_cases(struct report *report, const struct tree_case *cases,
                        size_t count, const struct cel_options *options,
                        enum cel_view view)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct arena *arena = make_arena(&made, spec, NULL);
        for (size_t i = 0; i < count; i++) {
            struct text got = {0};
            describe(arena, cases[i].text, strlen(cases[i].text), options, view, &got);
            expect_text(report, cases[i].text, got.bytes, cases[i].tree);
        }
        unmake_arena(&made);
    }
}

void parser_trees(struct report *report)
{
    check_cases(report, tree_cases, COUNT(tree_cases), NULL, CEL_WRITTEN);
}

void parser_values(struct report *report)
{
    check_cases(report, value_cases, COUNT(value_cases), NULL, CEL_WRITTEN);
}

void parser_expansions(struct report *report)
{
    check_cases(report, expansion_cases, COUNT(expansion_cases), NULL, CEL_EXPANDED);
}

void parser_errors(struct report *report)
{
    check_cases(report, error_cases, COUNT(error_cases), NULL, CEL_WRITTEN);
}

void parser_options(struct report *report)
{
    struct cel_options no_macros = {.no_macros = true};
    struct cel_options no_optional = {.no_optional = true};
    check_cases(report, no_macro_cases, COUNT(no_macro_cases), &no_macros,
                CEL_EXPANDED);
    check_cases(report, no_optional_cases, COUNT(no_optional_cases), &no_optional,
                CEL_WRITTEN);
}

void parser_limits(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(limit_cases); i++) {
        const char *text = limit_cases[i].text;
        struct cel_options options = {.max_depth = limit_cases[i].max_depth,
                                      .max_errors = limit_cases[i].max_errors};
        struct text got = {0};
        describe(&arena, text, strlen(text), &options, CEL_WRITTEN, &got);
        expect_text(report, text, got.bytes, limit_cases[i].errors);
    }
    arena_destroy(&arena);
}

/* One error more than wanted ends the parse: what is behind it takes no memory. */
void parser_ends_at_the_limit(struct report *report)
{
    static char text[8000];
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < sizeof text; i += 2)
        memcpy(text + i, "+ ", 2);
    memcpy(text, "a b + }", 7);
    struct cel_options options = {.max_errors = 1};
    struct cel_unit unit;
    cel_parse(&arena, text, sizeof text, &options, &unit);
    expect(report, unit.diagnostics.more, "there are more errors than one");
    expect(report, arena_used(&arena) < 2 * sizeof text,
           "what stands behind the second is not read");
    expect(report, unit.token_count == 4, "nor is a token taken any more");
    arena_destroy(&arena);
}

void parser_texts_refused(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(refused_cases); i++) {
        const struct refused_case *c = &refused_cases[i];
        struct text got = {0};
        describe(&arena, c->text, c->size, NULL, CEL_WRITTEN, &got);
        expect_text(report, c->text, got.bytes, c->error);
    }
    struct cel_unit unit;
    bool valid = cel_parse(&arena, "a", CEL_MAX_UNIT + 1, NULL, &unit);
    expect(report, !valid && unit.diagnostics.first->code == CEL_UNIT_TOO_LONG,
           "a unit past the limit is refused before it is read");
    char said[100] = "";
    memcpy(said, unit.diagnostics.first->message.data,
           unit.diagnostics.first->message.size);
    expect_text(report, "what is said of it", said,
                "unit of more than 2147483646 bytes");
    struct cel_span span = unit.diagnostics.first->span;
    expect(report, span.start == 0 && span.end == 0, "at its beginning");
    struct cel_options none = {.max_memory = 1};
    cel_parse(&arena, "a", 1, &none, &unit);
    span = unit.diagnostics.first->span;
    expect(report,
           unit.diagnostics.first->code == CEL_OUT_OF_MEMORY && span.start == 0 &&
               span.end == 0,
           "a text that cannot even be copied");
    expect(report, unit.root == NULL, "and has no tree");
    arena_destroy(&arena);
}

/* `open` n times, `middle`, `close` n times. */
static char *nest(const char *open, const char *middle, const char *close, size_t n)
{
    char *text = malloc(n * (strlen(open) + strlen(close)) + strlen(middle) + 1);
    char *end = text;
    for (size_t i = 0; i < n; i++)
        end += sprintf(end, "%s", open);
    end += sprintf(end, "%s", middle);
    for (size_t i = 0; i < n; i++)
        end += sprintf(end, "%s", close);
    return text;
}

static bool parses(struct arena *arena, const char *text, uint32_t max_depth)
{
    struct cel_options options = {.max_depth = max_depth};
    struct cel_unit unit;
    bool valid = cel_parse(arena, text, strlen(text), &options, &unit);
    arena_reset(arena);
    return valid;
}

void parser_depth(struct report *report)
{
    static const uint32_t limits[] = {1, 2, 250, 1000};
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(nestings); i++) {
        const struct nesting *n = &nestings[i];
        for (size_t k = 0; k < COUNT(limits); k++) {
            char *fits = nest(n->open, n->middle, n->close, limits[k]);
            char *past = nest(n->open, n->middle, n->close, limits[k] + 1);
            expect(report, parses(&arena, fits, limits[k]), "%s: %u levels fit",
                   n->open, limits[k]);
            expect(report, parses(&arena, past, limits[k]) == n->free,
                   "%s: one level more than %u", n->open, limits[k]);
            free(fits);
            free(past);
        }
    }
    static const struct {
        const char *open;  /* what nests */
        const char *error; /* past the default limit */
    } cases[] = {
        {"[", "1:251 E0106 nested more than 250 levels deep"},
        {"{1:", "1:751 E0106 nested more than 250 levels deep"},
        {"a.f(", "1:1004 E0106 nested more than 250 levels deep"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text got = {0};
        char *deep = nest(cases[i].open, "", "", 251);
        describe(&arena, deep, strlen(deep), NULL, CEL_WRITTEN, &got);
        expect_text(report, cases[i].open, got.bytes, cases[i].error);
        free(deep);
    }
    arena_destroy(&arena);
}

/* In German, 1.5 is written 1,5; CEL is not German. */
void parser_german_locale(struct report *report)
{
    bool there = setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    expect(report, there || getenv("CELLAR_NEED_LOCALE") == NULL,
           "de_DE.UTF-8 is there");
    if (there) {
        char spelled[8];
        snprintf(spelled, sizeof spelled, "%.1f", 1.5);
        expect_text(report, "printf speaks German", spelled, "1,5");
    }
    static const struct tree_case cases[] = {
        {"1.5", "double:1.5"},
        {"[1.25e-7, .5, 1e3]", "list:(double:1.25e-7 double:0.5 double:1000)"},
    };
    check_cases(report, cases, COUNT(cases), NULL, CEL_WRITTEN);
    setlocale(LC_ALL, "C");
}

/* Whether each node of the tree, and the token it points at, lies in the buffer. */
static bool lies_in(const char *buffer, size_t size, const struct cel_unit *unit)
{
    struct arena stack;
    struct cel_walk walk;
    struct cel_step step;
    bool inside = true;
    arena_init(&stack, NULL);
    cel_walk_start(&walk, &stack, unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        const char *node = (const char *)step.node;
        const char *token = (const char *)step.node->token;
        inside &= node >= buffer && node < buffer + size;
        inside &= token >= buffer && token < buffer + size;
    }
    arena_destroy(&stack);
    return inside;
}

/* Whether all numbers in a tree are 0. */
static bool numbers_are_zero(struct arena *arena, const struct cel_unit *unit)
{
    struct cel_walk walk;
    struct cel_step step;
    bool zero = true;
    cel_walk_start(&walk, arena, unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        const struct cel_number *number = (const void *)step.node;
        if (step.node->kind >= CEL_INT && step.node->kind <= CEL_DOUBLE)
            zero = zero && number->value.u == 0;
    }
    return zero;
}

/* The tree of a broken unit is there for tools: all it points at is the arena's, and
 * what is out of range is 0, whatever the memory has held before. */
#define ZEROS "00000000000000000000"

void parser_broken_trees(struct report *report)
{
    static const char *const texts[] = {
        "a + (b",     "a.all(x, [x",    "a ? b",    "f(1e999, {a: b) + c", "M{f: 0",
        "-1e999 + )", "1" ZEROS " + a", "-1" ZEROS, "1" ZEROS "u"};
    static char buffer[1 << 16];
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = buffer, .buffer_size = sizeof buffer};
    struct arena arena;
    memset(buffer, 0xff, sizeof buffer);
    arena_init(&arena, &options);
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct cel_unit unit;
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        bool valid = cel_parse(&arena, texts[i], strlen(texts[i]), NULL, &unit);
        if (!expect(report, !valid && unit.root != NULL, "%s has a tree", texts[i]))
            continue;
        expect(report, lies_in(buffer, sizeof buffer, &unit), "%s: all in the arena",
               texts[i]);
        expect(report, numbers_are_zero(&arena, &unit), "%s: no number", texts[i]);
        cel_emit_tree(&out, &arena, &unit, CEL_EXPANDED);
        cel_writer_flush(&out);
        expect(report, text.size > 0 && strstr(text.bytes, "inf") == NULL, "%s: %s",
               texts[i], text.bytes);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}
