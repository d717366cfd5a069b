/* map.h: `cellar map`. */
#ifndef CLI_MAP_H
#define CLI_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"

/* How a map is drawn. */
enum map_form {
    MAP_SVG,     /* a picture */
    MAP_LETTERS, /* letters, for a terminal */
    MAP_JSON     /* data */
};

/* When --text has colours. */
enum map_colour {
    MAP_COLOUR_AUTO,   /* on a terminal, unless NO_COLOR is set (no-color.org) */
    MAP_COLOUR_ALWAYS, /* always */
    MAP_COLOUR_NEVER   /* never */
};

/* What the user asked for. */
struct map_options {
    enum map_form form;       /* --text, --json; default a picture */
    const char *output;       /* -o; NULL or "-": standard output */
    const char *expr;         /* -e, or NULL */
    const char *file;         /* the operand; "-": standard input */
    enum map_colour colour;   /* --color */
    size_t limit;             /* --limit: bytes of memory to draw at most */
    struct cel_options parse; /* the library's own options */
};

/* Reads the arguments behind `map`. */
enum verdict map_read_options(int argc, char **argv, struct map_options *options);

/* Whether letters are to stand on coloured ground. */
bool map_has_colours(const struct map_options *options);

/* Draws the map. Returns the exit status: 0, 1 for an invalid unit, whose map is drawn
 * all the same, 2 for an input or output error. */
int map_command(const struct map_options *options);

/* The text of --help. */
extern const char map_help[];

#endif
