/* callgrind.c: `valgrind --tool=callgrind`, and the sum in the file it leaves. */
#define _POSIX_C_SOURCE 200809L
#include "bench/callgrind.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/checked.h"

enum { FEW = 1, MANY = 3 };

/* The instructions that the file tells of; 0 if it tells none. */
static unsigned long long total_of(const char *path)
{
    unsigned long long total = 0;
    char line[256];
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "totals: %llu", &total) == 1)
            break;
    if (file != NULL)
        fclose(file);
    return total;
}

static enum bench_end count(const struct bench_job *job,
                            const struct bench_settings *settings,
                            struct bench_spawn *spawn, int passes,
                            unsigned long long *total, int *status)
{
    char *file = bench_text("%s.callgrind", spawn->output);
    char *const valgrind[] = {bench_copy("valgrind"), bench_copy("--tool=callgrind"),
                              bench_text("--callgrind-out-file=%s", file),
                              bench_copy("--quiet"), NULL};
    spawn->argv =
        bench_command_behind(valgrind, bench_job_command(job, settings, passes));
    enum bench_end end = bench_spawn(spawn, status);
    bench_free_command(spawn->argv);
    *total = total_of(file);
    remove(file);
    free(file);
    return end;
}

enum bench_end bench_count_instructions(const struct bench_job *job,
                                        const struct bench_settings *settings,
                                        struct bench_spawn *spawn, int *status)
{
    unsigned long long few = 0, many = 0;
    enum bench_end end = count(job, settings, spawn, FEW, &few, status);
    if (end == BENCH_EXITED)
        end = count(job, settings, spawn, MANY, &many, status);
    if (end != BENCH_EXITED)
        return end;
    FILE *part = fopen(spawn->output, "w");
    if (part == NULL)
        return BENCH_FAILED;
    if (many > few) /* else no such rival plays this set */
        fprintf(part, "C,%zu,%s,%s,%s,%s,callgrind_instructions,%llu\n", job->process,
                job->allocator, job->heap, job->sets, job->rivals,
                (many - few) / (MANY - FEW));
    fputs("\nE\n", part);
    return fclose(part) == 0 ? BENCH_EXITED : BENCH_FAILED;
}
