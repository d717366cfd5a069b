/* map_json.c: the memory map as one JSON object, for programs and for tests.
 * docs/map.md has its fields. */
#include "cli/map_draw.h"

#include <stdio.h>
#include <string.h>

static void write_point(struct cel_writer *out, struct cel_string bytes, uint32_t point)
{
    char escape[8];
    bool escaped = point == '"' || point == '\\' ||
                   (point < 0xffff && cel_is_unsafe(point));
    if (point == CEL_NO_CODE_POINT)
        cel_write(out, "\\ufffd");
    else if (!escaped)
        cel_write_string(out, bytes);
    else {
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)point);
        cel_write(out, escape);
    }
}

static void write_string(struct cel_writer *out, struct cel_string text)
{
    cel_write_char(out, '"');
    for (size_t i = 0; i < text.size;) {
        uint32_t point;
        size_t length = cel_utf8_decode(text.data + i, text.size - i, &point);
        write_point(out, (struct cel_string){text.data + i, length}, point);
        i += length;
    }
    cel_write_char(out, '"');
}

static void write_field(struct cel_writer *out, const char *name, size_t value)
{
    cel_write(out, "\"");
    cel_write(out, name);
    cel_write(out, "\":");
    cel_write_unsigned(out, value);
}

static void write_more(struct cel_writer *out, const char *name, size_t value)
{
    cel_write_char(out, ',');
    write_field(out, name, value);
}

static void write_span(struct cel_writer *out, const struct map_side *side,
                       const struct map_piece *piece)
{
    if (!piece->has_span)
        return;
    write_more(out, "start", cel_count_points(&side->places, piece->span.start));
    write_more(out, "end", cel_count_points(&side->places, piece->span.end));
}

static void write_piece(struct cel_writer *out, const struct map_side *side,
                        const struct map_region *region, const struct map_piece *piece)
{
    struct map_words words;
    map_words_start(&words, MAP_MOST_WORDS);
    map_write_what(&words.writer, side, piece);
    cel_write_char(out, '{');
    write_field(out, "at", piece->address - region->base);
    write_more(out, "size", piece->size);
    cel_write(out, ",\"kind\":\"");
    cel_write(out, map_kind_name(piece->kind));
    cel_write(out, piece->dead ? "\",\"dead\":true,\"what\":" : "\",\"what\":");
    write_string(out, map_words_end(&words));
    write_span(out, side, piece);
    cel_write_char(out, '}');
}

static void write_region(struct cel_writer *out, const struct map_side *side,
                         const struct map_region *region)
{
    cel_write_char(out, '{');
    write_field(out, "at", region->start - region->base);
    write_more(out, "size", region->size);
    write_more(out, "asked", region->asked);
    cel_write(out, ",\"pieces\":[");
    for (size_t i = 0; i < region->piece_count; i++) {
        cel_write(out, i > 0 ? ",\n" : "\n");
        write_piece(out, side, region, &side->pieces[region->first_piece + i]);
    }
    cel_write(out, "]}");
}

static void write_totals(struct cel_writer *out, const struct map_totals *totals)
{
    cel_write(out, "],\n\"totals\":{");
    for (size_t kind = 0; kind < MAP_KINDS; kind++) {
        cel_write(out, kind > 0 ? ",\"" : "\"");
        cel_write(out, map_kind_name((enum map_kind)kind));
        cel_write(out, "\":");
        cel_write_unsigned(out, totals->bytes[kind]);
    }
    write_more(out, "all", totals->total);
    write_more(out, "used", totals->used);
    write_more(out, "cache_lines", totals->lines);
    write_more(out, "pages", totals->pages);
    write_more(out, "pointers", totals->bookkeeping);
    cel_write_char(out, '}');
}

static void write_side(struct cel_writer *out, const struct map_side *side)
{
    cel_write(out, "{\"name\":\"");
    cel_write(out, side->name);
    cel_write(out, "\",\"regions\":[");
    for (size_t i = 0; i < side->region_count; i++) {
        cel_write(out, i > 0 ? ",\n" : "\n");
        write_region(out, side, &side->regions[i]);
    }
    write_totals(out, &side->totals);
    cel_write_char(out, '}');
}

void map_draw_json(struct cel_writer *out, const struct map *map)
{
    const struct cel_unit *unit = &map->sides[0].unit;
    cel_write(out, "{\"version\":1,\"file\":");
    write_string(out, (struct cel_string){map->name, strlen(map->name)});
    cel_write(out, map->sides[0].valid ? ",\"valid\":true" : ",\"valid\":false");
    write_more(out, "source_bytes", map->source_size);
    write_more(out, "tokens", unit->token_count);
    write_more(out, "nodes", unit->node_count);
    cel_write(out, ",\"sides\":[\n");
    write_side(out, &map->sides[0]);
    cel_write(out, ",\n");
    write_side(out, &map->sides[1]);
    cel_write(out, "]}\n");
}
