/* yaml_sample.h: YAML files with one scalar, written at random, for yaml_map.c. */
#ifndef TESTS_YAML_SAMPLE_H
#define TESTS_YAML_SAMPLE_H

#include "cli/yaml_tree.h"

enum { YAML_ROOM = 1 << 14 /* bytes of a file, and of what is decoded of it */ };

/* A file with one scalar, and what that decodes to. */
struct yaml_sample {
    uint64_t random;                   /* the state of chance */
    char source[YAML_ROOM];            /* the file */
    size_t size;                       /* its bytes */
    char text[YAML_ROOM];              /* the decoded scalar */
    struct cel_span origin[YAML_ROOM]; /* of each byte of it */
    size_t length;                     /* its bytes */
    const char *newline;               /* LF, CR or CRLF */
    size_t margin;                     /* how far the scalar's lines are indented */
    size_t end;                        /* where in the file the text ends */
};

/* Writes the next file, with a scalar of that style. */
void write_yaml(struct yaml_sample *s, enum yaml_style style);

/* Puts something odd in a few places. */
void spoil_yaml(struct yaml_sample *s);

#endif
