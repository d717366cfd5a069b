/* bench.h: `cellar bench`: the benchmark on the user's own units. */
#ifndef CLI_BENCH_H
#define CLI_BENCH_H

#include "cli/options.h"

/* What the user asked for. */
struct bench_options {
    int rounds;      /* --rounds */
    double seconds;  /* --seconds */
    const char *out; /* --out, or NULL */
    bool worker;     /* a process that the command starts of itself */
    char **argv;     /* all the arguments, for the worker */
    int argc;        /* how many */
    char **files;    /* the operands */
    int file_count;  /* how many */
};

/* Reads the arguments behind `bench`. */
enum verdict read_bench_options(int argc, char **argv, struct bench_options *options);

/* Measures. Returns the exit status: 0 good, 1 some unit is not valid, 2 anything else
 * went wrong. */
int bench_command(const struct bench_options *options);

#endif
