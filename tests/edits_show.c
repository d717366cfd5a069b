/* edits_show.c: an edit for people who tune the parser's recovery: what was there, what
 * is there now, and what the parser says of it. */
#include "tests/edits.h"

#include <string.h>

enum {
    ROUND = 60,   /* bytes shown before and behind a change */
    LONGEST = 100 /* bytes shown of a changed part or of an error's span */
};

/* Writes a stretch on one line: blanks at a line's beginning become one. */
static void write_stretch(struct cel_writer *out, const char *text, size_t size)
{
    const char *end = text + size;
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (stop == NULL)
            stop = end;
        cel_write_safe(out, (struct cel_string){text, (size_t)(stop - text)});
        if (stop == end)
            return;
        cel_write(out, "\\n ");
        for (text = stop + 1; text < end && (*text == ' ' || *text == '\t');)
            text++;
    }
}

/* Writes a stretch, or, if it is long, how it begins and ends. */
static void write_shortened(struct cel_writer *out, const char *text, size_t size)
{
    if (size <= LONGEST) {
        write_stretch(out, text, size);
        return;
    }
    write_stretch(out, text, LONGEST / 2);
    cel_write(out, " ... ");
    write_stretch(out, text + size - LONGEST / 2, LONGEST / 2);
}

/* Moves `at` by up to ROUND bytes towards `end`, to a code point's beginning. */
static size_t move(const char *text, size_t at, size_t end)
{
    size_t step = at < end ? end - at : at - end;
    step = step < ROUND ? step : ROUND;
    at = at < end ? at + step : at - step;
    while (at != end && ((unsigned char)text[at] & 0xc0) == 0x80)
        at += at < end ? 1 : (size_t)-1;
    return at;
}

/* Writes a line with the part of the text that was changed between marks. */
static void write_part(struct cel_writer *out, const char *label,
                       struct cel_string text, size_t at, size_t size)
{
    size_t from = move(text.data, at, 0), to = move(text.data, at + size, text.size);
    cel_write(out, label);
    cel_write(out, from > 0 ? "..." : "");
    write_stretch(out, text.data + from, at - from);
    cel_write(out, "\xc2\xab");
    write_shortened(out, text.data + at, size);
    cel_write(out, "\xc2\xbb");
    write_stretch(out, text.data + at + size, to - at - size);
    cel_write(out, to < text.size ? "...\n" : "\n");
}

static void write_place(struct cel_writer *out, const struct cel_places *places,
                        struct cel_span span)
{
    struct cel_place place = cel_find_place(places, span.start);
    cel_write_unsigned(out, place.line);
    cel_write_char(out, ':');
    cel_write_unsigned(out, place.column);
    cel_write(out, " \xc2\xab");
    write_shortened(out, places->source->text + span.start, span.end - span.start);
    cel_write(out, "\xc2\xbb ");
}

static void write_error(struct cel_writer *out, const struct cel_places *places,
                        const struct cel_diagnostic *d)
{
    cel_write(out, "    ");
    cel_write(out, cel_code_name(d->code));
    cel_write_char(out, ' ');
    write_place(out, places, d->span);
    cel_write_safe(out, d->message);
    cel_write_char(out, '\n');
    for (const struct cel_note *n = d->notes; n != NULL; n = n->next) {
        cel_write(out, "        note ");
        write_place(out, places, n->span);
        cel_write_safe(out, n->message);
        cel_write_char(out, '\n');
    }
    if (d->fix != NULL) {
        cel_write(out, "        fix ");
        write_place(out, places, d->fix->span);
        cel_write(out, "becomes \xc2\xab");
        write_stretch(out, d->fix->replacement.data, d->fix->replacement.size);
        cel_write(out, "\xc2\xbb\n");
    }
}

static void write_heading(struct cel_writer *out, const struct edited *edited,
                          size_t errors)
{
    cel_write_char(out, "sbm"[edited->series]);
    cel_write_unsigned(out, edited->number);
    cel_write(out, ": ");
    cel_write_safe(
        out, (struct cel_string){edited->sample->name, strlen(edited->sample->name)});
    cel_write(out, ": ");
    if (edited->changes == 1)
        cel_write(out, edit_kind(edited->change.kind));
    else
        cel_write_unsigned(out, edited->changes);
    cel_write(out, edited->changes == 1 ? ": " : " changes: ");
    cel_write_unsigned(out, errors);
    cel_write(out, errors == 1 ? " error\n" : " errors\n");
}

void show_edit(struct cel_writer *out, struct arena *arena, const struct edited *edited,
               const struct cel_unit *unit)
{
    struct cel_places places;
    const struct change *change = &edited->change;
    struct cel_string text = {edited->text->bytes, edited->text->size};
    write_heading(out, edited, count_errors(unit));
    if (edited->changes == 1) {
        write_part(out, "    before: ", edited->sample->text, change->at,
                   change->removed);
        write_part(out, "    after:  ", text, change->at, change->added->size);
    }
    if (!cel_index_places(arena, &unit->source, &places))
        return;
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next)
        write_error(out, &places, d);
    if (unit->diagnostics.more)
        cel_write(out, "    and more\n");
}
