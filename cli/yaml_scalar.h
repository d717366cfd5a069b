/* yaml_scalar.h: which bytes of a YAML file made each byte of a decoded scalar.
 *
 * The decoded text is libyaml's. The file is read once more beside it, by rules of its
 * own, and each byte that comes out must be the next of libyaml's: the map is right, or
 * known to be missing. Knows nothing of libyaml, so it works in any build. */
#ifndef CLI_YAML_SCALAR_H
#define CLI_YAML_SCALAR_H

#include <stdbool.h>

#include "cellar.h"

/* How a scalar is written. */
enum yaml_style {
    YAML_PLAIN,         /* text */
    YAML_SINGLE_QUOTED, /* 'text' */
    YAML_DOUBLE_QUOTED, /* "text" */
    YAML_LITERAL,       /* | and lines of text */
    YAML_FOLDED         /* > and lines of text */
};

/* Some bytes of the decoded text that follow each other. */
struct yaml_piece {
    uint32_t at;     /* the first of them, in the decoded text */
    uint32_t source; /* what made it, in the file */
    uint32_t width;  /* 0: each byte stands in the file as it is, one after the other;
                        else each is made by these same bytes of the file */
};

/* A map from a decoded text back to the file. */
struct yaml_map {
    struct yaml_piece *pieces; /* by `at`, and by `source`, too */
    size_t count;              /* how many */
    size_t capacity;           /* for how many there is room */
    uint32_t size;             /* bytes of the decoded text */
    uint32_t end;              /* where in the file the text ends: before the quote or
                                  the line breaks behind it */
    bool exact;                /* false: all that is known is where the scalar is */
};

/* Fills in the map of a scalar which stands at `place` in the file `source`, its tag
 * and anchor included, and is decoded as `text`. Time and memory are linear in the two.
 * False: no memory; the map is not exact then. It lives in the arena. */
bool yaml_map_scalar(struct arena *arena, struct cel_string source,
                     struct cel_span place, enum yaml_style style,
                     struct cel_string text, struct yaml_map *map);

/* What in the file made byte `at` of the decoded text; behind the last byte, where the
 * text ends. */
struct cel_span yaml_map_byte(const struct yaml_map *map, uint32_t at);

/* The same for a stretch of the decoded text. */
struct cel_span yaml_map_span(const struct yaml_map *map, struct cel_span span);

#endif
