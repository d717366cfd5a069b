/* map_svg.c: the memory map as a picture: 128 bytes a line, two cache lines, to scale;
 * the arena on the left and malloc on the right. */
#include "cli/map_svg.h"

#include <stdio.h>

static void offset_of(struct cel_writer *out, const struct map_line *line,
                      uintptr_t address)
{
    char text[32];
    snprintf(text, sizeof text, "%04zx", (size_t)(address - line->region->base));
    cel_write(out, text);
}

static void write_place(struct cel_writer *out, const struct map_side *side,
                        const struct map_piece *piece, const struct map_line *line)
{
    cel_write_char(out, '\n');
    svg_number(out, piece->size);
    cel_write(out, piece->size == 1 ? " byte at " : " bytes at ");
    offset_of(out, line, piece->address);
    cel_write(out, line->region->asked > 0 ? " of block " : " of region ");
    svg_number(out, (size_t)(line->region - side->regions) + 1);
}

static void write_source(struct cel_writer *out, const struct map_side *side,
                         const struct map_piece *piece)
{
    struct map_words words;
    if (!piece->has_span)
        return;
    struct cel_place place = cel_find_place(&side->places, piece->span.start);
    map_words_start(&words, MAP_MOST_WORDS);
    cel_write_string(&words.writer, map_source_text(side, piece));
    cel_write_char(out, '\n');
    svg_number(out, place.line);
    cel_write_char(out, ':');
    svg_number(out, place.column);
    cel_write(out, "  ");
    svg_escape(out, map_words_end(&words), SIZE_MAX);
}

/* What a reader sees who points at the piece. */
static void write_title(struct cel_writer *out, const struct map_side *side,
                        const struct map_piece *piece, const struct map_line *line)
{
    struct map_words words;
    const char *remark = map_remark(piece);
    map_words_start(&words, MAP_MOST_WORDS);
    map_write_what(&words.writer, side, piece);
    cel_write(out, "<title>");
    svg_escape(out, map_words_end(&words), SIZE_MAX);
    write_place(out, side, piece, line);
    write_source(out, side, piece);
    if (remark != NULL) {
        cel_write_char(out, '\n');
        cel_write(out, remark);
    }
    cel_write(out, "</title>");
}

static void write_label(struct cel_writer *out, const struct map_side *side,
                        const struct map_piece *piece, size_t x, size_t y, size_t width)
{
    struct map_words words;
    size_t columns = (width - 2) / SVG_LETTER;
    map_words_start(&words, MAP_MOST_WORDS);
    map_write_label(&words.writer, side, piece);
    struct cel_string label = map_words_end(&words);
    if (label.size == 0 || columns < 2)
        return;
    svg_open_text(out, "label", x + 2, y + 10);
    svg_escape(out, label, columns);
    cel_write(out, "</text>");
}

/* The part of a piece that lies in the line. Its label stands in its longest part, the
 * first of equals. */
static void write_part(struct cel_writer *out, const struct map_side *side,
                       const struct map_piece *piece, const struct map_line *line,
                       size_t left, size_t y)
{
    char path[96];
    uintptr_t piece_end = piece->address + piece->size;
    uintptr_t line_end = line->start + line->size;
    uintptr_t from = piece->address > line->start ? piece->address : line->start;
    uintptr_t to = piece_end < line_end ? piece_end : line_end;
    size_t x = left + (from - line->start) * SVG_BYTE, width = (to - from) * SVG_BYTE;
    cel_write(out, "<g class=\"");
    svg_class(out, piece->kind, piece->dead);
    cel_write(out, "\">");
    write_title(out, side, piece, line);
    snprintf(path, sizeof path, "<path d=\"M%zu %zuh%zuv%dh-%zuz\"/>", x, y, width,
             SVG_BOX, width);
    cel_write(out, path);
    bool begins = from == piece->address && to - from >= piece_end - to;
    bool goes_on = from > piece->address && to - from > from - piece->address;
    struct svg_source source = {(const char *)from, to - from, piece_end - from};
    if (piece->kind == MAP_TEXT)
        svg_source(out, &source, x, y + 10);
    else if (begins || goes_on)
        write_label(out, side, piece, x, y, width);
    cel_write(out, "</g>\n");
}

static void write_bytes(struct cel_writer *out, const struct map_side *side,
                        const struct map_line *line, size_t left, size_t y)
{
    size_t end = line->region->first_piece + line->region->piece_count;
    svg_open_text(out, "at", left - 6, y + 10);
    offset_of(out, line, line->start);
    svg_close_text(out);
    for (size_t i = line->piece;
         i < end && side->pieces[i].address < line->start + line->size; i++)
        write_part(out, side, &side->pieces[i], line, left, y);
}

static void write_note(struct cel_writer *out, const struct map_side *side,
                       const struct map_line *line, size_t left, size_t y)
{
    svg_open_text(out, line->kind == MAP_ROW_REGION ? "note" : "soft", left, y + 17);
    map_write_note(out, side, line);
    svg_close_text(out);
}

static size_t height_of(const struct map_line *line)
{
    return line->kind == MAP_ROW_BYTES ? SVG_PITCH : SVG_NOTE;
}

/* The edges of the cache lines from `top` to `bottom`. */
static void write_edges(struct cel_writer *out, size_t left, size_t top, size_t bottom)
{
    if (bottom <= top)
        return;
    cel_write(out, "<path class=\"lines\" d=\"");
    for (size_t i = 0; i <= SVG_LINE / MAP_LINE; i++) {
        char edge[64];
        snprintf(edge, sizeof edge, "M%zu %zuv%zu", left + i * MAP_LINE * SVG_BYTE, top,
                 bottom - top);
        cel_write(out, edge);
    }
    cel_write(out, "\"/>\n");
}

static size_t height_of_side(const struct map_side *side)
{
    struct map_lines lines;
    struct map_line line;
    size_t height = 0;
    map_lines_start(&lines, side, SVG_LINE);
    while (map_lines_next(&lines, &line))
        height += height_of(&line);
    return height;
}

static void write_side(struct cel_writer *out, const struct map_side *side, size_t left,
                       size_t y)
{
    struct map_lines lines;
    struct map_line line;
    size_t top = y;
    svg_open_text(out, "side", left, y - 4);
    cel_write(out, side->name);
    svg_close_text(out);
    svg_open_text(out, "right soft", left + SVG_LINE * SVG_BYTE, y - 4);
    cel_write(out, "a line: 128 bytes, two cache lines");
    svg_close_text(out);
    map_lines_start(&lines, side, SVG_LINE);
    while (map_lines_next(&lines, &line)) {
        if (line.kind == MAP_ROW_BYTES) {
            write_bytes(out, side, &line, left, y);
        } else {
            write_edges(out, left, top, y);
            write_note(out, side, &line, left, y);
        }
        y += height_of(&line);
        top = line.kind == MAP_ROW_BYTES ? top : y;
    }
    write_edges(out, left, top, y);
}

void map_draw_svg(struct cel_writer *out, const struct map *map)
{
    size_t arena = height_of_side(&map->sides[0]);
    size_t malloced = height_of_side(&map->sides[1]);
    size_t top = svg_head_height(map);
    svg_head(out, map, top + (arena > malloced ? arena : malloced) + 24);
    write_side(out, &map->sides[0], SVG_LEFT, top);
    write_side(out, &map->sides[1], SVG_RIGHT, top);
    cel_write(out, "</svg>\n");
}
