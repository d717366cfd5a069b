/* report.c: messages for people go to standard error, in their place among the answers;
 * with --emit=json and in SARIF errors are part of the answer itself. */
#define _POSIX_C_SOURCE 200809L
#include "cli/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The longest name of a file, and a record's number behind it. */
enum { NAME = 4096 + 32 };

/* The name that a person finds the unit by: the file's, a record's with its number. It
 * takes no memory, which may be what the message is about. */
static struct cel_string make_name(char text[NAME], const char *file, uint64_t record)
{
    if (record == 0)
        return (struct cel_string){file, strlen(file)};
    snprintf(text, NAME, "%s[%llu]", file, (unsigned long long)record);
    return (struct cel_string){text, strlen(text)};
}

/* Says that --max-errors has kept errors out. */
static void write_more(struct cel_writer *out, struct cel_string name)
{
    cel_write_safe(out, name);
    cel_write(out, ": there are more errors; --max-errors=N sets how many are shown\n");
}

static void write_for_people(const struct options *options, struct cel_writer *out,
                             struct arena *scratch, const struct cel_unit *unit,
                             struct cel_string name)
{
    struct cel_places index, *places = &index;
    bool colour = colour_is_on(options->colour, STDERR_FILENO);
    if (!cel_index_places(scratch, &unit->source, &index))
        places = NULL;
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next) {
        if (options->errors == ERRORS_SHORT)
            cel_render_short(out, name, places, d);
        else
            cel_render(out, name, places, d, colour);
    }
    if (unit->diagnostics.more && options->errors == ERRORS_HUMAN)
        write_more(out, name);
}

void report_unit(const struct options *options, struct tap *tap, struct arena *scratch,
                 const struct cel_unit *unit, const char *file, uint64_t record)
{
    struct cel_writer *out = &tap->streams[STREAM_OUT].writer;
    struct cel_writer *errors = &tap->streams[STREAM_ERRORS].writer;
    struct cel_string name = {file, strlen(file)};
    char text[NAME];
    struct arena_mark mark = arena_mark(scratch);
    if (options->errors == ERRORS_SARIF) {
        cel_emit_sarif_results(out, scratch, unit, name);
    } else if (options->emit == EMIT_JSON) {
        cel_emit_errors(out, scratch, unit, name);
    } else {
        tap_flush(tap); /* answers and messages in their order */
        if (options->errors == ERRORS_JSON)
            cel_emit_errors(errors, scratch, unit, name);
        else
            write_for_people(options, errors, scratch, unit,
                             make_name(text, file, record));
        tap_flush(tap);
    }
    arena_release(scratch, mark);
}

/* The sink of what stands before and behind. */
static bool write_at_once(void *context, const char *bytes, size_t size)
{
    outlet_write(context, STREAM_OUT, bytes, size);
    return true;
}

void report_start(const struct options *options, struct outlet *outlet)
{
    struct cel_writer out;
    if (options->errors != ERRORS_SARIF)
        return;
    cel_writer_init(&out, write_at_once, outlet);
    cel_emit_sarif_start(&out, CELLAR_VERSION);
    cel_writer_flush(&out);
    outlet->drops_comma = true; /* each result has one before it */
}

void report_end(const struct options *options, struct outlet *outlet, int status)
{
    struct cel_writer out;
    if (options->errors != ERRORS_SARIF)
        return;
    outlet->drops_comma = false; /* there was no result */
    cel_writer_init(&out, write_at_once, outlet);
    cel_emit_sarif_end(&out, status);
    cel_writer_flush(&out);
}
