/* writers.c: all that is written of a unit. JSON is read back by jansson, strictly, and
 * says node by node what the unit says; the same of errors and SARIF; what is for
 * people has the lines it should have and nothing that a terminal obeys.
 *
 * The header: how many bytes the file's name has, and options for the parser. */
#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "tests/fuzz/json_tree.h"

enum { NAME_SIZE, FLAGS, HEADER };
enum { MANY_ERRORS = FUZZ_FREE, SARIF = 2 * FUZZ_FREE }; /* bits of FLAGS */

/* What is being looked at. */
struct look {
    struct arena arena;     /* for all of it */
    struct cel_unit unit;   /* the unit */
    struct cel_string name; /* its file's name */
    struct growing text;    /* what has been written */
};

/* The name as JSON has it: with U+FFFD for each byte that is not UTF-8. */
static void expect_file(const json_t *json, struct cel_string name)
{
    static struct growing wanted;
    wanted.size = 0;
    for (size_t taken; name.size > 0; name.data += taken, name.size -= taken) {
        uint32_t point;
        taken = cel_utf8_decode(name.data, name.size, &point);
        if (point == CEL_NO_CODE_POINT)
            grow(&wanted, "\xef\xbf\xbd", 3);
        else
            grow(&wanted, name.data, taken);
    }
    expect_string(json, grown_text(&wanted));
}

/* Reads one line of JSON back. NULL: it nests deeper than jansson reads. */
static json_t *read_json(const struct growing *text)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL |
                         JSON_ALLOW_NUL;
    json_error_t error;
    fuzz_expect(fuzz_count_lines(grown_text(text), false) == 1, "JSON is one line");
    json_t *json = json_loadb(text->bytes, text->size, flags, &error);
    fuzz_expect(json != NULL || json_error_code(&error) == json_error_stack_overflow,
                "JSON is valid");
    return json;
}

/* Spoils what was written in a way that leaves it JSON. */
static void plant(struct growing *text)
{
    static const struct {
        const char *name; /* the fault's */
        const char *from; /* the first such text is spoilt */
        size_t at;        /* in this byte of it */
        char to;          /* which becomes this */
    } faults[] = {{"id", "\"id\":\"1", 6, '7'},
                  {"operator", "\"_+_\"", 2, '-'},
                  {"position", "\"positions\":{\"1", 14, '9'},
                  {"place", "\"column\":1", 9, '9'},
                  {"control", "\"", 0, '\x1b'}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char *found = fuzz_is_planted(faults[i].name)
                          ? memmem(text->bytes, text->size, faults[i].from,
                                   strlen(faults[i].from))
                          : NULL;
        if (found != NULL)
            found[faults[i].at] = faults[i].to;
    }
}

static void check_json(struct look *look)
{
    struct cel_writer out;
    grow_anew(&out, &look->text);
    fuzz_expect(cel_emit_json(&out, &look->arena, &look->unit, look->name),
                "there is memory for JSON");
    cel_writer_flush(&out);
    plant(&look->text);
    json_t *json = read_json(&look->text);
    if (json == NULL)
        return;
    expect_file(member(member(json, "sourceInfo"), "location"), look->name);
    expect_json_tree(json, &look->arena, &look->unit);
    json_decref(json);
}

/* How many members a JSON object of something with a span has of it. */
enum { OF_SPAN = 2 };

static void expect_place(const json_t *json, const struct cel_unit *unit,
                         uint32_t offset)
{
    double line = 1, column = 1;
    for (uint32_t i = 0; i < offset; i++) {
        bool ends = unit->source.text[i] == '\n';
        line += ends;
        column = ends ? 1
                      : column + (((unsigned char)unit->source.text[i] & 0xc0) != 0x80);
    }
    expect_members(json, 3);
    expect_number(member(json, "offset"), points_before(offset));
    expect_number(member(json, "line"), line);
    expect_number(member(json, "column"), column);
}

static void expect_span(const json_t *json, const struct cel_unit *unit,
                        struct cel_span span)
{
    expect_place(member(json, "start"), unit, span.start);
    expect_place(member(json, "end"), unit, span.end);
}

static void expect_notes(const json_t *json, const struct cel_unit *unit,
                         const struct cel_note *note)
{
    const json_t *notes = json_object_get(json, "notes");
    size_t count = 0;
    for (; note != NULL; note = note->next) {
        const json_t *got = json_array_get(notes, count++);
        expect_members(got, 1 + OF_SPAN);
        expect_string(member(got, "message"), note->message);
        expect_span(got, unit, note->span);
    }
    fuzz_expect(json_array_size(notes) == count, "there are as many notes");
}

static void expect_error(const json_t *json, const struct cel_unit *unit,
                         const struct cel_diagnostic *d)
{
    const char *code = cel_code_name(d->code);
    expect_members(json, 3u + OF_SPAN + (d->notes != NULL) + (d->fix != NULL));
    expect_string(member(json, "code"), (struct cel_string){code, strlen(code)});
    expect_string(member(json, "message"), d->message);
    expect_string(member(json, "severity"), (struct cel_string){"error", 5});
    expect_span(json, unit, d->span);
    expect_notes(json, unit, d->notes);
    if (d->fix == NULL)
        return;
    expect_members(member(json, "fix"), 1 + OF_SPAN);
    expect_string(member(member(json, "fix"), "replacement"), d->fix->replacement);
    expect_span(member(json, "fix"), unit, d->fix->span);
}

/* Bytes that are no UTF-8 have no place in JSON: then only that it is JSON. */
static bool is_text(const struct cel_unit *unit)
{
    return cel_utf8_valid(unit->source.text, unit->source.size) == unit->source.size;
}

static void check_errors(struct look *look)
{
    struct cel_writer out;
    const struct cel_diagnostic *d = look->unit.diagnostics.first;
    bool more = look->unit.diagnostics.more;
    grow_anew(&out, &look->text);
    cel_emit_errors(&out, &look->arena, &look->unit, look->name);
    cel_writer_flush(&out);
    plant(&look->text);
    json_t *json = read_json(&look->text);
    expect_members(json, 3u + more);
    expect_number(member(json, "version"), 1);
    expect_file(member(json, "file"), look->name);
    fuzz_expect(more == json_is_true(json_object_get(json, "more")), "more is said");
    const json_t *errors = member(json, "errors");
    size_t count = 0;
    for (; d != NULL; d = d->next, count++)
        if (is_text(&look->unit))
            expect_error(json_array_get(errors, count), &look->unit, d);
    fuzz_expect(json_array_size(errors) == count, "there are as many errors");
    json_decref(json);
}

/* A document of this unit alone. */
static void check_sarif(struct look *look)
{
    struct cel_writer out;
    const struct cel_diagnostic *d = look->unit.diagnostics.first;
    grow_anew(&out, &look->text);
    cel_emit_sarif_start(&out, CELLAR_VERSION);
    cel_writer_flush(&out);
    size_t start = look->text.size;
    cel_emit_sarif_results(&out, &look->arena, &look->unit, look->name);
    cel_writer_flush(&out);
    if (look->text.size > start) /* the first result has a comma before it */
        look->text.bytes[start] = ' ';
    cel_emit_sarif_end(&out, 1);
    cel_writer_flush(&out);
    json_t *json = read_json(&look->text);
    const json_t *run = json_array_get(member(json, "runs"), 0);
    const json_t *results = member(run, "results");
    size_t count = 0;
    for (; d != NULL; d = d->next) {
        const json_t *result = json_array_get(results, count++);
        expect_number(member(result, "ruleIndex"), d->code);
        expect_string(member(member(result, "message"), "text"), d->message);
    }
    fuzz_expect(json_array_size(results) == count, "there are as many results");
    json_decref(json);
}

/* Nodes of a view. */
static size_t count_nodes(struct look *look, enum cel_view view)
{
    struct cel_walk walk;
    struct cel_step step;
    size_t count = 0;
    struct arena_mark mark = arena_mark(&look->arena);
    cel_walk_start(&walk, &look->arena, look->unit.root, view);
    while (cel_walk_next(&walk, &step))
        count += !step.leaving;
    arena_release(&look->arena, mark);
    return count;
}

/* Every line of a graph has a label in quotes, or none. */
static void check_quotes(struct cel_string graph)
{
    size_t quotes = 0;
    for (size_t i = 0; i < graph.size; i++) {
        quotes += graph.data[i] == '"';
        i += graph.data[i] == '\\'; /* what is behind it is no quote */
        if (i < graph.size && graph.data[i] == '\n') {
            fuzz_expect(quotes == 0 || quotes == 2, "a label ends where it should");
            quotes = 0;
        }
    }
}

static void check_view(struct look *look, enum cel_view view)
{
    struct cel_writer out;
    size_t nodes = count_nodes(look, view) + fuzz_is_planted("lines");
    grow_anew(&out, &look->text);
    fuzz_expect(cel_emit_tree(&out, &look->arena, &look->unit, view),
                "there is memory");
    cel_writer_flush(&out);
    fuzz_expect(fuzz_count_lines(grown_text(&look->text), false) == nodes,
                "the tree has a line for each node");
    grow_anew(&out, &look->text);
    fuzz_expect(cel_emit_dot(&out, &look->arena, &look->unit, view), "there is memory");
    cel_writer_flush(&out);
    if (fuzz_is_planted("quote"))
        memcpy(memchr(look->text.bytes, '"', look->text.size), "x", 1);
    check_quotes(grown_text(&look->text));
    fuzz_expect(fuzz_count_lines(grown_text(&look->text), false) == 2 * nodes + 2,
                "the graph has a line for each node, and for each that has a parent");
}

static void check_tokens(struct look *look)
{
    struct cel_writer out;
    grow_anew(&out, &look->text);
    fuzz_expect(cel_emit_tokens(&out, &look->arena, &look->unit), "there is memory");
    cel_writer_flush(&out);
    size_t lines = fuzz_count_lines(grown_text(&look->text), false);
    fuzz_expect(lines == look->unit.token_count - 1u,
                "each token but the end has a line");
}

static void check_rendering(struct look *look)
{
    struct cel_writer out;
    struct cel_places places;
    const struct cel_diagnostic *d = look->unit.diagnostics.first;
    fuzz_expect(cel_index_places(&look->arena, &look->unit.source, &places),
                "there is memory");
    for (; d != NULL; d = d->next) {
        grow_anew(&out, &look->text);
        cel_render_short(&out, look->name, &places, d);
        cel_writer_flush(&out);
        fuzz_expect(fuzz_count_lines(grown_text(&look->text), false) == 1,
                    "a short message is one line");
        for (int colour = 0; colour < 2; colour++) {
            grow_anew(&out, &look->text);
            cel_render(&out, look->name, &places, d, colour);
            cel_writer_flush(&out);
            fuzz_count_lines(grown_text(&look->text), colour);
        }
    }
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct look look;
    size_t name = header[NAME_SIZE] % 32;
    struct cel_options options = fuzz_options(header[FLAGS]);
    options.max_errors = header[FLAGS] & MANY_ERRORS ? 1000 : 0;
    name = name < text.size ? name : text.size;
    look.name = (struct cel_string){text.data, name};
    if (look.arena.backend == NULL)
        arena_init(&look.arena, NULL);
    bool valid = cel_parse(&look.arena, text.data + name, text.size - name, &options,
                           &look.unit);
    note_points(&look.unit);
    if (valid) {
        check_json(&look);
        check_view(&look, CEL_WRITTEN);
        check_view(&look, CEL_EXPANDED);
        check_tokens(&look);
    }
    check_errors(&look);
    if (header[FLAGS] & SARIF) /* with all its rules it is long */
        check_sarif(&look);
    check_rendering(&look);
    arena_reset(&look.arena);
}

static const char *const plants[] = {"id",      "operator", "position", "place",
                                     "control", "lines",    "quote",    NULL};

const struct fuzz_target fuzz_target = {"writers", HEADER, true, plants, run};
