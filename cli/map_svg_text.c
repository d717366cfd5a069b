/* map_svg_text.c: text in a picture: escaped, and never more than there is room for. */
#include "cli/map_svg.h"

#include <string.h>

/* What XML has no place for, though no terminal obeys it. */
static bool is_forbidden(uint32_t point)
{
    return (point & 0xfffe) == 0xfffe;
}

static void escape_point(struct cel_writer *out, struct cel_string bytes,
                         uint32_t point)
{
    switch (point) {
    case '<': cel_write(out, "&lt;"); break;
    case '>': cel_write(out, "&gt;"); break;
    case '&': cel_write(out, "&amp;"); break;
    case '"': cel_write(out, "&quot;"); break;
    case '\'': cel_write(out, "&#39;"); break;
    default:
        if (is_forbidden(point))
            cel_write(out, "\xef\xbf\xbd");
        else
            cel_write_safe(out, bytes);
        break;
    }
}

/* The columns that a code point takes when it is shown. */
static size_t columns_of(uint32_t point)
{
    if (cel_is_unsafe(point))
        return point < 0x100 || point == CEL_NO_CODE_POINT ? 4 : 8;
    return point < 0x1100 ? 1 : 2;
}

size_t svg_escape(struct cel_writer *out, struct cel_string text, size_t columns)
{
    size_t column = 0;
    for (size_t i = 0; i < text.size;) {
        uint32_t point;
        size_t length = cel_utf8_decode(text.data + i, text.size - i, &point);
        if (column + columns_of(point) > columns)
            break;
        column += columns_of(point);
        escape_point(out, (struct cel_string){text.data + i, length}, point);
        i += length;
    }
    return column;
}

static void attribute(struct cel_writer *out, const char *name, size_t value)
{
    cel_write_char(out, ' ');
    cel_write(out, name);
    cel_write(out, "=\"");
    cel_write_unsigned(out, value);
    cel_write_char(out, '"');
}

void svg_open_text(struct cel_writer *out, const char *class, size_t x, size_t y)
{
    cel_write(out, "<text class=\"");
    cel_write(out, class);
    cel_write_char(out, '"');
    attribute(out, "x", x);
    attribute(out, "y", y);
    cel_write_char(out, '>');
}

void svg_close_text(struct cel_writer *out)
{
    cel_write(out, "</text>\n");
}

void svg_number(struct cel_writer *out, size_t number)
{
    if (number < 1000) {
        cel_write_unsigned(out, number);
        return;
    }
    svg_number(out, number / 1000);
    cel_write_char(out, ',');
    for (size_t unit = 100; unit > 0; unit /= 10)
        cel_write_char(out, (char)('0' + number / unit % 10));
}

/* One letter for one code point of the source text. */
static void source_letter(struct cel_writer *out, struct cel_string bytes,
                          uint32_t point)
{
    if (point == '\n')
        cel_write(out, "\xe2\x86\xb5"); /* an arrow: down and to the left */
    else if (point == '\0' || point == '\t' || point == '\r')
        cel_write_char(out, ' ');
    else if (cel_is_unsafe(point))
        cel_write(out, "\xef\xbf\xbd");
    else
        escape_point(out, bytes, point);
}

/* The letter at the i-th byte; it may go on in the next line. */
static struct cel_string letter_at(const struct svg_source *source, size_t i,
                                   uint32_t *point)
{
    const char *at = source->text + i;
    return (struct cel_string){at, cel_utf8_decode(at, source->all - i, point)};
}

/* Where each letter begins: above the first of its bytes. */
static void letter_places(struct cel_writer *out, const struct svg_source *source,
                          size_t first, size_t x)
{
    uint32_t point;
    for (size_t i = first; i < source->size; i += letter_at(source, i, &point).size) {
        if (i > first)
            cel_write_char(out, ' ');
        cel_write_unsigned(out, x + i * SVG_BYTE);
    }
}

/* Bytes at the beginning that belong to a letter of the line above. */
static size_t rest_of_letter(const struct svg_source *source)
{
    size_t rest = 0;
    while (rest < source->size && rest < 3 &&
           ((unsigned char)source->text[rest] & 0xc0) == 0x80)
        rest++;
    return rest;
}

/* Letters stand above their bytes: each has its place, or they share the length evenly
 * where each is a byte. */
static void place_letters(struct cel_writer *out, const struct svg_source *source,
                          size_t first, size_t x)
{
    size_t i = first;
    while (i < source->size && (unsigned char)source->text[i] < 0x80)
        i++;
    if (i < source->size) {
        letter_places(out, source, first, x);
        cel_write_char(out, '"');
        return;
    }
    cel_write_unsigned(out, x + first * SVG_BYTE);
    cel_write_char(out, '"');
    attribute(out, "textLength", (source->size - first) * SVG_BYTE);
}

void svg_source(struct cel_writer *out, const struct svg_source *source, size_t x,
                size_t y)
{
    size_t first = rest_of_letter(source);
    if (first == source->size)
        return;
    cel_write(out, "<text class=\"source\" xml:space=\"preserve\" x=\"");
    place_letters(out, source, first, x);
    attribute(out, "y", y);
    cel_write_char(out, '>');
    for (size_t i = first; i < source->size;) {
        uint32_t point;
        struct cel_string letter = letter_at(source, i, &point);
        source_letter(out, letter, point);
        i += letter.size;
    }
    cel_write(out, "</text>");
}
