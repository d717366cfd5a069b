/* errors.c: the diagnostics of a unit as one JSON object on one line. */
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
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (const char *before = "{\"code\":\""; d != NULL; d = d->next) {
        cel_write(out, before);
        cel_write(out, cel_code_name(d->code));
        cel_write(out, "\",\"message\":");
        cel_write_json_string(out, d->message);
        write_place(out, ",\"start\":", places, d->span.start);
        write_place(out, ",\"end\":", places, d->span.end);
        cel_write_char(out, '}');
        before = ",{\"code\":\"";
    }
    cel_write(out, "]}\n");
    arena_release(scratch, mark);
}
