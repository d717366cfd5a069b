/* watch.c: signals and the sanitizers' reports, told where the test was. */
#define _GNU_SOURCE
#include "tests/watch.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static const char *now = ""; /* the caller's text */

static void say_where(void)
{
    if (write(STDERR_FILENO, now, strlen(now)) < 0)
        _exit(1);
}

static void on_signal(int number)
{
    say_where();
    signal(number, SIG_DFL);
    raise(number);
}

/* The sanitizers' own way to be told; there only in a build with them. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

void watch(const char *where)
{
    static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
    now = where;
    signal(SIGALRM, on_signal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(say_where);
        return; /* they report crashes themselves, and better */
    }
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        signal(crashes[i], on_signal);
}
