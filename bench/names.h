/* names.h: a handful of names by number, so that samples can be sorted and compared. */
#ifndef BENCH_NAMES_H
#define BENCH_NAMES_H

#include <stddef.h>

/* Names; the number of each is its place. */
struct bench_names {
    char **texts;    /* the names; freed by bench_names_free */
    size_t count;    /* how many */
    size_t capacity; /* how many there is room for */
};

/* The number of a name, which is added if it is new. */
size_t bench_name(struct bench_names *names, const char *text);

/* The same, of the `size` bytes there. */
size_t bench_name_of(struct bench_names *names, const char *text, size_t size);

/* Adds the parts of a list with commas. */
void bench_names_add(struct bench_names *names, const char *list);

void bench_names_free(struct bench_names *names);

#endif
