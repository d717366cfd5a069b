/* progress.c: written at most ten times a second, and gone before anything else is
 * written, so that it stands in nobody's way. */
#define _POSIX_C_SOURCE 200809L
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"
#include "cli/output.h"

static const uint64_t patience = 500000000, pause_between = 100000000;

uint64_t clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void progress_start(struct progress *progress, bool wanted, size_t count)
{
    *progress = (struct progress){wanted && isatty(STDERR_FILENO), count, 0};
    if (!progress->wanted)
        return;
    progress->next = clock_now() + patience;
    interrupt_watch();
}

static void write_line(const char *line)
{
    struct output errors = {.fd = STDERR_FILENO};
    output_write(&errors, line, strlen(line)); /* a lost line is no loss */
}

void progress_update(struct progress *progress, size_t done)
{
    if (!progress->wanted)
        return;
    uint64_t now = clock_now();
    if (now < progress->next)
        return;
    progress->next = now + pause_between;
    char line[80];
    snprintf(line, sizeof line, "\r%zu/%zu files", done, progress->count);
    interrupt_line = 1;
    write_line(line);
}

void progress_erase(void)
{
    if (!interrupt_line)
        return;
    write_line("\r\033[K");
    interrupt_line = 0;
}
