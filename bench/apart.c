/* apart.c: work in a child process. */
#define _POSIX_C_SOURCE 200809L
#include "bench/rival.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

bool bench_apart(void (*work)(void *context), void *context)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        work(context);
        fflush(stdout);
        _exit(0);
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}
