/* emit_suite.c: what is written of a unit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/random.h"
#include "emit/text.h"
#include "tests/cases/cel.h"
#include "tests/cases/emit.h"
#include "tests/arenas.h"
#include "tests/writers.h"

static const struct cel_string file_name = {"a.cel", 5};

/* Writes a unit; in JSON a broken one, too. */
static bool write_unit(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, enum writer_id id)
{
    if (id == WRITE_JSON && unit->diagnostics.first != NULL)
        id = WRITE_ERRORS;
    return writers[id].write(out, scratch, unit, file_name);
}

static void check_writer(struct report *report, enum writer_id id,
                         const struct emit_case *cases, size_t count)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct arena *arena = make_arena(&made, spec, NULL);
        for (size_t i = 0; i < count; i++) {
            struct cel_unit unit;
            struct cel_writer out;
            struct text text = {0};
            cel_parse(arena, cases[i].unit, strlen(cases[i].unit), NULL, &unit);
            size_t used = arena_used(arena);
            cel_writer_init(&out, collect, &text);
            expect(report, write_unit(&out, arena, &unit, id), "there is memory");
            cel_writer_flush(&out);
            expect_text(report, cases[i].unit, text.bytes, cases[i].written);
            expect(report, arena_used(arena) == used,
                   "the writer's memory is released");
            arena_reset(arena);
        }
        unmake_arena(&made);
    }
}

void emit_tree(struct report *report)
{
    check_writer(report, WRITE_TREE, tree_texts, COUNT(tree_texts));
    check_writer(report, WRITE_EXPANDED_TREE, expanded_texts, COUNT(expanded_texts));
}

void emit_tokens(struct report *report)
{
    check_writer(report, WRITE_TOKENS, token_texts, COUNT(token_texts));
}

void emit_dot(struct report *report)
{
    check_writer(report, WRITE_DOT, dot_texts, COUNT(dot_texts));
}

void emit_json(struct report *report)
{
    check_writer(report, WRITE_JSON, parsed_texts, COUNT(parsed_texts));
}

/* What is written of a unit, or that it cannot be parsed. */
static struct text cel_of(struct arena *arena, const char *unit_text, bool no_macros)
{
    struct cel_options options = {.no_macros = no_macros};
    struct cel_unit unit;
    struct cel_writer out;
    struct text text = {0};
    cel_writer_init(&out, collect, &text);
    if (!cel_parse(arena, unit_text, strlen(unit_text), &options, &unit) ||
        !cel_emit_cel(&out, arena, &unit))
        cel_write(&out, "no unit or no memory");
    cel_writer_flush(&out);
    arena_reset(arena);
    return text;
}

static void check_cel(struct report *report, const char *spec)
{
    struct made made;
    struct arena *arena = make_arena(&made, spec, NULL);
    for (size_t i = 0; i < COUNT(cel_texts); i++) {
        const char *written = cel_texts[i].written;
        char wanted[200];
        snprintf(wanted, sizeof wanted, "%s\n", written ? written : cel_texts[i].unit);
        struct text text = cel_of(arena, cel_texts[i].unit, cel_texts[i].no_macros);
        expect_text(report, cel_texts[i].unit, text.bytes, wanted);
        struct text again = cel_of(arena, text.bytes, cel_texts[i].no_macros);
        expect_text(report, "written once more", again.bytes, text.bytes);
    }
    unmake_arena(&made);
}

void emit_cel(struct report *report)
{
    with_each_spec(report, check_cel);
}

void emit_doubles(struct report *report)
{
    for (size_t i = 0; i < COUNT(double_cases); i++) {
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        cel_write_double(&out, double_cases[i].value);
        cel_writer_flush(&out);
        expect_text(report, "a double", text.bytes, double_cases[i].written);
    }
    uint64_t random = 1; /* doubles of all sizes */
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = bench_random(&random);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (value != value || value - value != 0)
            continue; /* no number, or infinite */
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        cel_write_double(&out, value);
        cel_writer_flush(&out);
        if (strtod(text.bytes, NULL) != value)
            expect(report, false, "%.17g comes back from %s", value, text.bytes);
    }
}

void emit_json_strings(struct report *report)
{
    for (size_t i = 0; i < COUNT(json_cases); i++) {
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        cel_write_json_string(
            &out, (struct cel_string){json_cases[i].text, json_cases[i].size});
        cel_writer_flush(&out);
        expect_text(report, "a JSON string", text.bytes, json_cases[i].written);
    }
}

void emit_base64(struct report *report)
{
    for (size_t i = 0; i < COUNT(base64_cases); i++) {
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        cel_write_base64(
            &out, (struct cel_string){base64_cases[i].bytes, base64_cases[i].size});
        cel_writer_flush(&out);
        expect_text(report, "base64", text.bytes, base64_cases[i].written);
    }
}

/* Counts what is written, and its lines. */
struct counter {
    size_t bytes; /* all */
    size_t lines; /* line feeds */
};

static bool count(void *context, const char *bytes, size_t size)
{
    struct counter *counter = context;
    counter->bytes += size;
    for (size_t i = 0; i < size; i++)
        counter->lines += bytes[i] == '\n';
    return true;
}

static struct counter size_of(struct arena *arena, const struct cel_unit *unit,
                              enum writer_id id)
{
    struct counter counter = {0};
    struct cel_writer out;
    cel_writer_init(&out, count, &counter);
    write_unit(&out, arena, unit, id);
    cel_writer_flush(&out);
    return counter;
}

/* A chain makes a tree as deep as it is long; what is written must not grow faster. */
void emit_deep_trees(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (int id = 0; id < WRITERS; id++) {
        size_t sizes[2];
        if (!writer_suits(&writers[id], true))
            continue;
        for (size_t k = 0; k < 2; k++) {
            size_t terms = k == 0 ? 10000 : 100000;
            char *text = malloc(2 * terms + 1);
            for (size_t i = 0; i < terms; i++)
                memcpy(text + 2 * i, "a-", 3);
            struct cel_unit unit;
            expect(report, cel_parse(&arena, text, 2 * terms - 1, NULL, &unit),
                   "%zu terms", terms);
            sizes[k] = size_of(&arena, &unit, (enum writer_id)id).bytes;
            arena_reset(&arena);
            free(text);
        }
        expect(report, sizes[1] > 9 * sizes[0] && sizes[1] < 12 * sizes[0],
               "%s: %zu bytes for ten times what took %zu", writers[id].name, sizes[1],
               sizes[0]);
    }
    arena_destroy(&arena);
}

/* What tells of a unit's diagnostics. */
typedef void teller(struct cel_writer *, struct arena *, const struct cel_unit *,
                    struct cel_string name);

static struct text told_by(teller *tell, struct arena *arena,
                           const struct cel_unit *unit, struct cel_string name)
{
    struct cel_writer out;
    struct text text = {0};
    cel_writer_init(&out, collect, &text);
    tell(&out, arena, unit, name);
    cel_writer_flush(&out);
    return text;
}

void emit_errors(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    struct cel_options options = {.max_memory = 8};
    arena_init(&arena, NULL);
    cel_parse(&arena, "a + b", 5, &options, &unit);
    arena_set_limit(&arena,
                    arena_used(&arena)); /* nothing left for the writer either */
    struct text text = told_by(cel_emit_errors, &arena, &unit, file_name);
    expect_text(
        report, "without any memory", text.bytes,
        "{\"version\":1,\"file\":\"a.cel\",\"errors\":[{\"code\":\"E0105\","
        "\"message\":\"out of memory, or past the unit's memory limit\",\"start\":"
        "{\"offset\":0,\"line\":1,\"column\":1},\"end\":{\"offset\":0,\"line\":1,"
        "\"column\":1},\"severity\":\"error\"}]}\n");
    arena_destroy(&arena);
}

/* A unit with an error that has two notes and a fix, and a warning that has neither. */
static void make_noted(struct arena *arena, struct cel_unit *unit)
{
    static const char text[] = "f(\n\xf0\x9f\x98\x80 [b";
    const struct cel_string values[CEL_VALUES] = {string("`]`"), string("the end")};
    *unit = (struct cel_unit){.node_count = 0};
    cel_copy_source(arena, text, sizeof text - 1, &unit->source);
    struct cel_diagnostic *d = cel_report(arena, &unit->diagnostics, CEL_EXPECTED_TOKEN,
                                          (struct cel_span){10, 10}, values);
    cel_add_note(arena, d, (struct cel_span){8, 9}, string("opened \"here\""));
    cel_add_note(arena, d, (struct cel_span){1, 2}, string("in this"));
    cel_set_fix(arena, d, (struct cel_span){10, 10}, string("]\n"));
    d = cel_report(arena, &unit->diagnostics, CEL_INT_RANGE, (struct cel_span){3, 8},
                   values);
    d->severity = CEL_WARNING;
    unit->diagnostics.more = true;
}

void emit_errors_with_notes(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    make_noted(&arena, &unit);
    size_t used = arena_used(&arena);
    struct text text = told_by(cel_emit_errors, &arena, &unit, file_name);
    expect_text(report, "notes and a fix", text.bytes, noted_errors);
    expect(report, arena_used(&arena) == used, "the writer's memory is released");
    arena_destroy(&arena);
}

/* The results alone, which is most of what there is; formats.py sees a whole document.
 */
void emit_sarif_results(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    char wanted[4000];
    arena_init(&arena, NULL);
    make_noted(&arena, &unit);
    size_t used = arena_used(&arena);
    struct text text = told_by(cel_emit_sarif_results, &arena, &unit, file_name);
    snprintf(wanted, sizeof wanted, noted_results, CEL_EXPECTED_TOKEN, CEL_INT_RANGE);
    expect_text(report, "notes and a fix", text.bytes, wanted);
    expect(report, arena_used(&arena) == used, "the writer's memory is released");
    arena_set_limit(&arena, used);
    text = told_by(cel_emit_sarif_results, &arena, &unit, file_name);
    expect(report,
           strstr(text.bytes, "\"region\":{\"startLine\":1,\"startColumn\":1,"
                              "\"endLine\":1,\"endColumn\":1}") != NULL,
           "without memory for an index, the beginning");
    arena_destroy(&arena);
}

/* What stands before and behind the results, as far as it is not a list of all codes.
 */
void emit_sarif_frame(struct report *report)
{
    struct cel_writer out;
    struct text text = {0};
    cel_writer_init(&out, collect, &text);
    cel_emit_sarif_start(&out, "1.2.3");
    cel_writer_flush(&out);
    text.bytes[sizeof sarif_beginning - 1] = '\0';
    expect_text(report, "the beginning", text.bytes, sarif_beginning);
    text = (struct text){0};
    cel_emit_sarif_end(&out, 2);
    cel_emit_sarif_end(&out, 1);
    cel_writer_flush(&out);
    expect_text(
        report, "the end", text.bytes,
        "],\"invocations\":[{\"executionSuccessful\":false,\"exitCode\":2}]}]}\n"
        "],\"invocations\":[{\"executionSuccessful\":true,\"exitCode\":1}]}]}\n");
}

void emit_sarif_names(struct report *report)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    cel_parse(&arena, "$", 1, NULL, &unit);
    for (size_t i = 0; i < COUNT(uri_cases); i++) {
        char wanted[200];
        struct text text =
            told_by(cel_emit_sarif_results, &arena, &unit, string(uri_cases[i].name));
        snprintf(wanted, sizeof wanted, "{\"uri\":\"%s\"}", uri_cases[i].uri);
        expect(report, strstr(text.bytes, wanted) != NULL, "%s is not in %s", wanted,
               text.bytes);
    }
    struct text text =
        told_by(cel_emit_sarif_results, &arena, &unit, (struct cel_string){NULL, 0});
    expect(report, strstr(text.bytes, "{\"uri\":\"\"}") != NULL, "no name: %s",
           text.bytes);
    text = told_by(cel_emit_sarif_results, &arena, &unit, (struct cel_string){"\0", 1});
    expect(report, strstr(text.bytes, "{\"uri\":\"%00\"}") != NULL, "a NUL: %s",
           text.bytes);
    arena_destroy(&arena);
}

/* With every limit, in such steps: all of it, or a false that says so. */
static void check_no_memory(struct report *report, enum writer_id id,
                            const char *unit_text, size_t step)
{
    struct arena arena;
    struct cel_unit unit;
    size_t failures = 0, successes = 0;
    arena_init(&arena, NULL);
    cel_parse(&arena, unit_text, strlen(unit_text), NULL, &unit);
    size_t used = arena_used(&arena), whole = size_of(&arena, &unit, id).bytes;
    for (size_t room = 0; room < 6000; room += step) {
        struct cel_writer out;
        struct counter counter = {0};
        arena_set_limit(&arena, used + room);
        cel_writer_init(&out, count, &counter);
        bool done = write_unit(&out, &arena, &unit, id);
        cel_writer_flush(&out);
        failures += !done;
        successes += done;
        expect(report, counter.bytes == (done ? whole : 0), "all or nothing");
        expect(report, arena_used(&arena) == used, "the writer's memory is released");
        arena_set_limit(&arena, SIZE_MAX);
    }
    expect(report, failures > 0 && successes > 0, "%s: %zu and %zu", unit_text,
           failures, successes);
    arena_destroy(&arena);
}

void emit_no_memory(struct report *report)
{
    static const char unit_text[] = "a.all(x, [x, 'b'] == {c: d.e})\n && has(f.g)";
    for (int id = 0; id < WRITERS; id++)
        if (writer_suits(&writers[id], true))
            check_no_memory(report, (enum writer_id)id, unit_text, 8);
}

/* A macro call is deeper than what it is expanded to: where the walk along the tree has
 * had the memory it needs, the one along the calls may lack it. */
void emit_no_memory_for_macros(struct report *report)
{
    for (size_t depth = 24; depth <= 36; depth++) {
        char chain[200] = "a", text[500];
        for (size_t i = 0; i < depth; i++)
            strcat(chain, ".b");
        snprintf(text, sizeof text, "has(%s) || has(%s)", chain, chain);
        check_no_memory(report, WRITE_JSON, text, 64);
    }
}
