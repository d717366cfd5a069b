/* apart.c: fork, and two pipes for orders and answers of a byte each. */
#define _POSIX_C_SOURCE 200809L
#include "bench/apart.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static bool ended_well(pid_t child)
{
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

bool bench_apart(void (*work)(void *context), void *context)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        work(context);
        fflush(stdout);
        _exit(0);
    }
    return ended_well(child);
}

/* Lasts until nobody is left who could give an order. */
static void serve(int orders, int answers, void (*work)(void *context), void *context)
{
    char order;
    while (read(orders, &order, 1) == 1) {
        char answer = bench_apart(work, context);
        if (write(answers, &answer, 1) != 1)
            break;
    }
    _exit(0);
}

bool bench_stand_in_start(struct bench_stand_in *it, void (*work)(void *context),
                          void *context)
{
    int orders[2], answers[2];
    *it = (struct bench_stand_in){.orders = -1};
    if (pipe(orders) != 0)
        return false;
    if (pipe(answers) != 0) {
        close(orders[0]);
        close(orders[1]);
        return false;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(orders[1]);
        close(answers[0]);
        serve(orders[0], answers[1], work, context);
    }
    close(orders[0]);
    close(answers[1]);
    *it = (struct bench_stand_in){orders[1], answers[0], child};
    if (child < 0) {
        close(orders[1]);
        close(answers[0]);
        it->orders = -1;
    }
    return child > 0;
}

bool bench_stand_in_work(struct bench_stand_in *it)
{
    char answer = 0;
    if (it->orders < 0)
        return false;
    return write(it->orders, "", 1) == 1 && read(it->answers, &answer, 1) == 1 &&
           answer == 1;
}

void bench_stand_in_stop(struct bench_stand_in *it)
{
    if (it->orders < 0)
        return;
    close(it->orders);
    close(it->answers);
    ended_well(it->child);
    it->orders = -1;
}
