/* yaml_reading.c: bytes that come out of a scalar, held against the decoded text, and
 * noted in its map. */
#include "cli/yaml_reading.h"

#include <assert.h>
#include <string.h>

bool yaml_is_at(const struct yaml_reading *r, uint32_t p, char c)
{
    return p < r->limit && r->source[p] == c;
}

bool yaml_is_blank(const struct yaml_reading *r, uint32_t p)
{
    return yaml_is_at(r, p, ' ') || yaml_is_at(r, p, '\t');
}

static bool starts(const struct yaml_reading *r, uint32_t p, const char *bytes)
{
    size_t size = strlen(bytes);
    return r->limit - p >= size && memcmp(r->source + p, bytes, size) == 0;
}

/* U+2028 and U+2029 stay in the text where other line breaks become a line feed. */
static bool is_kept_break(const struct yaml_reading *r, uint32_t p)
{
    return starts(r, p, "\xe2\x80\xa8") || starts(r, p, "\xe2\x80\xa9");
}

uint32_t yaml_break_size(const struct yaml_reading *r, uint32_t p)
{
    if (yaml_is_at(r, p, '\n'))
        return 1;
    if (yaml_is_at(r, p, '\r'))
        return yaml_is_at(r, p + 1, '\n') ? 2 : 1;
    if (p >= r->limit)
        return 0;
    return starts(r, p, "\xc2\x85") ? 2 : is_kept_break(r, p) ? 3 : 0;
}

bool yaml_is_white(const struct yaml_reading *r, uint32_t p)
{
    return yaml_is_blank(r, p) || yaml_break_size(r, p) > 0;
}

uint32_t yaml_skip_line(const struct yaml_reading *r, uint32_t p)
{
    while (p < r->limit && yaml_break_size(r, p) == 0)
        p++;
    return p;
}

static void add_piece(struct yaml_reading *r, uint32_t source, uint32_t width)
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
    assert(map->pieces != NULL); /* for the tools that read this */
    map->pieces[map->count++] = (struct yaml_piece){r->done, source, width};
}

void yaml_emit(struct yaml_reading *r, const char *bytes, uint32_t size,
               uint32_t source, uint32_t width)
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

void yaml_emit_run(struct yaml_reading *r, uint32_t from, uint32_t to)
{
    yaml_emit(r, r->source + from, to - from, from, 0);
}

void yaml_emit_break(struct yaml_reading *r, uint32_t p)
{
    if (yaml_is_at(r, p, '\n') || is_kept_break(r, p))
        yaml_emit_run(r, p, p + yaml_break_size(r, p));
    else
        yaml_emit(r, "\n", 1, p, yaml_break_size(r, p));
}

void yaml_emit_breaks(struct yaml_reading *r, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t size = yaml_break_size(r, from);
        if (size > 0)
            yaml_emit_break(r, from);
        from += size > 0 ? size : 1;
    }
}

void yaml_emit_folded(struct yaml_reading *r, uint32_t lead, bool more, uint32_t from,
                      uint32_t end)
{
    if (is_kept_break(r, lead))
        yaml_emit_break(r, lead);
    else if (!more)
        yaml_emit(r, " ", 1, lead, yaml_break_size(r, lead));
    yaml_emit_breaks(r, from, end);
}
