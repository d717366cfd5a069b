/* map_rows.c: a side's regions as lines of equal width, the pages marked. */
#include "cli/map_draw.h"

void map_lines_start(struct map_lines *lines, const struct map_side *side, size_t width)
{
    *lines = (struct map_lines){.side = side, .width = width};
}

static uintptr_t end_of(const struct map_piece *piece)
{
    return piece->address + piece->size;
}

/* Begins the next region. */
static bool begin_region(struct map_lines *lines, struct map_line *line)
{
    if (lines->region == lines->side->region_count)
        return false;
    const struct map_region *region = &lines->side->regions[lines->region];
    lines->at = region->start;
    lines->piece = region->first_piece;
    lines->page_shown = true;
    *line = (struct map_line){MAP_ROW_REGION, region, region->start, region->size, 0};
    return true;
}

/* How many bytes from a page's start are pages that nothing touched. */
static size_t untouched(const struct map_lines *lines)
{
    const struct map_piece *piece = &lines->side->pieces[lines->piece];
    if (lines->at % MAP_PAGE != 0 || piece->kind != MAP_UNUSED)
        return 0;
    size_t size = end_of(piece) - lines->at;
    return size / MAP_PAGE * MAP_PAGE;
}

static void advance(struct map_lines *lines, size_t size)
{
    const struct map_region *region = &lines->side->regions[lines->region];
    const struct map_piece *pieces = lines->side->pieces;
    size_t end = region->first_piece + region->piece_count;
    lines->at += size;
    lines->page_shown = false;
    while (lines->piece < end && end_of(&pieces[lines->piece]) <= lines->at)
        lines->piece++;
    if (lines->at == region->start + region->size) {
        lines->at = 0;
        lines->region++;
    }
}

bool map_lines_next(struct map_lines *lines, struct map_line *line)
{
    if (lines->at == 0)
        return begin_region(lines, line);
    *line = (struct map_line){MAP_ROW_SKIP, &lines->side->regions[lines->region],
                              lines->at, untouched(lines), lines->piece};
    if (line->size == 0 && lines->at % MAP_PAGE == 0 && !lines->page_shown) {
        lines->page_shown = true;
        line->kind = MAP_ROW_PAGE;
        return true;
    }
    if (line->size == 0) {
        line->kind = MAP_ROW_BYTES;
        line->size = lines->width;
    }
    advance(lines, line->size);
    return true;
}

static void write_count(struct cel_writer *out, size_t count, const char *what)
{
    cel_write_unsigned(out, count);
    cel_write(out, what);
    cel_write(out, count == 1 ? "" : "s");
}

/* Where a region of malloc's lies: how far behind the one before it. */
static void write_gap(struct cel_writer *out, const struct map_side *side,
                      const struct map_region *region)
{
    const struct map_region *before = region - 1;
    if (region == side->regions)
        return;
    cel_write(out, ", ");
    if (before->base == region->base)
        write_count(out, region->start - before->start - before->size, " byte");
    else
        cel_write(out, "far");
    cel_write(out, " on");
}

void map_write_note(struct cel_writer *out, const struct map_side *side,
                    const struct map_line *line)
{
    const struct map_region *region = line->region;
    size_t page = (line->start - region->base) / MAP_PAGE;
    if (line->kind == MAP_ROW_SKIP) {
        write_count(out, line->size / MAP_PAGE, " page");
        cel_write(out, " never touched");
        return;
    }
    if (line->kind == MAP_ROW_REGION) {
        cel_write(out, region->asked > 0 ? "block " : "region ");
        cel_write_unsigned(out, (size_t)(region - side->regions) + 1);
        cel_write(out, ": ");
    }
    if (line->kind == MAP_ROW_REGION && region->asked > 0) {
        write_count(out, region->asked, " byte");
        return;
    }
    cel_write(out, "page ");
    cel_write_unsigned(out, page);
    if (line->kind == MAP_ROW_REGION)
        write_gap(out, side, region);
}
