/* map_svg_head.c: what stands above the map: title, legend with sums, bars to scale. */
#include "cli/map_svg.h"

#include <stdio.h>
#include <string.h>

enum { TOP = 96, PITCH = 20, SWATCH = 22, COLUMN_1 = 290, COLUMN_2 = 490, BARS = 660 };

/* Colours that people with any kind of colour vision tell apart (after Okabe and Ito);
 * each is named once, the dead ones are paler by their opacity. */
static const char style[] =
    "<style>\n"
    "svg{background:#fff}text{font-family:ui-monospace,'DejaVu Sans "
    "Mono',Menlo,Consolas,"
    "monospace;font-size:12px;fill:#1a1a1a}\n"
    ".ground{fill:#fff}.title{font-size:18px;font-weight:bold}.soft,.at{fill:#595959}\n"
    ".side{font-size:15px;font-weight:bold}.note{font-weight:bold}\n"
    ".at{font-size:9px;text-anchor:end}.right{text-anchor:end}\n"
    "g text,.source{font-size:8px;fill:#111;pointer-events:none}\n"
    ".text{fill:#f0e442}.token{fill:#56b4e9}.node{fill:#e69f00}.array{fill:#2db58b}"
    ".string{fill:#d98bb5}\n"
    ".padding{fill:url(#padding)}.header{fill:#4d4d4d}.freed{fill:url(#freed)}"
    ".unused{fill:url(#unused)}.other{fill:none}\n"
    ".dead{fill-opacity:.35}.dead text{fill-opacity:1}\n"
    "path{stroke:#fff;stroke-width:1}.other path{stroke:none;pointer-events:all}\n"
    ".lines{stroke:#000;stroke-opacity:.55;fill:none;pointer-events:none}\n"
    ".hatch{fill:none;stroke:#8a8a8a;stroke-width:1.4}.faint{stroke:#d0d0d0;stroke-"
    "width:1}"
    "\n"
    "@media(prefers-color-scheme:dark){svg{background:#15171b}.ground{fill:#15171b}"
    "text{fill:#e8e8e8}.soft,.at{fill:#a8a8a8}\n"
    "g text,.source{fill:#111}.dead text{fill:#f0f0f0}.header{fill:#c9c9c9}"
    "path{stroke:#15171b}.lines{stroke:#fff}.hatch{stroke:#8f8f8f}.faint{stroke:#"
    "3c3f45}"
    ".other path{stroke:none}}\n"
    "</style>\n"
    "<defs>\n"
    "<pattern id=\"padding\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
    "<path class=\"hatch\" d=\"M-1 6l7-7\"/></pattern>\n"
    "<pattern id=\"unused\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
    "<path class=\"hatch faint\" d=\"M-1 9l10-10\"/></pattern>\n"
    "<pattern id=\"freed\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">"
    "<path class=\"hatch\" d=\"M0 0l7 7M0 7l7-7\"/></pattern>\n"
    "</defs>\n";

void svg_class(struct cel_writer *out, enum map_kind kind, bool dead)
{
    static const char *const classes[MAP_KINDS] = {
        [MAP_TEXT] = "text",     [MAP_TOKEN] = "token",   [MAP_NODE] = "node",
        [MAP_ARRAY] = "array",   [MAP_STRING] = "string", [MAP_PADDING] = "padding",
        [MAP_HEADER] = "header", [MAP_FREED] = "freed",   [MAP_UNUSED] = "unused",
        [MAP_OTHER] = "other",
    };
    cel_write(out, classes[kind]);
    cel_write(out, dead ? " dead" : "");
}

/* A box of a kind's colour. */
static void box(struct cel_writer *out, const struct map_total *total, size_t x,
                size_t y, size_t width, size_t height)
{
    char path[96];
    cel_write(out, "<path class=\"");
    svg_class(out, total->kind, total->dead);
    snprintf(path, sizeof path, "\" d=\"M%zu %zuh%zuv%zuh-%zuz\"/>\n", x, y, width,
             height, width);
    cel_write(out, path);
}

static void write_value(struct cel_writer *out, const struct map *map,
                        const struct map_total *total, size_t side, size_t y)
{
    char ratio[MAP_RATIO];
    size_t x = side == 0 ? COLUMN_1 : COLUMN_2;
    svg_open_text(out, "right", x, y);
    svg_number(out, total->values[side]);
    svg_close_text(out);
    if (!total->in_bytes)
        return;
    map_format_ratio(ratio, total->values[side], map->source_size);
    svg_open_text(out, "right soft", x + 104, y);
    cel_write(out, ratio);
    svg_close_text(out);
}

static void heading(struct cel_writer *out, const char *text, size_t x)
{
    svg_open_text(out, "right note", x, TOP - 8);
    cel_write(out, text);
    svg_close_text(out);
}

static void legend(struct cel_writer *out, const struct map *map,
                   const struct map_total *list, size_t count)
{
    heading(out, "arena", COLUMN_1);
    heading(out, "malloc", COLUMN_2);
    svg_open_text(out, "right soft", COLUMN_1 + 104, TOP - 8);
    cel_write(out, "a source byte</text>");
    svg_open_text(out, "right soft", COLUMN_2 + 104, TOP - 8);
    cel_write(out, "a source byte</text>\n");
    for (size_t i = 0; i < count; i++) {
        size_t y = TOP + i * PITCH;
        if (list[i].is_kind)
            box(out, &list[i], SWATCH, y, 28, 14);
        svg_open_text(out, list[i].is_kind ? "name" : "name note", SWATCH + 38, y + 11);
        cel_write(out, list[i].name);
        svg_close_text(out);
        for (size_t side = 0; side < MAP_SIDES; side++)
            write_value(out, map, &list[i], side, y + 11);
    }
}

/* What a side takes, as a bar; both to one scale. */
static void bar(struct cel_writer *out, const struct map *map,
                const struct map_total *list, size_t count, size_t side)
{
    enum { LENGTH = SVG_WIDTH - BARS - 24, HEIGHT = 44, DISTANCE = 104 };
    size_t totals[MAP_SIDES] = {map->sides[0].totals.total, map->sides[1].totals.total};
    size_t most = totals[0] > totals[1] ? totals[0] : totals[1], done = 0;
    size_t y = TOP + 4 + side * DISTANCE;
    svg_open_text(out, "side", BARS, y);
    cel_write(out, map->sides[side].name);
    cel_write(out, ": ");
    svg_number(out, map->sides[side].totals.used);
    cel_write(out, " bytes written to, ");
    svg_number(out, map->sides[side].totals.lines);
    cel_write(out, " cache lines");
    svg_close_text(out);
    for (size_t i = 0; i < count && most > 0; i++) {
        size_t from = done * LENGTH / most;
        done += list[i].is_kind ? list[i].values[side] : 0;
        size_t to = done * LENGTH / most;
        if (list[i].is_kind && to > from)
            box(out, &list[i], BARS + from, y + 12, to - from, HEIGHT);
    }
}

size_t svg_head_height(const struct map *map)
{
    struct map_total list[MAP_MOST_TOTALS];
    size_t legend_height = map_list_totals(map, list) * PITCH;
    return TOP + (legend_height > 220 ? legend_height : 220) + 24;
}

static void write_name(struct cel_writer *out, const struct map *map)
{
    svg_escape(out, (struct cel_string){map->name, strlen(map->name)}, 80);
}

void svg_head(struct cel_writer *out, const struct map *map, size_t height)
{
    char size[160];
    struct map_total list[MAP_MOST_TOTALS];
    size_t count = map_list_totals(map, list);
    snprintf(size, sizeof size,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %zu\" "
             "width=\"%d\" height=\"%zu\">\n<title>",
             SVG_WIDTH, height, SVG_WIDTH, height);
    cel_write(out, size);
    cel_write(out, "Memory map of ");
    write_name(out, map);
    cel_write(out,
              "</title>\n<desc>Where the text, tokens, nodes, arrays and strings of "
              "the parsed unit lie, to scale: in the arena on the left, under malloc "
              "on the right. Each piece has a title of its own.</desc>\n");
    cel_write(out, style);
    cel_write(out, "<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
    svg_open_text(out, "title", SWATCH, 34);
    cel_write(out, "Memory map of ");
    write_name(out, map);
    svg_close_text(out);
    svg_open_text(out, "soft", SWATCH, 58);
    svg_number(out, map->source_size);
    cel_write(out, " bytes of text, ");
    svg_number(out, map->sides[0].unit.token_count);
    cel_write(out, " tokens, ");
    svg_number(out, map->sides[0].unit.node_count);
    cel_write(out, " nodes. Paler: dead, nothing points at it. Point at a piece to see "
                   "what it is.");
    svg_close_text(out);
    legend(out, map, list, count);
    for (size_t side = 0; side < MAP_SIDES; side++)
        bar(out, map, list, count, side);
}
