/* render.c: the plain rendering of a diagnostic: one line that editors and other tools
 * understand, then the source line with a caret.
 *
 * A caret stands right when each code point before it took one column, so whatever
 * takes another width (a tab) or none (a control character) is replaced by one. */
#include "diag/render.h"

#include "diag/utf8.h"

enum {
    BEFORE = 60, /* code points of a long line shown before the caret */
    SHOWN = 100  /* code points shown in all */
};

/* Walks `count` code points back from `at`, but not past `start`. */
static uint32_t step_back(const char *text, uint32_t start, uint32_t at, int count)
{
    while (at > start && count-- > 0)
        do
            at--;
        while (at > start && ((unsigned char)text[at] & 0xc0) == 0x80);
    return at;
}

static void write_point(struct cel_writer *out, const char *text, size_t length,
                        uint32_t point)
{
    if (point == '\t')
        cel_write_char(out, ' ');
    else if (cel_is_unsafe(point))
        cel_write(out, "\xef\xbf\xbd"); /* U+FFFD, the replacement character */
    else
        cel_write_bytes(out, text, length);
}

/* Writes the part of a line round the span, and below it the caret. */
static void write_excerpt(struct cel_writer *out, const char *text,
                          struct cel_span line, struct cel_span span)
{
    uint32_t at = step_back(text, line.start, span.start, BEFORE);
    uint32_t caret = at > line.start ? 3 : 0, marked = 0;
    cel_write(out, at > line.start ? "  ..." : "  ");
    for (int shown = 0; at < line.end && shown < SHOWN; shown++) {
        uint32_t point;
        size_t length = cel_utf8_decode(text + at, line.end - at, &point);
        write_point(out, text + at, length, point);
        caret += at < span.start;
        marked += at > span.start && at < span.end;
        at += (uint32_t)length;
    }
    cel_write(out, at < line.end ? "...\n  " : "\n  ");
    cel_write_spaces(out, caret);
    cel_write_char(out, '^');
    while (marked-- > 0)
        cel_write_char(out, '~');
    cel_write_char(out, '\n');
}

void cel_render_short(struct cel_writer *out, struct cel_string name,
                      const struct cel_places *places,
                      const struct cel_diagnostic *diagnostic)
{
    struct cel_place place = {0};
    if (places != NULL)
        place = cel_find_place(places, diagnostic->span.start);
    cel_write_safe(out, name);
    cel_write_char(out, ':');
    if (places != NULL) {
        cel_write_unsigned(out, place.line);
        cel_write_char(out, ':');
        cel_write_unsigned(out, place.column);
        cel_write_char(out, ':');
    }
    cel_write(out, diagnostic->severity == CEL_ERROR ? " error: " : " warning: ");
    cel_write_safe(out, diagnostic->message);
    cel_write(out, " [");
    cel_write(out, cel_code_name(diagnostic->code));
    cel_write(out, "]\n");
}

void cel_render(struct cel_writer *out, struct cel_string name,
                const struct cel_places *places,
                const struct cel_diagnostic *diagnostic, bool colour)
{
    (void)colour;
    cel_render_short(out, name, places, diagnostic);
    if (places == NULL)
        return;
    struct cel_place place = cel_find_place(places, diagnostic->span.start);
    write_excerpt(out, places->source->text, cel_line_span(places, place.line),
                  diagnostic->span);
}
