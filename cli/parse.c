/* parse.c: `cellar parse`: from files to units, one arena for all, reset after each.
 *
 * A bad unit, a missing file or a failing disk stops neither the other units nor the
 * other files; the exit status remembers the worst. */
#define _POSIX_C_SOURCE 200809L
#include "cli/parse.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/allocator.h"
#include "cli/input.h"
#include "cli/output.h"

/* What --stats shows, summed over all units. */
struct totals {
    uint64_t units;       /* units parsed */
    uint64_t invalid;     /* of them, invalid ones */
    uint64_t bytes;       /* bytes of text */
    uint64_t tokens;      /* tokens made */
    uint64_t nodes;       /* nodes made */
    uint64_t used;        /* bytes taken of the arena */
    uint64_t nanoseconds; /* time in cel_parse and the reset */
};

/* A run of the command. */
struct run {
    const struct options *options; /* what was asked for */
    struct arena *arena;           /* holds one unit after the other */
    struct allocator allocator;    /* that arena */
    struct output out;             /* standard output */
    struct output errors;          /* standard error */
    struct totals totals;          /* for --stats */
    int status;                    /* the exit status so far */
};

static void fail(struct run *run, int status)
{
    run->status = status > run->status ? status : run->status;
}

static void flush(void *context)
{
    struct run *run = context;
    cel_writer_flush(&run->out.writer);
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Shows what is wrong with a unit, by the file's name; a record has its number. */
static void show_errors(struct run *run, const struct cel_unit *unit, const char *file,
                        uint64_t number)
{
    struct cel_places index, *places = &index;
    struct arena_mark mark = arena_mark(run->arena);
    char name[4200];
    snprintf(name, sizeof name,
             run->options->framing == FRAMING_FILE ? "%s" : "%s[%llu]", file,
             (unsigned long long)number);
    if (!cel_index_places(run->arena, &unit->source, &index))
        places = NULL;
    cel_writer_flush(&run->out.writer); /* answers and messages in their order */
    allocator_flush(&run->allocator);
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next)
        cel_render(&run->errors.writer, (struct cel_string){name, strlen(name)}, places,
                   d, false);
    cel_writer_flush(&run->errors.writer);
    arena_release(run->arena, mark);
}

static bool emit(struct run *run, const struct cel_unit *unit, struct cel_string file)
{
    struct cel_writer *out = &run->out.writer;
    switch (run->options->emit) {
    case EMIT_TREE: return cel_emit_tree(out, run->arena, unit, run->options->view);
    case EMIT_TOKENS: return cel_emit_tokens(out, run->arena, unit);
    case EMIT_JSON: return cel_emit_json(out, run->arena, unit, file);
    case EMIT_DOT: return cel_emit_dot(out, run->arena, unit, run->options->view);
    case EMIT_NONE: break;
    }
    return true;
}

static void parse_text(struct run *run, const char *file, uint64_t number,
                       struct cel_string text)
{
    struct cel_unit unit;
    struct cel_string location = {file, strlen(file)};
    uint64_t start = now();
    bool valid =
        cel_parse(run->arena, text.data, text.size, &run->options->parse, &unit);
    run->totals.nanoseconds += now() - start;
    run->totals.used += arena_used(run->arena);
    run->totals.units++;
    run->totals.bytes += unit.source.size;
    run->totals.tokens += unit.token_count;
    run->totals.nodes += unit.node_count;
    if (valid && !emit(run, &unit, location)) {
        cel_report_no_memory(&unit.diagnostics, (struct cel_span){0, 0});
        valid = false;
    }
    if (!valid) {
        run->totals.invalid++;
        fail(run, 1);
        if (run->options->emit == EMIT_JSON)
            cel_emit_errors(&run->out.writer, run->arena, &unit, location);
        else
            show_errors(run, &unit, file, number);
    }
    start = now();
    arena_reset(run->arena);
    run->totals.nanoseconds += now() - start;
}

static void parse_file(struct run *run, const char *file)
{
    const char *name = strcmp(file, "-") == 0 ? "<input>" : file;
    struct input input;
    if (!input_open(&input, file, run->options->framing)) {
        fail(run, 2);
        complain(name, strerror(errno));
        return;
    }
    input.before_read = flush;
    input.context = run;
    enum input_result result;
    struct cel_string text;
    for (uint64_t number = 1;; number++) {
        result = input_next(&input, &text);
        if (result == INPUT_TOO_LONG)
            text = (struct cel_string){"", CEL_MAX_UNIT + 1};
        if (result == INPUT_END || result == INPUT_FAILED)
            break;
        parse_text(run, name, number, text);
        if (run->out.writer.failed || run->errors.writer.failed)
            break; /* nobody reads on, and the stream may be endless */
    }
    if (result == INPUT_FAILED) {
        fail(run, 2);
        complain(name, strerror(errno));
    }
    input_close(&input);
}

static void show_count(struct cel_writer *out, const char *what, uint64_t count)
{
    char line[64];
    snprintf(line, sizeof line, "%-24s %14llu\n", what, (unsigned long long)count);
    cel_write(out, line);
}

static void show_stats(struct run *run)
{
    struct cel_writer *out = &run->errors.writer;
    struct arena_stats stats = arena_stats(run->arena);
    show_count(out, "units", run->totals.units);
    show_count(out, "invalid units", run->totals.invalid);
    show_count(out, "bytes of text", run->totals.bytes);
    show_count(out, "tokens", run->totals.tokens);
    show_count(out, "nodes", run->totals.nodes);
    show_count(out, "bytes allocated", run->totals.used);
    show_count(out, "most at once, bytes", stats.peak);
    show_count(out, "held now, bytes", stats.reserved);
    show_count(out, "blocks held", stats.blocks);
    show_count(out, "requests to the backend", stats.misses);
    show_count(out, "parse and reset, us", run->totals.nanoseconds / 1000);
    cel_writer_flush(out);
}

int parse_command(const struct options *options)
{
    static char standard_input[] = "-";
    static char *const standard_files[] = {standard_input};
    struct run run = {.options = options};
    size_t memory = options->parse.max_memory; /* for the writers, too */
    if (!allocator_open(&run.allocator, options,
                        memory != 0 ? memory : CEL_DEFAULT_MEMORY))
        fail(&run, 2);
    run.arena = run.allocator.arena;
    output_init(&run.out, STDOUT_FILENO);
    output_init(&run.errors, STDERR_FILENO);
    bool named = options->file_count > 0;
    char *const *files = named ? options->files : standard_files;
    if (options->expr != NULL)
        parse_text(&run, "<input>", 1,
                   (struct cel_string){options->expr, strlen(options->expr)});
    else
        for (int i = 0; i < (named ? options->file_count : 1); i++)
            parse_file(&run, files[i]);
    if (!cel_writer_flush(&run.out.writer) || close(STDOUT_FILENO) != 0) {
        fail(&run, 2);
        complain("standard output", strerror(run.out.error ? run.out.error : errno));
    }
    if (options->stats)
        show_stats(&run);
    if (run.errors.error != 0) /* nobody to tell */
        fail(&run, 2);
    if (!allocator_close(&run.allocator))
        fail(&run, 2);
    return run.status;
}
