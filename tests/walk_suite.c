/* walk_suite.c: how much there is in a unit, where its nodes stand, and walking along
 * it: in each view, and without memory. */
#include <string.h>

#include "tests/report.h"

/* Twice, as what the stack has from one unit must not be in the next one's counts. */
void parser_counts(struct report *report)
{
    static const struct {
        const char *text; /* a unit */
        uint32_t tokens;  /* it has, with its end */
        uint32_t nodes;   /* made, those of macro calls, too */
        uint32_t macros;  /* calls of macros in it */
    } cases[] = {{"a", 2, 1, 0},
                 {"a + b * 2", 6, 5, 0},
                 {"-1", 3, 1, 0},
                 {"f(a, [b], {c: d})", 15, 8, 0},
                 {"has(a.b) && has(c.d)", 14, 9, 2}};
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < COUNT(cases); i++) {
            struct cel_unit unit;
            cel_parse(&arena, cases[i].text, strlen(cases[i].text), NULL, &unit);
            expect(report, unit.token_count == cases[i].tokens, "%s: %u tokens",
                   cases[i].text, unit.token_count);
            expect(report, unit.node_count == cases[i].nodes, "%s: %u nodes",
                   cases[i].text, unit.node_count);
            expect(report, unit.macro_count == cases[i].macros, "%s: %u macros",
                   cases[i].text, unit.macro_count);
        }
    arena_destroy(&arena);
}

/* A walk that has run out of memory is over, and says so again when asked again. */
void parser_walk_without_memory(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    struct cel_walk walk;
    struct cel_step step;
    char text[201];
    memset(text, '[', 100);
    memset(text + 100, ']', 100);
    text[200] = '\0';
    arena_init(&arena, NULL);
    cel_parse(&arena, text, strlen(text), NULL, &unit);
    cel_walk_start(&walk, &arena, unit.root, CEL_WRITTEN);
    expect(report, cel_walk_next(&walk, &step), "the root is walked to");
    arena_set_limit(&arena, arena_used(&arena));
    int steps = 0;
    while (cel_walk_next(&walk, &step))
        steps++;
    expect(report, walk.failed && steps > 0 && steps < 100, "%d steps", steps);
    expect(report, (size_t)steps + 1 == walk.capacity, "as many as there was room for");
    expect(report, !cel_walk_next(&walk, &step) && walk.failed, "and no further one");
    arena_set_limit(&arena, SIZE_MAX);
    expect(report, !cel_walk_next(&walk, &step), "not even when there is memory again");
    arena_destroy(&arena);
}

static bool is_left_as_entered(const struct cel_step *left,
                               const struct cel_step *entered)
{
    return left->node == entered->node && left->parent == entered->parent &&
           left->depth == entered->depth && left->index == entered->index &&
           left->cut == entered->cut;
}

/* What a walk enters, each node with the text of its span; !: it is cut. */
static struct text entered(struct report *report, struct arena *arena,
                           const char *unit_text, enum cel_view view)
{
    struct cel_step path[10];
    struct cel_unit unit;
    struct cel_walk walk;
    struct cel_step step;
    struct cel_writer out;
    struct text text = {0};
    cel_writer_init(&out, collect, &text);
    cel_parse(arena, unit_text, strlen(unit_text), NULL, &unit);
    cel_walk_start(&walk, arena, unit.root, view);
    while (cel_walk_next(&walk, &step)) {
        if (step.leaving) {
            expect(report, is_left_as_entered(&step, &path[step.depth]),
                   "%s: a node is left as it was entered", unit_text);
            continue;
        }
        path[step.depth] = step;
        struct cel_span span = cel_node_span(&unit, step.node);
        cel_write(&out, cel_kind_name((enum cel_kind)step.node->kind));
        cel_write(&out, step.cut ? "! " : " ");
        cel_write_bytes(&out, unit_text + span.start, span.end - span.start);
        cel_write_char(&out, '\n');
    }
    cel_writer_flush(&out);
    arena_reset(arena);
    return text;
}

/* Where macros are cut off, those below a message or a selection are not; behind it
 * they are again. */
void parser_walk_in_each_view(struct report *report)
{
    static const struct {
        const char *text;    /* a unit */
        enum cel_view view;  /* how to walk along it */
        const char *entered; /* the nodes in their order */
    } cases[] = {
        {"has(a.b)", CEL_WRITTEN, "call has(a.b)\nselect a.b\nident a\n"},
        {"has(a.b)", CEL_EXPANDED, "select has(a.b)\nident a\n"},
        {"has(a.b)", CEL_CUT, "select! has(a.b)\n"},
        {"[has(a.b), {c: has(d.e)}, f(has(g.h))]", CEL_CUT,
         "list [has(a.b), {c: has(d.e)}, f(has(g.h))]\n"
         "select! has(a.b)\n"
         "map {c: has(d.e)}\nentry c: has(d.e)\nident c\nselect has(d.e)\nident d\n"
         "call f(has(g.h))\nselect! has(g.h)\n"},
        {"A{b : c, ?`d` :[e]} .f", CEL_WRITTEN,
         "select A{b : c, ?`d` :[e]} .f\n"
         "message A{b : c, ?`d` :[e]}\n"
         "field b : c\nident c\nfield `d` :[e]\nlist [e]\nident e\n"},
    };
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = entered(report, &arena, cases[i].text, cases[i].view);
        expect_text(report, cases[i].text, text.bytes, cases[i].entered);
    }
    arena_destroy(&arena);
}
