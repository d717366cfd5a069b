/* map_file.h: a file that appears whole or not at all. */
#ifndef CLI_MAP_FILE_H
#define CLI_MAP_FILE_H

#include "cli/output.h"

/* A file being written, or standard output. */
struct map_file {
    const char *name;     /* the file's name as given; NULL: standard output */
    char *target;         /* the file itself, links followed; NULL: written in place */
    char *temporary;      /* where it is written until it is whole */
    struct output output; /* the stream */
};

/* Begins to write the file; NULL or "-" is standard output. False: a message has been
 * written. */
bool map_file_open(struct map_file *file, const char *name);

/* Ends it. False: it could not be written, and nothing is left of it; a message has
 * been written. */
bool map_file_close(struct map_file *file);

#endif
