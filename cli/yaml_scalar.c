/* yaml_scalar.c: reading a scalar of a YAML file beside its decoded text.
 *
 * Each style has a function that goes over the file and says which bytes come out of
 * which. These rules are those of libyaml, which reads YAML 1.1: beside LF, CR and CRLF
 * the characters U+0085, U+2028 and U+2029 end a line. */
#include "cli/yaml_scalar.h"

#include <string.h>

/* A reading of one scalar. */
struct reading {
    struct arena *arena;    /* for the map */
    struct yaml_map *map;   /* what is being made */
    struct cel_string text; /* what must come out */
    uint32_t done;          /* bytes that have come out */
    const char *source;     /* the file */
    uint32_t limit;         /* where the scalar ends in it */
    bool wrong;             /* something else came out */
    bool no_memory;         /* there is no memory for the map */
};

static const uint32_t nowhere = UINT32_MAX; /* a line break that is not there */

static bool is_at(const struct reading *r, uint32_t p, char c)
{
    return p < r->limit && r->source[p] == c;
}

static bool is_blank(const struct reading *r, uint32_t p)
{
    return is_at(r, p, ' ') || is_at(r, p, '\t');
}

static bool starts(const struct reading *r, uint32_t p, const char *bytes)
{
    size_t size = strlen(bytes);
    return r->limit - p >= size && memcmp(r->source + p, bytes, size) == 0;
}

/* U+2028 and U+2029 stay in the text where other line breaks become a line feed. */
static bool is_kept_break(const struct reading *r, uint32_t p)
{
    return starts(r, p, "\xe2\x80\xa8") || starts(r, p, "\xe2\x80\xa9");
}

/* The bytes of the line break at p; 0 if there is none. */
static uint32_t break_size(const struct reading *r, uint32_t p)
{
    if (is_at(r, p, '\n'))
        return 1;
    if (is_at(r, p, '\r'))
        return is_at(r, p + 1, '\n') ? 2 : 1;
    if (p >= r->limit)
        return 0;
    return starts(r, p, "\xc2\x85") ? 2 : is_kept_break(r, p) ? 3 : 0;
}

static void add_piece(struct reading *r, uint32_t source, uint32_t width)
{
    struct yaml_map *map = r->map;
    struct yaml_piece *last = map->count > 0 ? &map->pieces[map->count - 1] : NULL;
    if (last != NULL && last->width == 0 && width == 0 &&
        source - last->source == r->done - last->at)
        return; /* the run goes on */
    if (map->count == map->capacity) {
        size_t capacity = map->capacity ? 2 * map->capacity : 8, size = sizeof *last;
        last = arena_grow(r->arena, map->pieces, map->capacity * size, capacity * size,
                          "yaml_piece[]");
        if (last == NULL) {
            r->no_memory = true;
            return;
        }
        map->pieces = last;
        map->capacity = capacity;
    }
    map->pieces[map->count++] = (struct yaml_piece){r->done, source, width};
}

/* The bytes come out next; `width` as in struct yaml_piece. */
static void emit(struct reading *r, const char *bytes, uint32_t size, uint32_t source,
                 uint32_t width)
{
    if (size == 0 || r->wrong || r->no_memory)
        return;
    if (size > r->text.size - r->done ||
        memcmp(bytes, r->text.data + r->done, size) != 0) {
        r->wrong = true;
        return;
    }
    add_piece(r, source, width);
    r->done += size;
}

/* What stands there comes out as it is. */
static void emit_run(struct reading *r, uint32_t from, uint32_t to)
{
    emit(r, r->source + from, to - from, from, 0);
}

static void emit_break(struct reading *r, uint32_t p)
{
    if (is_at(r, p, '\n') || is_kept_break(r, p))
        emit_run(r, p, p + break_size(r, p));
    else
        emit(r, "\n", 1, p, break_size(r, p));
}

/* Every line break between the two comes out, and the blanks round them do not. */
static void emit_breaks(struct reading *r, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t size = break_size(r, from);
        if (size > 0)
            emit_break(r, from);
        from += size > 0 ? size : 1;
    }
}

/* A first line break at `lead`, and `more` behind it up to `end`: one break alone is a
 * space, of several the first is left out. */
static void emit_folded(struct reading *r, uint32_t lead, bool more, uint32_t from,
                        uint32_t end)
{
    if (is_kept_break(r, lead))
        emit_break(r, lead);
    else if (!more)
        emit(r, " ", 1, lead, break_size(r, lead));
    emit_breaks(r, from, end);
}

static uint32_t skip_blanks(const struct reading *r, uint32_t p)
{
    while (is_blank(r, p))
        p++;
    return p;
}

/* Blanks and line breaks inside a plain or quoted scalar: blanks round a line break are
 * dropped. A line break may have been `escaped`: it was passed and leaves nothing. */
static uint32_t read_white(struct reading *r, uint32_t p, bool escaped)
{
    uint32_t from = p, lead = nowhere, size;
    bool more = false;
    p = skip_blanks(r, p);
    if (!escaped && break_size(r, p) == 0) {
        emit_run(r, from, p);
        return p;
    }
    if (!escaped) {
        lead = p;
        p += break_size(r, p);
    }
    from = p;
    while ((p = skip_blanks(r, p)) < r->limit && (size = break_size(r, p)) > 0) {
        more = true;
        p += size;
    }
    if (lead == nowhere)
        emit_breaks(r, from, p);
    else
        emit_folded(r, lead, more, from, p);
    return p;
}

static bool is_white(const struct reading *r, uint32_t p)
{
    return is_blank(r, p) || break_size(r, p) > 0;
}

static uint32_t read_plain(struct reading *r, uint32_t p)
{
    while (p < r->limit) {
        uint32_t from = p;
        while (p < r->limit && !is_white(r, p))
            p++;
        emit_run(r, from, p);
        if (p < r->limit)
            p = read_white(r, p, false);
    }
    return p;
}

static uint32_t read_single_quoted(struct reading *r, uint32_t p)
{
    for (p++; p < r->limit;) {
        uint32_t from = p;
        while (p < r->limit && r->source[p] != '\'' && !is_white(r, p))
            p++;
        emit_run(r, from, p);
        if (is_at(r, p, '\'') && !is_at(r, p + 1, '\''))
            return p;
        if (is_at(r, p, '\'')) {
            emit(r, "'", 1, p, 2);
            p += 2;
        } else if (p < r->limit) {
            p = read_white(r, p, false);
        }
    }
    return p;
}

/* The code point of the `count` hexadecimal digits at p. */
static uint32_t read_digits(const struct reading *r, uint32_t p, uint32_t count)
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
static uint32_t read_escape(const struct reading *r, uint32_t p, uint32_t *size)
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
static uint32_t read_backslash(struct reading *r, uint32_t p)
{
    char bytes[4];
    uint32_t size = break_size(r, p + 1);
    if (size > 0)
        return read_white(r, p + 1 + size, true);
    if (p + 1 >= r->limit)
        return r->limit;
    uint32_t point = read_escape(r, p + 1, &size);
    uint32_t length = (uint32_t)cel_utf8_encode(point, bytes);
    r->wrong |= length == 0;
    emit(r, bytes, length, p, 1 + size);
    return p + 1 + size;
}

static uint32_t read_double_quoted(struct reading *r, uint32_t p)
{
    for (p++; p < r->limit && r->source[p] != '"';) {
        uint32_t from = p;
        while (p < r->limit && r->source[p] != '"' && r->source[p] != '\\' &&
               !is_white(r, p))
            p++;
        emit_run(r, from, p);
        if (is_at(r, p, '\\'))
            p = read_backslash(r, p);
        else if (is_white(r, p))
            p = read_white(r, p, false);
    }
    return p;
}

static uint32_t skip_line(const struct reading *r, uint32_t p)
{
    while (p < r->limit && break_size(r, p) == 0)
        p++;
    return p;
}

static uint32_t count_spaces(const char *text, size_t from, size_t size)
{
    size_t p = from;
    while (p < size && text[p] == ' ')
        p++;
    return (uint32_t)(p - from);
}

/* How the lines of a text begin. */
struct margin {
    uint32_t first;   /* spaces before the first line that has more than spaces */
    uint32_t longest; /* the most spaces in a line of spaces before that one */
    bool blank;       /* there is no such line */
};

static struct margin find_margin(const struct reading *lines, uint32_t p)
{
    struct margin margin = {0, 0, true};
    while (p < lines->limit) {
        uint32_t spaces = count_spaces(lines->source, p, lines->limit);
        p += spaces;
        uint32_t size = break_size(lines, p);
        if (p < lines->limit && size == 0)
            return (struct margin){spaces, margin.longest, false};
        margin.longest = spaces > margin.longest ? spaces : margin.longest;
        p += size;
    }
    return margin;
}

/* How far the lines of a block are indented in the file: whether that was found out or
 * written, the spaces that the decoded text lacks are the indentation. */
static uint32_t find_indentation(const struct reading *r, uint32_t p)
{
    struct reading text = {.source = r->text.data, .limit = (uint32_t)r->text.size};
    struct margin there = find_margin(r, p), here = find_margin(&text, 0);
    uint32_t outside = here.blank ? there.longest : there.first;
    uint32_t inside = here.blank ? here.longest : here.first;
    return outside > inside ? outside - inside : 0;
}

/* Passes lines that have nothing but at most the indentation. */
static uint32_t skip_empty(const struct reading *r, uint32_t p, uint32_t indentation)
{
    for (uint32_t size;; p += size) {
        uint32_t spaces = count_spaces(r->source, p, r->limit);
        spaces = spaces < indentation ? spaces : indentation;
        size = break_size(r, p + spaces);
        if (size == 0)
            return p;
        size += spaces;
    }
}

/* The state between two lines of a block. */
struct between {
    uint32_t lead;    /* the line break of the line before, or nowhere */
    bool was_blank;   /* that line began with a blank, behind the indentation */
    uint32_t empties; /* where empty lines begin */
};

/* One line of a block, whose text begins at p. Returns where the next begins. */
static uint32_t read_line(struct reading *r, struct between *between, uint32_t line,
                          uint32_t p, bool folded)
{
    bool blank = is_blank(r, p), first = between->lead == nowhere;
    if (folded && !first && !between->was_blank && !blank)
        emit_folded(r, between->lead, between->empties < line, between->empties, line);
    else {
        if (!first)
            emit_break(r, between->lead);
        emit_breaks(r, between->empties, line);
    }
    uint32_t end = skip_line(r, p), size = break_size(r, end);
    emit_run(r, p, end);
    *between = (struct between){size > 0 ? end : nowhere, blank, end + size};
    return end + size;
}

/* A literal or folded block. How many line breaks at its end are kept is known from the
 * decoded text. */
static void read_block(struct reading *r, uint32_t p, bool folded)
{
    uint32_t end = skip_line(r, p);
    struct between between = {nowhere, false, end + break_size(r, end)};
    uint32_t indentation = find_indentation(r, between.empties);
    r->map->end = p;
    for (p = between.empties; !r->wrong;) {
        uint32_t line = skip_empty(r, p, indentation);
        if (line >= r->limit || count_spaces(r->source, line, r->limit) < indentation)
            break;
        p = read_line(r, &between, line, line + indentation, folded);
        r->map->end = between.lead != nowhere ? between.lead : p;
    }
    if (between.lead != nowhere && r->done < r->text.size)
        emit_break(r, between.lead);
    while (between.empties < r->limit && r->done < r->text.size) {
        uint32_t size = break_size(r, between.empties);
        if (size > 0)
            emit_break(r, between.empties);
        between.empties += size > 0 ? size : 1;
    }
}

/* Passes tags, anchors and what may stand behind them. */
static uint32_t skip_properties(const struct reading *r, uint32_t p)
{
    while (is_at(r, p, '!') || is_at(r, p, '&')) {
        while (p < r->limit && !is_white(r, p))
            p++;
        while (is_white(r, p) || is_at(r, p, '#')) {
            if (is_at(r, p, '#'))
                p = skip_line(r, p);
            else
                p += is_blank(r, p) ? 1 : break_size(r, p);
        }
    }
    return p;
}

static void read_scalar(struct reading *r, uint32_t p, enum yaml_style style)
{
    p = skip_properties(r, p);
    switch (style) {
    case YAML_PLAIN: r->map->end = read_plain(r, p); break;
    case YAML_SINGLE_QUOTED: r->map->end = read_single_quoted(r, p); break;
    case YAML_DOUBLE_QUOTED: r->map->end = read_double_quoted(r, p); break;
    case YAML_LITERAL: read_block(r, p, false); break;
    case YAML_FOLDED: read_block(r, p, true); break;
    }
}

bool yaml_map_scalar(struct arena *arena, struct cel_string source,
                     struct cel_span place, enum yaml_style style,
                     struct cel_string text, struct yaml_map *map)
{
    struct reading r = {
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
