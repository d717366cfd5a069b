/* errors.c: the diagnostics of a unit as one JSON object on one line. Its form is
 * docs/errors.schema.json; members are only ever added to it. */
#include "emit/emit.h"
#include "emit/text.h"

static void write_place(struct cel_writer *out, const char *key,
                        const struct cel_places *places, uint32_t offset)
{
    struct cel_place place = {0, 1, 1};
    if (places != NULL)
        place = cel_find_place(places, offset);
    cel_write(out, key);
    cel_write(out, "{\"offset\":");
    cel_write_unsigned(out, place.offset);
    cel_write(out, ",\"line\":");
    cel_write_unsigned(out, place.line);
    cel_write(out, ",\"column\":");
    cel_write_unsigned(out, place.column);
    cel_write_char(out, '}');
}

/* The members for a span; they never come first. */
static void write_span(struct cel_writer *out, const struct cel_places *places,
                       struct cel_span span)
{
    write_place(out, ",\"start\":", places, span.start);
    write_place(out, ",\"end\":", places, span.end);
}

static void write_notes(struct cel_writer *out, const struct cel_places *places,
                        const struct cel_note *notes)
{
    cel_write(out, ",\"notes\":[");
    for (const struct cel_note *note = notes; note != NULL; note = note->next) {
        cel_write(out, note == notes ? "{\"message\":" : ",{\"message\":");
        cel_write_json_string(out, note->message);
        write_span(out, places, note->span);
        cel_write_char(out, '}');
    }
    cel_write_char(out, ']');
}

static void write_error(struct cel_writer *out, const struct cel_places *places,
                        const struct cel_diagnostic *d)
{
    cel_write(out, "{\"code\":\"");
    cel_write(out, cel_code_name(d->code));
    cel_write(out, "\",\"message\":");
    cel_write_json_string(out, d->message);
    write_span(out, places, d->span);
    cel_write(out, d->severity == CEL_ERROR ? ",\"severity\":\"error\""
                                            : ",\"severity\":\"warning\"");
    if (d->notes != NULL)
        write_notes(out, places, d->notes);
    if (d->fix != NULL) {
        cel_write(out, ",\"fix\":{\"replacement\":");
        cel_write_json_string(out, d->fix->replacement);
        write_span(out, places, d->fix->span);
        cel_write_char(out, '}');
    }
    cel_write_char(out, '}');
}

void cel_emit_errors(struct cel_writer *out, struct arena *scratch,
                     const struct cel_unit *unit, struct cel_string name)
{
    struct cel_places index, *places = &index;
    struct arena_mark mark = arena_mark(scratch);
    if (!cel_index_places(scratch, &unit->source, &index))
        places = NULL; /* better an error without its place than none */
    cel_write(out, "{\"version\":1,\"file\":");
    cel_write_json_string(out, name);
    cel_write(out, ",\"errors\":[");
    const struct cel_diagnostic *first = unit->diagnostics.first;
    for (const struct cel_diagnostic *d = first; d != NULL; d = d->next) {
        cel_write(out, d == first ? "" : ",");
        write_error(out, places, d);
    }
    cel_write(out, unit->diagnostics.more ? "],\"more\":true}\n" : "]}\n");
    arena_release(scratch, mark);
}
