/* walk.h: the files that the operands of a command stand for, in the order in which
 * they are to be answered. */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "cellar.h"
#include "cli/options.h"

/* A file, or what could not be found out about one. */
struct walk_file {
    const char *name;    /* as named, or with the directory before it */
    const char *problem; /* why it cannot be read, or NULL */
    bool yaml;           /* it is YAML */
};

/* The files. */
struct walk {
    struct arena memory;     /* holds the list and the names */
    struct walk_file *files; /* in order */
    size_t count;            /* how many */
    size_t capacity;         /* how many there is room for */
    bool has_directory;      /* an operand was one */
    bool lacks_yaml;         /* that YAML is not supported has been told */
    bool no_memory;          /* the list is not whole */
};

/* Lists the files of the options' operands, standard input where there are none. A
 * directory is searched, unless its files would be read as records, for *.cel, *.yaml
 * and
 * *.yml, each directory's names in the order of their bytes; hidden ones are left out,
 * links followed to files alone. False: no memory. To be closed in any case. */
bool walk_open(struct walk *walk, const struct options *options);
void walk_close(struct walk *walk);

#endif
