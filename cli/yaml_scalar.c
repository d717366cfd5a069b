/* yaml_scalar.c: reading a scalar of a YAML file beside its decoded text.
 *
 * Each style has a function that goes over the file and says which bytes come out of
 * which. These rules are those of libyaml, which reads YAML 1.1: beside LF, CR and CRLF
 * the characters U+0085, U+2028 and U+2029 end a line. */
#include "cli/yaml_scalar.h"

#include <string.h>

#include "cli/yaml_reading.h"

static uint32_t skip_blanks(const struct yaml_reading *r, uint32_t p)
{
    while (yaml_is_blank(r, p))
        p++;
    return p;
}

/* Blanks and line breaks inside a plain or quoted scalar: blanks round a line break are
 * dropped. A line break may have been `escaped`: it was passed and leaves nothing. */
static uint32_t read_white(struct yaml_reading *r, uint32_t p, bool escaped)
{
    uint32_t from = p, lead = YAML_NOWHERE, size;
    bool more = false;
    p = skip_blanks(r, p);
    if (!escaped && yaml_break_size(r, p) == 0) {
        yaml_emit_run(r, from, p);
        return p;
    }
    if (!escaped) {
        lead = p;
        p += yaml_break_size(r, p);
    }
    from = p;
    while ((p = skip_blanks(r, p)) < r->limit && (size = yaml_break_size(r, p)) > 0) {
        more = true;
        p += size;
    }
    if (lead == YAML_NOWHERE)
        yaml_emit_breaks(r, from, p);
    else
        yaml_emit_folded(r, lead, more, from, p);
    return p;
}

static uint32_t read_plain(struct yaml_reading *r, uint32_t p)
{
    while (p < r->limit) {
        uint32_t from = p;
        while (p < r->limit && !yaml_is_white(r, p))
            p++;
        yaml_emit_run(r, from, p);
        if (p < r->limit)
            p = read_white(r, p, false);
    }
    return p;
}

static uint32_t read_single_quoted(struct yaml_reading *r, uint32_t p)
{
    for (p++; p < r->limit;) {
        uint32_t from = p;
        while (p < r->limit && r->source[p] != '\'' && !yaml_is_white(r, p))
            p++;
        yaml_emit_run(r, from, p);
        if (yaml_is_at(r, p, '\'') && !yaml_is_at(r, p + 1, '\''))
            return p;
        if (yaml_is_at(r, p, '\'')) {
            yaml_emit(r, "'", 1, p, 2);
            p += 2;
        } else if (p < r->limit) {
            p = read_white(r, p, false);
        }
    }
    return p;
}

/* The code point of the `count` hexadecimal digits at p. */
static uint32_t read_digits(const struct yaml_reading *r, uint32_t p, uint32_t count)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t point = 0;
    for (uint32_t end = p + count; p < end && p < r->limit; p++) {
        int c = r->source[p] >= 'A' && r->source[p] <= 'F' ? r->source[p] | 0x20
                                                           : r->source[p];
        const char *digit = c != '\0' ? strchr(digits, c) : NULL;
        point = point << 4 | (uint32_t)(digit != NULL ? digit - digits : 0);
    }
    return point;
}

/* The escape at p, behind its backslash: its code point and its bytes. */
static uint32_t read_escape(const struct yaml_reading *r, uint32_t p, uint32_t *size)
{
    static const char letters[] = "0abtnvfreNLP_";
    static const uint32_t points[] = {0,  7,  8,    9,      10,     11,  12,
                                      13, 27, 0x85, 0x2028, 0x2029, 0xa0};
    char c = r->source[p];
    const char *letter = c != '\0' ? strchr(letters, c) : NULL;
    uint32_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    *size = 1 + digits;
    if (digits > 0)
        return read_digits(r, p + 1, digits);
    return letter != NULL ? points[letter - letters] : (unsigned char)c;
}

/* The backslash at p and what belongs to it. */
static uint32_t read_backslash(struct yaml_reading *r, uint32_t p)
{
    char bytes[4];
    uint32_t size = yaml_break_size(r, p + 1);
    if (size > 0)
        return read_white(r, p + 1 + size, true);
    if (p + 1 >= r->limit)
        return r->limit;
    uint32_t point = read_escape(r, p + 1, &size);
    uint32_t length = (uint32_t)cel_utf8_encode(point, bytes);
    r->wrong |= length == 0;
    yaml_emit(r, bytes, length, p, 1 + size);
    return p + 1 + size;
}

static uint32_t read_double_quoted(struct yaml_reading *r, uint32_t p)
{
    for (p++; p < r->limit && r->source[p] != '"';) {
        uint32_t from = p;
        while (p < r->limit && r->source[p] != '"' && r->source[p] != '\\' &&
               !yaml_is_white(r, p))
            p++;
        yaml_emit_run(r, from, p);
        if (yaml_is_at(r, p, '\\'))
            p = read_backslash(r, p);
        else if (yaml_is_white(r, p))
            p = read_white(r, p, false);
    }
    return p;
}

static bool is_of_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-';
}

/* Passes a tag, which a blank ends, or an anchor, whose name ends before any other
 * character. */
static uint32_t skip_property(const struct yaml_reading *r, uint32_t p)
{
    bool anchor = yaml_is_at(r, p, '&');
    p++;
    while (p < r->limit && (anchor ? is_of_name(r->source[p]) : !yaml_is_white(r, p)))
        p++;
    return p;
}

/* A byte-order mark, which libyaml passes where a line begins. */
static bool is_mark(const struct yaml_reading *r, uint32_t p)
{
    return p < r->limit && r->limit - p >= 3 &&
           memcmp(r->source + p, "\xef\xbb\xbf", 3) == 0;
}

/* Passes blanks, line breaks and comments. */
static uint32_t skip_white(const struct yaml_reading *r, uint32_t p)
{
    for (bool begins = false;;) {
        uint32_t size = yaml_break_size(r, p);
        if (yaml_is_at(r, p, '#'))
            p = yaml_skip_line(r, p);
        else if (begins && is_mark(r, p))
            p += 3;
        else if (size > 0 || yaml_is_blank(r, p))
            p += size > 0 ? size : 1;
        else
            return p;
        begins = size > 0;
    }
}

/* Passes tags, anchors and what may stand behind them. */
static uint32_t skip_properties(const struct yaml_reading *r, uint32_t p)
{
    while (yaml_is_at(r, p, '!') || yaml_is_at(r, p, '&'))
        p = skip_white(r, skip_property(r, p));
    return p;
}

static void read_scalar(struct yaml_reading *r, uint32_t p, enum yaml_style style)
{
    p = skip_properties(r, p);
    switch (style) {
    case YAML_PLAIN: r->map->end = read_plain(r, p); break;
    case YAML_SINGLE_QUOTED: r->map->end = read_single_quoted(r, p); break;
    case YAML_DOUBLE_QUOTED: r->map->end = read_double_quoted(r, p); break;
    case YAML_LITERAL: yaml_read_block(r, p, false); break;
    case YAML_FOLDED: yaml_read_block(r, p, true); break;
    }
}

bool yaml_map_scalar(struct arena *arena, struct cel_string source,
                     struct cel_span place, enum yaml_style style,
                     struct cel_string text, struct yaml_map *map)
{
    struct yaml_reading r = {
        .arena = arena, .map = map, .text = text, .source = source.data};
    r.limit = place.end;
    *map = (struct yaml_map){.size = (uint32_t)text.size, .end = place.start};
    read_scalar(&r, place.start, style);
    map->exact = !r.wrong && !r.no_memory && r.done == text.size;
    if (!map->exact) {
        map->count = 0;
        map->end = place.start;
    }
    return !r.no_memory;
}

/* The last piece that begins at or before `at`. */
static const struct yaml_piece *find_piece(const struct yaml_map *map, uint32_t at)
{
    size_t low = 0, high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->pieces[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &map->pieces[low];
}

struct cel_span yaml_map_byte(const struct yaml_map *map, uint32_t at)
{
    if (at >= map->size || map->count == 0)
        return (struct cel_span){map->end, map->end};
    const struct yaml_piece *piece = find_piece(map, at);
    if (piece->width > 0)
        return (struct cel_span){piece->source, piece->source + piece->width};
    uint32_t source = piece->source + (at - piece->at);
    return (struct cel_span){source, source + 1};
}

struct cel_span yaml_map_span(const struct yaml_map *map, struct cel_span span)
{
    uint32_t start = yaml_map_byte(map, span.start).start;
    if (span.end <= span.start || span.start >= map->size)
        return (struct cel_span){start, start};
    return (struct cel_span){start, yaml_map_byte(map, span.end - 1).end};
}
