/* tool.h: what the seven programs share beside the language: options, files, a clock.
 */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct options {
    unsigned long times; /* -n: how often all is parsed once more, and timed */
    size_t limit;        /* -m: bytes of memory; SIZE_MAX if not given */
    bool use_malloc;     /* -a malloc */
    int first;           /* the first file among the arguments */
};

/* Hands each file to run_file, which returns 0, 1 if a unit is wrong, or 2 if the file
 * cannot be read. Returns the exit status, the largest of these; 2 for wrong usage.
 * `letters`: the options there are, as for getopt. */
int run_files(int argc, char **argv, const char *letters,
              int (*run_file)(const char *name, const struct options *options));

/* Opens a file and tells its size. NULL: it has said that it cannot. */
FILE *open_file(const char *name, size_t *size);

/* Reads `size` bytes, puts a NUL behind them and closes the file. False: it has said
 * that it cannot, or that there is no memory: `text` may be NULL. */
bool read_file(FILE *file, const char *name, char *text, size_t size);

/* A file, and what has been done with it. */
struct run {
    const char *name;
    char *text;           /* ends in a NUL */
    size_t size;          /* its bytes, without the NUL */
    size_t tokens, nodes; /* read and made so far */
    bool quiet;           /* nothing is printed */
    bool failed;          /* some unit is wrong */
    bool check;           /* trees go into the checksum */
    uint32_t sum;         /* their checksum */
    struct arena *arena;  /* where memory comes from; NULL: from malloc */

    /* What is done with a unit: the line `number`, from start to end. */
    void (*unit)(struct run *run, size_t number, const char *start, const char *end);
};

/* Does all units of a file. */
void run_lines(struct run *run);

/* Does them `times` times more, and says how long that took: the median. */
void measure(const struct run *done, unsigned long times);

void say_wrong(const struct run *run, size_t line, ptrdiff_t column,
               const char *message);

/* Returns `memory`; if there is none, says so and exits. */
void *must(void *memory);

/* Nanoseconds since some time in the past. */
double now(void);

/* Sorts `count` numbers, at least one, and returns the one in the middle. */
double median(double *numbers, size_t count);

#endif
