/* spawn.h: starting a program, alone on a processor, and waiting for it. */
#ifndef BENCH_SPAWN_H
#define BENCH_SPAWN_H

#include <stdbool.h>

/* A program to be started. */
struct bench_spawn {
    char **argv;                 /* its arguments; argv[0] is the file */
    const char *preload;         /* a library to be loaded in front, or "" */
    const char *output;          /* the file that gets its standard output */
    const char *errors;          /* the file that gets its standard error */
    void (*tick)(void *context); /* called about once a second meanwhile */
    void *context;               /* handed to tick */
};

/* How it ended. */
enum bench_end {
    BENCH_EXITED, /* by itself, with status 0 */
    BENCH_FAILED, /* with another status, by a signal, or it could not be started */
    BENCH_STOPPED /* the user wants to stop: the program has been ended */
};

/* Keeps SIGINT, SIGTERM and SIGHUP for bench_spawn, which answers them; until
 * bench_signals_back they stop nothing else. */
void bench_signals_keep(void);
void bench_signals_back(void);

/* Whether one of them waits to be answered. */
bool bench_signals_came(void);

/* Starts the program, pinned to one processor where the system allows that, and waits.
 * Its signals are as if a shell had started it. `status` gets the wait status. */
enum bench_end bench_spawn(const struct bench_spawn *spawn, int *status);

/* Whether the system allows to pin a program to a processor. */
bool bench_can_pin(void);

#endif
