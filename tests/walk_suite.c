/* walk_suite.c: how much there is in a unit, and walking along it without memory. */
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
    expect(report, !cel_walk_next(&walk, &step) && walk.failed, "and no further one");
    arena_set_limit(&arena, SIZE_MAX);
    expect(report, !cel_walk_next(&walk, &step), "not even when there is memory again");
    arena_destroy(&arena);
}
