/* settings.h: what a run of the benchmark is to do. */
#ifndef BENCH_SETTINGS_H
#define BENCH_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

/* Which workers are started: see plan.h. */
enum bench_mode {
    BENCH_QUICK, /* `make bench`: a slice of all, in under five minutes */
    BENCH_FULL,  /* `make bench-full`: all, for hours */
    BENCH_CHOSEN /* what sets, rivals, heaps and allocators say */
};

/* All of it. Texts are the caller's. */
struct bench_settings {
    enum bench_mode mode;   /* which slice */
    const char *sets;       /* BENCH_CHOSEN: lists with commas */
    const char *rivals;     /* the same */
    const char *heaps;      /* the same */
    const char *allocators; /* the same */
    int rounds;             /* of a worker; 0: as the plan has it */
    int processes;          /* workers of each kind, at most; 0: as the plan has it */
    double seconds;         /* no worker is started after so long; 0: no limit */
    uint64_t seed;          /* of every order and of the bootstrap */
    const char *plant;      /* RIVAL:PERCENT to slow down, or NULL */
    bool callgrind;         /* count instructions, too */
    const char *corpus;     /* a file of records, or NULL */
    const char *against;    /* a program to race against, or NULL */
    char **files;           /* units to make sets from */
    int file_count;         /* how many */
    const char *out;        /* the result folder */
    bool passing;           /* which is removed afterwards: do not name it */
    const char *program;    /* the program that has the worker in it */
    const char *command;    /* its argument before --worker, or NULL */
};

#endif
