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

/* What the user asked for. */
struct map_options {
    enum map_form form;       /* --text, --json; default a picture */
    const char *output;       /* -o; NULL or "-": standard output */
    const char *expr;         /* -e, or NULL */
    const char *file;         /* the operand; "-": standard input */
    enum colour colour;       /* --color */
    size_t limit;             /* --limit: bytes of memory to draw at most */
    struct cel_options parse; /* the library's own options */
};

/* Reads the arguments behind `map`. */
enum verdict map_read_options(int argc, char **argv, struct map_options *options);

/* Draws the map. Returns the exit status: 0, 1 for an invalid unit, whose map is drawn
 * all the same, 2 for an input or output error. */
int map_command(const struct map_options *options);

#endif
