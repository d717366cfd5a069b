/* map_text.c: the memory map for a terminal, in 77 columns: a character is eight bytes,
 * a line four cache lines, the arena on the left and malloc on the right. */
#include "cli/map_draw.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { CELL = 8, CELLS = MAP_ROW / CELL, LABEL = 5, COLUMN = LABEL + CELLS, GAP = 3 };

/* The letter of a cell: a capital where a piece begins. */
static char letter_of(const struct map_piece *piece, bool begins)
{
    static const char letters[MAP_KINDS] = {
        [MAP_TEXT] = 's',   [MAP_TOKEN] = 't',   [MAP_NODE] = 'n',   [MAP_ARRAY] = 'a',
        [MAP_STRING] = 'q', [MAP_PADDING] = '.', [MAP_HEADER] = 'h', [MAP_FREED] = 'f',
        [MAP_UNUSED] = '_', [MAP_OTHER] = ' ',
    };
    char letter = piece->dead ? 'd' : letters[piece->kind];
    bool is_letter = letter >= 'a' && letter <= 'z';
    return begins && is_letter ? (char)(letter - 'a' + 'A') : letter;
}

/* The background of a cell, a number of the 256 colours; 0: none. */
static unsigned colour_of(const struct map_piece *piece)
{
    static const unsigned char colours[MAP_KINDS] = {
        [MAP_TEXT] = 228,   [MAP_TOKEN] = 74,    [MAP_NODE] = 214,   [MAP_ARRAY] = 36,
        [MAP_STRING] = 175, [MAP_PADDING] = 248, [MAP_HEADER] = 240,
    };
    static const unsigned char dead[MAP_KINDS] = {
        [MAP_TOKEN] = 153,
        [MAP_NODE] = 223,
        [MAP_ARRAY] = 115,
        [MAP_STRING] = 182,
    };
    return piece->dead ? dead[piece->kind] : colours[piece->kind];
}

static void write_cell(struct cel_writer *out, const struct map_piece *piece,
                       bool begins, bool colour)
{
    char code[32];
    unsigned background = colour ? colour_of(piece) : 0;
    if (background != 0) {
        snprintf(code, sizeof code, "\033[48;5;%u;38;5;%um", background,
                 piece->kind == MAP_HEADER ? 255u : 16u);
        cel_write(out, code);
    }
    cel_write_char(out, letter_of(piece, begins));
    if (background != 0)
        cel_write(out, "\033[0m");
}

/* The piece that has most of a cell, the first of equals. */
static const struct map_piece *piece_in(const struct map_side *side, size_t *next,
                                        size_t end_piece, uintptr_t start)
{
    const struct map_piece *best = NULL;
    size_t most = 0;
    for (; *next < end_piece; ++*next) {
        const struct map_piece *piece = &side->pieces[*next];
        uintptr_t end = piece->address + piece->size;
        uintptr_t from = piece->address > start ? piece->address : start;
        uintptr_t to = end < start + CELL ? end : start + CELL;
        if (from < to && to - from > most) {
            best = piece;
            most = to - from;
        }
        if (end > start + CELL || piece->address >= start + CELL)
            break;
    }
    return best;
}

static void write_cells(struct cel_writer *out, const struct map_side *side,
                        const struct map_line *line, bool colour)
{
    char label[16];
    size_t next = line->piece;
    size_t end_piece = line->region->first_piece + line->region->piece_count;
    snprintf(label, sizeof label, "%04zx ",
             (size_t)(line->start - line->region->base) & 0xffff);
    cel_write(out, label);
    for (size_t i = 0; i < CELLS; i++) {
        uintptr_t start = line->start + i * CELL;
        const struct map_piece *piece = piece_in(side, &next, end_piece, start);
        assert(piece != NULL); /* pieces leave no byte of a region out */
        write_cell(out, piece, piece->address >= start, colour);
    }
}

/* A line that is no bytes. Returns its length. */
static size_t write_note(struct cel_writer *out, const struct map_side *side,
                         const struct map_line *line)
{
    struct map_words words;
    map_words_start(&words, COLUMN);
    map_write_note(&words.writer, side, line);
    struct cel_string note = map_words_end(&words);
    cel_write_string(out, note);
    return note.size;
}

/* One side's half of a line: `behind` columns of blanks, then the line. Returns the
 * columns it takes; 0 where the side has no more lines. */
static size_t write_half(struct cel_writer *out, struct map_lines *lines, size_t behind,
                         bool colour)
{
    struct map_line line;
    if (!map_lines_next(lines, &line))
        return 0;
    cel_write_spaces(out, behind);
    if (line.kind != MAP_ROW_BYTES)
        return write_note(out, lines->side, &line);
    write_cells(out, lines->side, &line, colour);
    return COLUMN;
}

static void write_lines(struct cel_writer *out, const struct map *map, bool colour)
{
    struct map_lines arena, malloced;
    map_lines_start(&arena, &map->sides[0], MAP_ROW);
    map_lines_start(&malloced, &map->sides[1], MAP_ROW);
    for (;;) {
        size_t left = write_half(out, &arena, 0, colour);
        size_t right = write_half(out, &malloced, COLUMN + GAP - left, colour);
        if (left == 0 && right == 0)
            return;
        cel_write_char(out, '\n');
    }
}

static void write_swatch(struct cel_writer *out, const struct map_total *total,
                         bool colour)
{
    struct map_piece piece = {.kind = total->kind, .dead = total->dead};
    cel_write_spaces(out, 2);
    if (total->is_kind)
        write_cell(out, &piece, true, colour);
    else
        cel_write_char(out, ' ');
}

static void write_totals(struct cel_writer *out, const struct map *map, bool colour)
{
    struct map_total list[MAP_MOST_TOTALS];
    size_t count = map_list_totals(map, list);
    char line[80], ratio[MAP_RATIO];
    snprintf(line, sizeof line, "%24s%11s%15s%13s%15s\n", "", "arena", "a source byte",
             "malloc", "a source byte");
    cel_write(out, line);
    for (size_t i = 0; i < count; i++) {
        const struct map_total *total = &list[i];
        write_swatch(out, total, colour);
        snprintf(line, sizeof line, " %-20s", total->name);
        cel_write(out, line);
        for (size_t side = 0; side < MAP_SIDES; side++) {
            if (total->in_bytes)
                map_format_ratio(ratio, total->values[side], map->source_size);
            snprintf(line, sizeof line, "%11zu%*s", total->values[side],
                     total->in_bytes ? 15
                     : side == 0     ? 17
                                     : 0,
                     total->in_bytes ? ratio : "");
            cel_write(out, line);
            cel_write_spaces(out, total->in_bytes && side == 0 ? 2 : 0);
        }
        cel_write_char(out, '\n');
    }
}

void map_draw_text(struct cel_writer *out, const struct map *map, bool colour)
{
    cel_write(out, "Memory map of ");
    cel_write_safe(out, (struct cel_string){map->name, strlen(map->name)});
    cel_write(out,
              "\n\nA character is 8 bytes, a line 256: four cache lines. A capital "
              "letter\nbegins a piece; d is a dead one. On the left the arena, on "
              "the right malloc.\n\n");
    write_lines(out, map, colour);
    cel_write_char(out, '\n');
    write_totals(out, map, colour);
}
