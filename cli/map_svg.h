/* map_svg.h: what the picture's files share. Lengths are in pixels. */
#ifndef CLI_MAP_SVG_H
#define CLI_MAP_SVG_H

#include "cli/map_draw.h"

enum {
    SVG_BYTE = 5,     /* a byte's width */
    SVG_LINE = 128,   /* bytes a line: two cache lines */
    SVG_BOX = 14,     /* a piece's height */
    SVG_PITCH = 16,   /* from line to line */
    SVG_NOTE = 24,    /* the height of a line that is no bytes */
    SVG_LEFT = 64,    /* where the arena's column begins */
    SVG_RIGHT = 784,  /* where malloc's does */
    SVG_WIDTH = 1440, /* of the picture */
    SVG_LETTER = 5,   /* of a label, its widest */
};

/* The class of a piece of that kind, for the style sheet: "token dead". */
void svg_class(struct cel_writer *out, enum map_kind kind, bool dead);

/* Appends text of unknown origin so that the XML stays well-formed and a reader sees
 * what no font shows, up to `columns` letters. Returns the letters written. */
size_t svg_escape(struct cel_writer *out, struct cel_string text, size_t columns);

/* <text class="CLASS" x="X" y="Y">, to be closed with svg_close_text. */
void svg_open_text(struct cel_writer *out, const char *class, size_t x, size_t y);
void svg_close_text(struct cel_writer *out);

/* A number with a comma after each thousand. */
void svg_number(struct cel_writer *out, size_t number);

/* What stands above the map: style, title, legend, sums, bars. `height` is that of the
 * whole picture. */
size_t svg_head_height(const struct map *map);
void svg_head(struct cel_writer *out, const struct map *map, size_t height);

/* Source text that stands in a line. */
struct svg_source {
    const char *text; /* the line's first byte of it */
    size_t size;      /* bytes in the line */
    size_t all;       /* bytes up to the text's end, lines to come included */
};

/* The source text in a line, each letter above its first byte. */
void svg_source(struct cel_writer *out, const struct svg_source *source, size_t x,
                size_t y);

#endif
