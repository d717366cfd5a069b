/* worker.c: a bad unit, a missing file or a failing disk stops neither the other units
 * nor the other files; the exit status remembers the worst. */
#define _POSIX_C_SOURCE 200809L
#include "cli/worker.h"

#include <errno.h>
#include <string.h>

#include "cli/input.h"
#include "cli/report.h"
#include "cli/yaml.h"

/* A unit, and how it is told of. */
struct piece {
    const char *file;                      /* the file's name */
    uint64_t record;                       /* its number there; 0: no records */
    const struct yaml *yaml;               /* the YAML it stands in, or NULL */
    const struct yaml_expression *written; /* where in it */
};

static void fail(struct worker *worker, int status)
{
    worker->status = status > worker->status ? status : worker->status;
}

static struct cel_writer *out_of(struct worker *worker)
{
    return &worker->tap.streams[STREAM_OUT].writer;
}

/* Says why the file, or the rest of it, cannot be read. */
static void fail_file(struct worker *worker, const char *file, const char *why)
{
    struct cel_writer *errors = &worker->tap.streams[STREAM_ERRORS].writer;
    fail(worker, 2);
    worker->totals.unread++;
    tap_flush(&worker->tap);
    write_complaint(errors, file, why);
    tap_flush(&worker->tap);
}

static void before_read(void *context)
{
    struct worker *worker = context;
    tap_flush(&worker->tap);
}

/* Whether nobody reads on: then a stream, which may be endless, is not read on either.
 */
static bool is_over(const struct worker *worker)
{
    return worker->tap.streams[STREAM_OUT].writer.failed ||
           worker->tap.streams[STREAM_ERRORS].writer.failed;
}

static void report(struct worker *worker, const struct cel_unit *unit,
                   const struct piece *piece)
{
    fail(worker, 1);
    worker->invalid = true;
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next)
        worker->totals.errors++;
    worker->totals.more_errors |= unit->diagnostics.more;
    allocator_flush(&worker->allocator);
    report_unit(worker->options, &worker->tap, worker->arena, unit, piece->file,
                piece->record);
}

static bool emit(struct worker *worker, const struct cel_unit *unit, const char *file)
{
    const struct options *options = worker->options;
    struct cel_writer *out = out_of(worker);
    struct arena *arena = worker->arena;
    struct cel_string name = {file, strlen(file)};
    switch (options->emit) {
    case EMIT_TREE: return cel_emit_tree(out, arena, unit, options->view);
    case EMIT_TOKENS: return cel_emit_tokens(out, arena, unit);
    case EMIT_JSON: return cel_emit_json(out, arena, unit, name);
    case EMIT_DOT: return cel_emit_dot(out, arena, unit, options->view);
    case EMIT_CEL: return cel_emit_cel(out, arena, unit);
    case EMIT_NONE: break;
    }
    return true;
}

/* Notes what a unit has cost. */
static void count(struct totals *totals, const struct cel_unit *unit, size_t used)
{
    totals->used += used;
    totals->units++;
    totals->bytes += unit->source.size;
    totals->tokens += unit->token_count;
    totals->nodes += unit->node_count;
}

/* Tells of an invalid unit, at the YAML file's own places if it stands in one. */
static void report_unit_of(struct worker *worker, const struct cel_unit *unit,
                           const struct piece *piece)
{
    struct cel_unit shown;
    worker->totals.invalid++;
    if (piece->yaml == NULL) {
        report(worker, unit, piece);
        return;
    }
    yaml_translate(worker->arena, piece->yaml, piece->written, unit, &shown);
    report(worker, &shown, piece);
}

static void parse_text(struct worker *worker, const struct piece *piece,
                       struct cel_string text)
{
    struct cel_unit unit;
    uint64_t start = clock_now();
    bool valid =
        cel_parse(worker->arena, text.data, text.size, &worker->options->parse, &unit);
    worker->totals.nanoseconds += clock_now() - start;
    count(&worker->totals, &unit, arena_used(worker->arena));
    if (valid && !emit(worker, &unit, piece->file)) {
        cel_report_no_memory(&unit.diagnostics, (struct cel_span){0, 0});
        valid = false;
    }
    if (!valid)
        report_unit_of(worker, &unit, piece);
    start = clock_now();
    arena_reset(worker->arena);
    worker->totals.nanoseconds += clock_now() - start;
}

/* Tells of a place where an expression was expected and something else stands. */
static void refuse_expression(struct worker *worker, const struct piece *piece)
{
    struct cel_unit none = {.root = NULL};
    worker->totals.units++;
    report_unit_of(worker, &none, piece);
    arena_reset(worker->arena);
}

static void parse_yaml(struct worker *worker, const char *file, struct cel_string text)
{
    struct yaml yaml;
    struct yaml_expression written;
    struct cel_unit shown;
    struct piece piece = {.file = file, .yaml = &yaml, .written = &written};
    bool more;
    yaml_open(&yaml, text);
    while ((more = yaml_next(&yaml, &written))) {
        if (written.found != NULL)
            refuse_expression(worker, &piece);
        else
            parse_text(worker, &piece, written.text);
        if (is_over(worker))
            break;
    }
    if (!more && yaml_failed(worker->arena, &yaml, &shown))
        report(worker, &shown, &piece);
    arena_reset(worker->arena);
    yaml_close(&yaml);
}

/* Parses all units of an open file. False: it cannot be read to its end; see errno. */
static bool parse_units(struct worker *worker, struct input *input,
                        const struct walk_file *file, const char *name)
{
    bool records = worker->options->framing != FRAMING_FILE;
    struct piece piece = {.file = name};
    struct cel_string text;
    do {
        enum input_result result = input_next(input, &text);
        if (result == INPUT_END || result == INPUT_FAILED)
            return result == INPUT_END;
        piece.record += records;
        if (result == INPUT_TOO_LONG)
            text = (struct cel_string){"", CEL_MAX_UNIT + 1};
        if (file->yaml && result == INPUT_UNIT)
            parse_yaml(worker, name, text);
        else
            parse_text(worker, &piece, text);
    } while (!is_over(worker));
    return true;
}

static void parse_file(struct worker *worker, const struct walk_file *file)
{
    const char *name = strcmp(file->name, "-") == 0 ? "<input>" : file->name;
    struct input input;
    if (file->problem != NULL) {
        fail_file(worker, name, file->problem);
        return;
    }
    if (!input_open(&input, file->name, worker->options->framing)) {
        fail_file(worker, name, strerror(errno));
        return;
    }
    if (!input.regular)
        tap_wait(&worker->tap); /* two files may be one stream, and it may take long */
    input.before_read = before_read;
    input.context = worker;
    worker->invalid = false;
    worker->totals.files++;
    if (!parse_units(worker, &input, file, name)) {
        worker->totals.files--;
        fail_file(worker, name, strerror(errno));
    }
    worker->totals.broken_files += worker->invalid;
    input_close(&input);
}

void worker_open(struct worker *worker, const struct options *options,
                 const struct walk *walk, struct outlet *outlet)
{
    size_t memory = options->parse.max_memory; /* for the writers, too */
    *worker = (struct worker){.options = options, .walk = walk};
    if (!allocator_open(&worker->allocator, options,
                        memory != 0 ? memory : CEL_DEFAULT_MEMORY))
        fail(worker, 2);
    worker->arena = worker->allocator.arena;
    tap_open(&worker->tap, outlet);
}

void worker_run(struct worker *worker)
{
    struct piece piece = {.file = "<input>"};
    const char *expr = worker->options->expr;
    while (tap_begin(&worker->tap)) {
        if (expr != NULL)
            parse_text(worker, &piece, (struct cel_string){expr, strlen(expr)});
        else
            parse_file(worker, &worker->walk->files[worker->tap.file]);
        tap_end(&worker->tap);
    }
}

void worker_close(struct worker *worker)
{
    totals_of_arena(&worker->totals, worker->arena);
    if (!allocator_close(&worker->allocator))
        fail(worker, 2);
}
