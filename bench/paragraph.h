/* paragraph.h: text broken into lines. */
#ifndef BENCH_PARAGRAPH_H
#define BENCH_PARAGRAPH_H

#include <stdio.h>

/* A paragraph being written. */
struct bench_paragraph {
    FILE *file;     /* where to */
    char word[200]; /* what may still grow */
    size_t size;    /* of the word */
    size_t column;  /* of the line so far */
};

void bench_paragraph_begin(struct bench_paragraph *p, FILE *file);

/* Adds text; words keep together, lines have at most 88 columns. */
void bench_write(struct bench_paragraph *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes the last word and a line feed. */
void bench_paragraph_end(struct bench_paragraph *p);

#endif
