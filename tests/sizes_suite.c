/* sizes_suite.c: units of every size, in little memory and in memory that is shared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cases/units.h"
#include "tests/arenas.h"

/* Repeats a text until it is `size` bytes long. */
static char *repeat(const char *first, const char *text, size_t size)
{
    char *made = malloc(strlen(first) + size + strlen(text) + 1);
    char *end = made + sprintf(made, "%s", first);
    while ((size_t)(end - made) < size)
        end += sprintf(end, "%s", text);
    return made;
}

void parser_long_inputs(struct report *report)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct arena *arena = make_arena(&made, spec, NULL);
        for (size_t i = 0; i < COUNT(chains); i++) {
            char *text = repeat(chains[i].first, chains[i].more, 400000);
            struct cel_unit unit;
            bool valid = cel_parse(arena, text, strlen(text), NULL, &unit);
            expect(report, valid, "a long chain of %s", chains[i].more);
            struct cel_span span = cel_node_span(&unit, unit.root);
            expect(report, !valid || span.end == strlen(text), "its end");
            struct cel_walk walk;
            struct cel_step step;
            size_t nodes = 0;
            cel_walk_start(&walk, arena, unit.root, CEL_EXPANDED);
            while (cel_walk_next(&walk, &step))
                nodes += !step.leaving;
            expect(report, nodes > 60000 && !walk.failed, "%zu nodes walked", nodes);
            arena_reset(arena);
            free(text);
        }
        unmake_arena(&made);
    }
}

void parser_many_children(struct report *report)
{
    static const unsigned counts[] = {0, 1, 31, 32, 33, 64, 65, 1000, 100000};
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(counts); i++) {
        char *text = malloc(counts[i] * 8u + 10);
        char *end = text + sprintf(text, "[");
        for (unsigned k = 0; k < counts[i]; k++)
            end += sprintf(end, "%s%u", k > 0 ? "," : "", k);
        sprintf(end, "]");
        struct cel_unit unit;
        expect(report, cel_parse(&arena, text, strlen(text), NULL, &unit),
               "%u elements", counts[i]);
        struct cel_children children = cel_children(unit.root);
        expect(report, children.count == counts[i], "%u of %u", children.count,
               counts[i]);
        for (unsigned k = 0; k < children.count; k++) {
            const struct cel_node *child = children.items[k];
            const struct cel_number *number = (const void *)child;
            if (child->kind != CEL_INT || number->value.i != (int64_t)k)
                expect(report, false, "element %u of %u", k, counts[i]);
        }
        arena_reset(&arena);
        free(text);
    }
    arena_destroy(&arena);
}

/* With every limit from nothing to enough: either the same tree, or the one error. */
void parser_memory_limit_at_every_byte(struct report *report)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct arena_options arena_options = {.first_block = 256};
        struct made made;
        struct arena *arena = make_arena(&made, spec, &arena_options);
        for (size_t i = 0; i < COUNT(memory_texts); i++) {
            const char *text = memory_texts[i];
            struct cel_unit unit;
            struct cel_options options = {.max_depth = 4};
            bool valid = false,
                 broken = !cel_parse(arena, text, strlen(text), &options, &unit);
            size_t enough = arena_used(arena);
            arena_reset(arena);
            for (size_t limit = 8; limit <= enough; limit += 8) {
                options.max_memory = limit;
                valid = cel_parse(arena, text, strlen(text), &options, &unit);
                bool no_memory = cel_ran_out_of_memory(&unit.diagnostics);
                expect(report, valid != (no_memory || broken), "%s in %zu bytes", text,
                       limit);
                expect(report, !no_memory || unit.root == NULL, "no memory, no tree");
                expect(report, arena_used(arena) <= limit, "%zu bytes of %zu",
                       arena_used(arena), limit);
                arena_reset(arena);
            }
            expect(report, valid != broken, "%s in %zu bytes is enough", text, enough);
        }
        unmake_arena(&made);
    }
}

void parser_units_share_an_arena(struct report *report)
{
    struct arena arena;
    struct cel_unit first, second;
    arena_init(&arena, NULL);
    expect(report, cel_parse(&arena, "a + 1", 5, NULL, &first), "the first unit");
    expect(report, !cel_parse(&arena, "a +", 3, NULL, &second), "the second is broken");
    expect(report, cel_parse(&arena, "b.c", 3, NULL, &second), "and then is not");
    expect(report, first.root->kind == CEL_BINARY && second.root->kind == CEL_SELECT,
           "both trees are there");
    struct cel_options all = {.max_memory = SIZE_MAX};
    expect(report, cel_parse(&arena, "b.c", 3, &all, &second),
           "all memory there is, behind what is in use");
    struct cel_options options = {.max_memory = 100};
    expect(report, cel_parse(&arena, "b", 1, &options, &second),
           "a memory limit counts what the unit takes, not what others have");
    expect(report, arena.options.limit == SIZE_MAX, "and does not outlast it");
    arena_destroy(&arena);
}

void parser_same_tree_with_every_backend(struct report *report)
{
    const char *spec;
    char first[4096] = "";
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct arena *arena = make_arena(&made, spec, NULL);
        struct cel_unit unit;
        struct cel_writer out;
        struct text text = {0};
        cel_parse(arena, everything, strlen(everything), NULL, &unit);
        cel_writer_init(&out, collect, &text);
        cel_emit_json(&out, arena, &unit, (struct cel_string){"x", 1});
        cel_writer_flush(&out);
        if (b == 0)
            memcpy(first, text.bytes, sizeof first - 1);
        text.bytes[sizeof first - 1] = '\0';
        expect_text(report, spec, text.bytes, first);
        expect(report, text.size > 2000, "it is everything");
        unmake_arena(&made);
    }
}
