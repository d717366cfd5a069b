/* parse.h: `cellar parse`. */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/options.h"

/* Parses what the options name and writes what they ask for. Returns the exit status:
 * 0 all units valid, 1 some not, 2 an input or output error. */
int parse_command(const struct options *options);

#endif
