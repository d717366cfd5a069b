/* help.h: what --help shows. Explain's text stands in explain.c. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

extern const char help[];       /* cellar --help */
extern const char parse_help[]; /* cellar parse --help */
extern const char map_help[];   /* cellar map --help */
extern const char bench_help[]; /* cellar bench --help */

#endif
