/* arguments.h: the worker's command line. */
#ifndef BENCH_ARGUMENTS_H
#define BENCH_ARGUMENTS_H

#include "bench/sets.h"

/* What a worker is to do. */
struct bench_arguments {
    const char *process;      /* its number among the workers, for the CSV */
    const char *allocator;    /* whose malloc should be loaded */
    const char *heap;         /* see heap.h */
    char **sets;              /* names, NULL behind the last */
    char **rivals;            /* names, NULL behind the last */
    int rounds;               /* how many, after those to warm up */
    uint64_t seed;            /* of heap and order */
    const char *planted;      /* the rival that is slowed down, or NULL */
    double plant;             /* by how much: 0.1 is a tenth */
    bool times_only;          /* neither memory nor counters */
    unsigned long callgrind;  /* passes to make without a clock; 0: measure instead */
    struct bench_input input; /* files and corpus */
};

/* Reads the arguments, and the FILEs. False: an error has been printed. */
bool bench_read_arguments(struct bench_arguments *arguments, int argc, char **argv);

#endif
