/* batch.c: a stream of units, ended by NULs, by line feeds or not at all. Read through
 * a pipe in pieces of any size, it falls into the records that a slow split finds, and
 * none is waited for longer than to its end. The whole command on the same bytes then
 * writes just what the library writes of each record, and its status says whether all
 * are valid.
 *
 * The header: how units are separated and how they are told of; how big the pieces are;
 * what allocates, and options for the parser. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/parse.h"
#include "tests/fuzz/fuzz.h"
#include "tests/writers.h"

enum { FORM, PIECE, FLAGS, HEADER };

/* Bits of FLAGS: three for the allocator, and these. */
enum { NO_MACROS = 8, NO_OPTIONAL = 16, FEW_ERRORS = 32, COLOUR = 64, EXPAND = 128 };

/* --- the records themselves --- */

/* A stream that is written as it is read. */
struct stream {
    struct cel_string text; /* all of it */
    size_t piece;           /* bytes written at a time */
    size_t written;         /* bytes so far */
    size_t before;          /* bytes before the last piece */
    int from, to;           /* the pipe; `to` is -1 once it is closed */
};

/* Called before each read that may wait. */
static void write_piece(void *context)
{
    struct stream *stream = context;
    size_t left = stream->text.size - stream->written;
    size_t size = stream->piece < left ? stream->piece : left;
    stream->before = stream->written;
    if (size == 0) {
        close(stream->to);
        stream->to = -1;
    } else if (write(stream->to, stream->text.data + stream->written, size) !=
               (ssize_t)size) {
        abort();
    }
    stream->written += size;
}

/* The record that begins at `*at`, and where the next one does. False: there is none.
 */
static bool split(struct cel_string text, enum framing framing, size_t *at,
                  struct cel_string *record)
{
    char end = framing == FRAMING_NULL ? '\0' : '\n';
    size_t size = 0;
    if (*at > text.size || (framing != FRAMING_FILE && *at == text.size))
        return false;
    while (*at + size < text.size &&
           (framing == FRAMING_FILE || text.data[*at + size] != end))
        size++;
    bool ended = *at + size < text.size;
    *record = (struct cel_string){text.data + *at, size};
    if (framing == FRAMING_LINE && ended && size > 0 && record->data[size - 1] == '\r')
        record->size--;
    *at += size + (ended || framing == FRAMING_FILE);
    return true;
}

static void check_records(struct cel_string text, enum framing framing, size_t piece)
{
    struct stream stream = {.text = text, .piece = piece};
    struct cel_string got, wanted;
    int ends[2];
    size_t at = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        abort();
    stream.from = ends[0], stream.to = ends[1];
    struct input input = {.fd = ends[0], .framing = framing, .standard = true};
    input.before_read = write_piece;
    input.context = &stream;
    while (split(text, framing, &at, &wanted)) {
        fuzz_expect(input_next(&input, &got) == INPUT_UNIT, "there is a record");
        got.size -= fuzz_is_planted("short") && got.size > 1;
        fuzz_expect_same(got, wanted, "the records are those of a slow split");
        fuzz_expect(stream.to < 0 || stream.before < at,
                    "no record is waited for in vain");
    }
    fuzz_expect(input_next(&input, &got) == INPUT_END, "there is no further record");
    fuzz_expect(input_next(&input, &got) == INPUT_END, "and none after that");
    input_close(&input);
    close(stream.from);
    if (stream.to >= 0)
        close(stream.to);
}

/* --- the command --- */

static const char *const framings[] = {"-q", "-0", "-l"};
static const char *const emits[] = {"--emit=tree", "--emit=json", "--emit=tokens",
                                    "--emit=dot",  "--emit=cel",  "--emit=none"};
static const char *const formats[] = {"--error-format=human", "--error-format=short",
                                      "--error-format=json"};
static const char *const allocators[] = {
    "--alloc=arena",          "--alloc=malloc", "--alloc=slab",  "--alloc=fixed:600000",
    "--alloc=arena:first=64", "--alloc=host",   "--alloc=arena", "--alloc=arena"};

#define ONE_OF(words, number) ((words)[(number) % (sizeof(words) / sizeof *(words))])

/* A command line as a shell would make it. */
static bool read_command(const uint8_t *header, struct options *options)
{
    static char words[12][32];
    static char *argv[12];
    unsigned form = header[FORM], flags = header[FLAGS], argc = 0;
    const char *emit = ONE_OF(emits, form / 3);
    bool expand = flags & EXPAND && strcmp(emit, "--emit=cel") != 0;
    const char *given[] = {"parse",
                           "-",
                           ONE_OF(framings, form),
                           emit,
                           strcmp(emit, "--emit=json") == 0
                               ? "--error-format=json"
                               : ONE_OF(formats, form / 18),
                           ONE_OF(allocators, flags % 8),
                           flags & COLOUR ? "--color=always" : "--color=never",
                           flags & NO_MACROS ? "--no-macros" : "",
                           flags & NO_OPTIONAL ? "--no-optional" : "",
                           flags & FEW_ERRORS ? "--max-errors=2" : "",
                           expand ? "--expand" : ""};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (given[i][0] != '\0' && !(i == 2 && form % 3 == 0)) {
            snprintf(words[argc], sizeof words[argc], "%s", given[i]);
            argv[argc] = words[argc];
            argc++;
        }
    optind = 0; /* getopt begins again */
    return read_options((int)argc, argv, options) == VERDICT_RUN;
}

/* Standard input is the text, from its beginning. */
static void set_input(struct cel_string text)
{
    static int fd = -1;
    if (fd < 0)
        fd = memfd_create("input", MFD_CLOEXEC);
    if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0 ||
        write(fd, text.data, text.size) != (ssize_t)text.size ||
        lseek(fd, 0, SEEK_SET) != 0 || dup2(fd, STDIN_FILENO) < 0)
        abort();
}

/* What should be written. */
struct wanted {
    struct arena arena;          /* for the units; anew for each */
    struct growing out, errors;  /* the two streams */
    struct cel_writer to_out;    /* to the first */
    struct cel_writer to_errors; /* to the second */
    int status;                  /* the exit status */
};

/* What writes valid units, and what others; WRITERS: nothing does. */
static enum writer_id writer_of(const struct options *options, bool valid)
{
    static const enum writer_id of_valid[][2] = {
        [EMIT_TREE] =
            {[CEL_EXPANDED] = WRITE_EXPANDED_TREE, [CEL_WRITTEN] = WRITE_TREE},
        [EMIT_TOKENS] = {WRITE_TOKENS, WRITE_TOKENS},
        [EMIT_JSON] = {WRITE_JSON, WRITE_JSON},
        [EMIT_DOT] = {[CEL_EXPANDED] = WRITE_EXPANDED_DOT, [CEL_WRITTEN] = WRITE_DOT},
        [EMIT_CEL] = {WRITE_CEL, WRITE_CEL},
        [EMIT_NONE] = {WRITERS, WRITERS}};
    if (valid)
        return of_valid[options->emit][options->view];
    if (options->emit == EMIT_JSON || options->errors == ERRORS_JSON)
        return WRITE_ERRORS;
    if (options->errors == ERRORS_SHORT)
        return WRITE_SHORT;
    return options->colour == COLOUR_ALWAYS ? WRITE_COLOURED : WRITE_LONG;
}

/* Tells people of the errors of a unit, which have a number in a stream of records. */
static void tell(const struct options *options, struct wanted *wanted,
                 const struct cel_unit *unit, size_t record)
{
    char text[40];
    struct cel_writer *out = &wanted->to_errors;
    struct cel_string name = {text, 0};
    name.size = (size_t)snprintf(text, sizeof text,
                                 record > 0 ? "<input>[%zu]" : "<input>", record);
    writers[writer_of(options, false)].write(out, &wanted->arena, unit, name);
    if (!unit->diagnostics.more || options->errors != ERRORS_HUMAN)
        return;
    cel_write_string(out, name);
    cel_write(out, ": there are more errors; --max-errors=N sets how many are shown\n");
}

static void write_unit(const struct options *options, struct wanted *wanted,
                       struct cel_string text, size_t record)
{
    static const struct cel_string name = {"<input>", 7};
    struct cel_unit unit;
    bool valid =
        cel_parse(&wanted->arena, text.data, text.size, &options->parse, &unit);
    bool to_out = valid || options->emit == EMIT_JSON;
    enum writer_id id = writer_of(options, valid);
    if (!valid && id != WRITE_ERRORS)
        tell(options, wanted, &unit, record);
    else if (id != WRITERS)
        writers[id].write(to_out ? &wanted->to_out : &wanted->to_errors, &wanted->arena,
                          &unit, name);
    wanted->status |= !valid;
    arena_reset(&wanted->arena);
}

static void want(const struct options *options, struct wanted *wanted,
                 struct cel_string text)
{
    struct cel_string record;
    size_t at = 0, number = 0;
    bool records = options->framing != FRAMING_FILE;
    if (wanted->arena.backend == NULL)
        arena_init(&wanted->arena, NULL);
    grow_anew(&wanted->to_out, &wanted->out);
    grow_anew(&wanted->to_errors, &wanted->errors);
    wanted->status = 0;
    while (split(text, options->framing, &at, &record))
        write_unit(options, wanted, record, records ? ++number : 0);
    cel_writer_flush(&wanted->to_out);
    cel_writer_flush(&wanted->to_errors);
}

static void check_command(const uint8_t *header, struct cel_string text)
{
    static struct wanted wanted;
    static struct growing out, errors;
    struct options options;
    fuzz_expect(read_command(header, &options), "the command line is a good one");
    want(&options, &wanted, text);
    set_input(text);
    fuzz_divert(STDOUT_FILENO);
    fuzz_divert(STDERR_FILENO);
    int status = parse_command(&options) + fuzz_is_planted("status");
    fuzz_diverted(STDERR_FILENO, &errors);
    fuzz_diverted(STDOUT_FILENO, &out);
    if (fuzz_is_planted("swapped") && out.size > 1)
        out.bytes[0] ^= 1;
    if (fuzz_is_planted("silent"))
        errors.size = 0;
    fuzz_expect_same(grown_text(&out), grown_text(&wanted.out),
                     "standard output is what the library writes");
    fuzz_expect_same(grown_text(&errors), grown_text(&wanted.errors),
                     "standard error is what the library writes");
    fuzz_expect(status == wanted.status, "the status says whether all are valid");
}

static void run(const uint8_t *header, struct cel_string text)
{
    enum framing framing = (enum framing)(header[FORM] % 3);
    check_records(text, framing, header[PIECE] + 1u);
    check_command(header, text);
}

static const char *const plants[] = {"short", "status", "swapped", "silent", NULL};

const struct fuzz_target fuzz_target = {"batch", HEADER, true, plants, run};
