/* output.h: standard output and standard error, with every failure noticed. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>

#include "cellar.h"

/* A stream being written; its writer's sink is the file descriptor. */
struct output {
    int fd;                   /* where to */
    int error;                /* errno of the first failure, or 0 */
    struct cel_writer writer; /* the buffer before it */
};

void output_init(struct output *output, int fd);

/* The writer's sink: writes all, or notes the error and returns false. */
bool output_write(void *context, const char *bytes, size_t size);

/* Appends `cellar: FILE: why`, where why is a message or errno's. Shown safely. */
void write_complaint(struct cel_writer *out, const char *file, const char *why);

/* The same, at once to standard error. */
void complain(const char *file, const char *why);

#endif
