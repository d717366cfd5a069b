/* options.c: command lines of any words. They are read, and nothing is done about them:
 * no file is opened. What is wrong with one is told in two lines that a terminal shows,
 * and nothing else is written; what is right keeps to its limits, is read again as the
 * same, and has an arena that works.
 *
 * The header says which command; the rest is its words, each ended by a NUL. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/bench.h"
#include "cli/explain.h"
#include "cli/map.h"
#include "cli/options.h"
#include "cli/usage.h"
#include "tests/arenas.h"
#include "tests/fuzz/fuzz.h"

enum { COMMAND, HEADER };

enum { MOST_WORDS = 40 };

/* A command line. */
struct line {
    char *argv[MOST_WORDS + 2]; /* the command's name, the words, NULL */
    int argc;                   /* without the NULL */
    char *bytes;                /* the words: a block of their own */
};

static void make_line(struct line *line, const char *command, struct cel_string text)
{
    static char name[16];
    line->bytes = malloc(text.size + 1);
    if (line->bytes == NULL)
        abort();
    memcpy(line->bytes, text.data, text.size);
    line->bytes[text.size] = '\0';
    strcpy(name, command);
    line->argv[0] = name;
    line->argc = 1;
    for (size_t at = 0; at < text.size && line->argc <= MOST_WORDS;
         at += strlen(line->bytes + at) + 1)
        line->argv[line->argc++] = line->bytes + at;
    line->argv[line->argc] = NULL;
    optind = 0; /* getopt begins again */
}

/* --- arenas --- */

/* A source with a bottom: a spec may ask for more than there is. */
static void *careful(void *context, void *ptr, size_t old_size, size_t new_size)
{
    size_t *held = context;
    if (new_size > (size_t)16 << 20)
        return NULL;
    if (new_size == 0) {
        *held -= old_size;
        free(ptr);
        return NULL;
    }
    *held += new_size - old_size;
    return realloc(ptr, new_size);
}

/* Objects of a few sizes are aligned and apart, as far as there is memory. */
static void use_arena(struct arena *arena)
{
    static const size_t sizes[] = {1, 8, 24, 100, 3000, 70000};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    struct object made[COUNT];
    for (unsigned i = 0; i < COUNT; i++)
        made[i] = make_object(arena, sizes[i], ARENA_ALIGN, i);
    if (fuzz_is_planted("overlap") && made[0].bytes != NULL)
        made[0].bytes[0]++;
    for (size_t i = 0; i < COUNT; i++)
        fuzz_expect(made[i].bytes == NULL ||
                        (is_aligned(made[i].bytes, ARENA_ALIGN) && is_intact(&made[i])),
                    "objects are aligned and apart");
    arena_reset(arena);
    fuzz_expect(arena_used(arena) == 0, "a reset takes everything back");
}

static void check_arena(struct arena_spec *spec)
{
    size_t held = 0;
    struct arena_options options = {.source = careful, .source_context = &held};
    if (spec->buffer_size > (size_t)1 << 20 || spec->blocks.n != 0)
        return;
    void *buffer = malloc(spec->buffer_size + 1);
    struct arena *arena = arena_spec_open(spec, &options, buffer, NULL, NULL);
    use_arena(arena);
    use_arena(arena);
    arena_destroy(arena);
    fuzz_expect(held == 0, "an arena gives everything back");
    free(buffer);
}

static void check_spec(const char *text)
{
    struct arena_spec spec;
    bool fine = arena_spec_read(&spec, text);
    if (fuzz_is_planted("part"))
        spec.part = text + strlen(text) + 1;
    if (fine) {
        fuzz_expect(spec.count <= ARENA_SPEC_WRAPPERS,
                    "there are not too many wrappers");
        check_arena(&spec);
        return;
    }
    fuzz_expect(spec.error != NULL, "what is wrong is told");
    fuzz_expect(spec.part >= text && spec.part_size <= strlen(text) &&
                    spec.part + spec.part_size <= text + strlen(text),
                "what is wrong stands in the spec");
}

/* --- command lines --- */

static struct growing written[3]; /* by stream */

static void divert(void)
{
    fuzz_divert(STDOUT_FILENO);
    fuzz_divert(STDERR_FILENO);
}

static void diverted(void)
{
    fuzz_diverted(STDERR_FILENO, &written[STDERR_FILENO]);
    fuzz_diverted(STDOUT_FILENO, &written[STDOUT_FILENO]);
    if (fuzz_is_planted("written"))
        grow(&written[STDERR_FILENO], "x\n", 2);
}

static bool begins_with(struct cel_string text, const char *with)
{
    return text.size >= strlen(with) && memcmp(text.data, with, strlen(with)) == 0;
}

/* Two lines of complaint, or nothing at all. */
static void check_complaint(bool wrong)
{
    struct cel_string text = grown_text(&written[STDERR_FILENO]);
    size_t lines = fuzz_count_lines(text, false);
    const char *newline = lines > 0 ? memchr(text.data, '\n', text.size) : NULL;
    fuzz_expect(lines == (wrong ? 2u : 0u), "a complaint has two lines");
    fuzz_expect(!wrong || (begins_with(text, "cellar: ") &&
                           strncmp(newline, "\nTry 'cellar ", 13) == 0),
                "it says what is wrong, and where there is help");
}

static void check_options(const struct options *options)
{
    fuzz_expect(options->jobs >= 1 && options->jobs <= 1024, "jobs are within limits");
    fuzz_expect(options->parse.max_depth <= CEL_MAX_DEPTH &&
                    options->parse.max_errors <= 1000000,
                "limits are within limits");
    fuzz_expect(!options->quiet || options->emit == EMIT_NONE, "quiet is quiet");
    fuzz_expect(options->expr == NULL || options->file_count == 0,
                "an expression goes with no file");
    fuzz_expect(options->log_format != NULL, "a log has a form");
}

/* getopt has put the operands behind the options: that must change nothing. */
static void check_again(struct line *line, enum verdict verdict,
                        const struct options *options)
{
    struct options again;
    optind = 0;
    fuzz_expect(read_options(line->argc, line->argv, &again) == verdict &&
                    again.emit == options->emit && again.errors == options->errors &&
                    again.jobs == options->jobs && again.framing == options->framing &&
                    again.file_count == options->file_count &&
                    again.expr == options->expr &&
                    again.parse.max_memory == options->parse.max_memory,
                "the same words say the same again");
}

static void check_parse(struct line *line)
{
    struct options options;
    divert();
    enum verdict verdict = read_options(line->argc, line->argv, &options);
    diverted();
    options.jobs += fuzz_is_planted("jobs") ? 1024 : 0;
    check_complaint(verdict == VERDICT_WRONG);
    if (verdict != VERDICT_RUN)
        return;
    check_options(&options);
    check_again(line, verdict, &options);
    check_arena(&options.alloc);
}

static void check_map(struct line *line)
{
    struct map_options options;
    divert();
    enum verdict verdict = map_read_options(line->argc, line->argv, &options);
    diverted();
    check_complaint(verdict == VERDICT_WRONG);
    fuzz_expect(
        verdict != VERDICT_RUN ||
            ((options.file == NULL) != (options.expr == NULL) && options.limit > 0),
        "a map is of one thing");
}

static void check_bench(struct line *line)
{
    struct bench_options options;
    divert();
    enum verdict verdict = read_bench_options(line->argc, line->argv, &options);
    diverted();
    check_complaint(verdict == VERDICT_WRONG);
    fuzz_expect(
        verdict != VERDICT_RUN || options.worker ||
            (options.rounds > 0 && options.seconds > 0 && options.file_count > 0),
        "a benchmark has something to measure");
}

/* Pages, or a complaint; each unknown code is told of. */
static void check_explain(struct line *line)
{
    divert();
    int status = explain_command(line->argc, line->argv);
    diverted();
    size_t pages = fuzz_count_lines(grown_text(&written[STDOUT_FILENO]), false);
    size_t complaints = fuzz_count_lines(grown_text(&written[STDERR_FILENO]), false);
    fuzz_expect(status == 0 ? pages > 0 && complaints == 0
                            : status == 2 && complaints > 0,
                "there are pages, or what is wrong is told");
}

static void check_command(struct line *line)
{
    static const char *const commands[] = {"parse", "explain", "map", "bench", NULL};
    if (line->argc < 2)
        return;
    divert();
    complain_command(line->argv[1], commands);
    diverted();
    check_complaint(true);
}

static void run(const uint8_t *header, struct cel_string text)
{
    struct line line;
    switch (header[COMMAND] % 8) {
    default:
        make_line(&line, "parse", text);
        check_parse(&line);
        break;
    case 3:
        make_line(&line, "map", text);
        check_map(&line);
        break;
    case 4:
        make_line(&line, "bench", text);
        check_bench(&line);
        break;
    case 5:
        make_line(&line, "explain", text);
        check_explain(&line);
        break;
    case 6:
        make_line(&line, "spec", text);
        check_spec(line.bytes);
        break;
    case 7:
        make_line(&line, "cellar", text);
        check_command(&line);
        break;
    }
    free(line.bytes);
}

static const char *const plants[] = {"part", "written", "jobs", "overlap", NULL};

const struct fuzz_target fuzz_target = {"options", HEADER, false, plants, run};
