/* nodes_suite.c: a limit on the nodes of a tree. Macros are what makes a tree larger
 * than its text, so an expansion that would pass the limit is not made at all: memory
 * that the limit is to save is never taken. */
#include <stdio.h>
#include <string.h>

#include "tests/report.h"

/* A text, a limit, and what the library says: "" where the limit holds the tree. */
static const struct node_case {
    const char *text;   /* a unit */
    uint32_t max_nodes; /* the limit */
    bool no_macros;     /* macros are calls */
    const char *error;  /* offset, code and message */
} cases[] = {
    {"a", 1, false, ""},
    {"a + b", 3, false, ""},
    {"a + b", 2, false, "0 E0108 syntax tree of more than 2 nodes"},
    {"a.b[c]", 4, false, ""},
    {"a.b[c]", 3, false, "0 E0108 syntax tree of more than 3 nodes"},
    {"has(a.b)", 4, false, ""},
    {"has(a.b)", 3, false, "0 E0108 syntax tree of more than 3 nodes"},
    {"has(a.b)", 3, true, ""},
    {"x + a.all(i, p)", 13, false, ""},
    {"x + a.all(i, p)", 12, false, "6 E0108 syntax tree of more than 12 nodes"},
    {"x + a.exists(i, p)", 14, false, ""},
    {"x + a.exists(i, p)", 13, false, "6 E0108 syntax tree of more than 13 nodes"},
    {"x + a.exists_one(i, p)", 17, false, ""},
    {"x + a.exists_one(i, p)", 16, false, "6 E0108 syntax tree of more than 16 nodes"},
    {"x + a.existsOne(i, p)", 17, false, ""},
    {"x + a.existsOne(i, p)", 16, false, "6 E0108 syntax tree of more than 16 nodes"},
    {"x + a.map(i, f)", 13, false, ""},
    {"x + a.map(i, f)", 12, false, "6 E0108 syntax tree of more than 12 nodes"},
    {"x + a.map(i, p, f)", 16, false, ""},
    {"x + a.map(i, p, f)", 15, false, "6 E0108 syntax tree of more than 15 nodes"},
    {"x + a.filter(i, p)", 15, false, ""},
    {"x + a.filter(i, p)", 14, false, "6 E0108 syntax tree of more than 14 nodes"},
    {"x + a.filter(i, p)", 6, true, ""},
    {"a.map(i, has(i.b))", 14, false, ""},
    {"a.map(i, has(i.b))", 13, false, "2 E0108 syntax tree of more than 13 nodes"},
    {"a.map(i, has(i.b))", 4, false, "9 E0108 syntax tree of more than 4 nodes"},
    {"has(a.b) + + has(a.b) + )", 3, false, "0 E0108 syntax tree of more than 3 nodes"},
    {"a + + has(b.c)", 5, false,
     "4 E0301 expected an expression, found `+`; "
     "6 E0108 syntax tree of more than 5 nodes"},
};

enum { CASES = COUNT(cases) };

static void describe_errors(const struct cel_unit *unit, struct text *described)
{
    struct cel_writer out;
    cel_writer_init(&out, collect, described);
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next) {
        cel_write_unsigned(&out, d->span.start);
        cel_write(&out, " ");
        cel_write(&out, cel_code_name(d->code));
        cel_write(&out, " ");
        cel_write_string(&out, d->message);
        cel_write(&out, d->next != NULL ? "; " : "");
    }
    cel_writer_flush(&out);
}

void nodes_past_the_limit_are_an_error(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (int i = 0; i < CASES; i++) {
        const struct node_case *c = &cases[i];
        struct cel_options options = {.max_nodes = c->max_nodes,
                                      .no_macros = c->no_macros};
        struct cel_unit unit;
        struct text described = {0};
        bool valid = cel_parse(&arena, c->text, strlen(c->text), &options, &unit);
        describe_errors(&unit, &described);
        expect_text(report, c->text, described.bytes, c->error);
        expect(report, !valid || unit.node_count <= c->max_nodes, "%s: %u nodes",
               c->text, unit.node_count);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}

/* With every limit from 1 on: the tree fits, or no macro went past the limit. */
void nodes_of_macros_stay_within_every_limit(struct report *report)
{
    static const char text[] =
        "a.all(i, i.map(j, has(j.k), j + 1).exists(k, k > 2)) || has(a.b) || "
        "b.filter(i, i.exists_one(j, j == 1)).existsOne(k, true)";
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    struct cel_options plain = {.no_macros = true};
    cel_parse(&arena, text, sizeof text - 1, &plain, &unit);
    uint32_t written = unit.node_count;
    expect(report, cel_parse(&arena, text, sizeof text - 1, NULL, &unit),
           "it is valid");
    uint32_t enough = unit.node_count;
    expect(report, enough > written + 50, "%u nodes become %u", written, enough);
    for (uint32_t limit = 1; limit <= enough + 1; limit++) {
        struct cel_options options = {.max_nodes = limit};
        bool valid = cel_parse(&arena, text, sizeof text - 1, &options, &unit);
        expect(report, valid == (limit >= enough), "%u of %u nodes", limit, enough);
        expect(report, unit.node_count <= limit + written, "%u nodes of %u, %u written",
               unit.node_count, limit, written);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}

void nodes_have_a_limit_that_ids_can_number(struct report *report)
{
    struct cel_options options = {.max_nodes = UINT32_MAX};
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    expect(report, CEL_MAX_NODES == INT32_MAX, "ids are positive");
    expect(report, cel_parse(&arena, "has(a.b)", 8, &options, &unit),
           "a limit past the most is the most");
    arena_destroy(&arena);
}
