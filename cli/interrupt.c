/* interrupt.c: the one place with global state: a signal handler has no other. */
#define _POSIX_C_SOURCE 200809L
#include "cli/interrupt.h"

#include <string.h>
#include <unistd.h>

volatile sig_atomic_t interrupt_line;

static const char *volatile passing; /* changes only while the signals are held back */

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};

enum { SIGNALS = sizeof signals / sizeof *signals };

/* Only calls that a handler may make. SA_RESETHAND has put the default back. */
static void tidy_up(int number)
{
    static const char erase[] = "\r\033[K";
    if (passing != NULL)
        unlink(passing);
    if (interrupt_line)
        (void)!write(STDERR_FILENO, erase, sizeof erase - 1);
    raise(number);
}

static sigset_t watched(void)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < SIGNALS; i++)
        sigaddset(&set, signals[i]);
    return set;
}

void interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = tidy_up, .sa_flags = (int)SA_RESETHAND};
    struct sigaction before;
    action.sa_mask = watched();
    for (size_t i = 0; i < SIGNALS; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
}

void interrupt_hold(void)
{
    sigset_t set = watched();
    sigprocmask(SIG_BLOCK, &set, NULL);
}

void interrupt_allow(void)
{
    sigset_t set = watched();
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void interrupt_remove(const char *file)
{
    passing = file;
}
