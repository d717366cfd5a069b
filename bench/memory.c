/* memory.c: what a rival's memory costs the system: page faults and resident memory by
 * phase, measured in a child process that has nothing but the units and the heap, after
 * two passes to warm up. */
#define _GNU_SOURCE
#include "bench/parsing.h"
#include "bench/allocator.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PARSE, WALK, TEARDOWN, STEPS };

static const char *const names[STEPS] = {"parse", "walk", "teardown"};

/* What a pass has cost. */
struct costs {
    long faults[STEPS];      /* minor page faults, of all units */
    long resident_at_start;  /* bytes, before the longest unit */
    long resident_at[STEPS]; /* bytes, behind its phases */
};

void bench_print_memory(const char *row, const char *metric, double value)
{
    printf("M,%s,%s,%.0f\n", row, metric, value);
}

static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/* Bytes of this process that are in memory. */
static long resident(void)
{
    char text[128] = "";
    int file = open("/proc/self/statm", O_RDONLY);
    ssize_t size = file >= 0 ? read(file, text, sizeof text - 1) : 0;
    if (file >= 0)
        close(file);
    const char *second = size > 0 ? strchr(text, ' ') : NULL;
    return second != NULL ? strtol(second, NULL, 10) * sysconf(_SC_PAGESIZE) : 0;
}

static void end_step(struct costs *costs, int step, long *before, bool longest)
{
    long now = faults();
    costs->faults[step] += now - *before;
    if (longest)
        costs->resident_at[step] = resident();
    *before = faults(); /* without those of the look at /proc */
}

static void live(struct bench_parser *p, size_t i, struct costs *costs)
{
    bool longest = i == p->set->largest;
    if (longest)
        costs->resident_at_start = resident();
    long before = faults();
    bench_parser_make(p, i);
    end_step(costs, PARSE, &before, longest);
    bench_parser_walk(p);
    end_step(costs, WALK, &before, longest);
    bench_parser_drop(p);
    end_step(costs, TEARDOWN, &before, longest);
}

static void print_costs(const char *row, const struct costs *costs)
{
    char metric[32];
    bench_print_memory(row, "rss_start", (double)costs->resident_at_start);
    for (int step = 0; step < STEPS; step++) {
        snprintf(metric, sizeof metric, "rss_%s", names[step]);
        bench_print_memory(row, metric, (double)costs->resident_at[step]);
        snprintf(metric, sizeof metric, "faults_%s", names[step]);
        bench_print_memory(row, metric, (double)costs->faults[step]);
    }
}

/* The longest unit once more, for those who look at it while it lives. `before` is what
 * malloc held at the start: what it holds more is retained, too, by whichever rival. */
static void look_at_sizes(struct bench_parser *p, const char *row, size_t before)
{
    bench_parser_make(p, p->set->largest);
    size_t reserved = p->way->sizes(p, row);
    bench_parser_drop(p);
    bench_print_memory(row, "retained", (double)p->way->retained(p, reserved));
    size_t after = bench_malloc_free();
    if (after != SIZE_MAX)
        bench_print_memory(row, "malloc_retained",
                           after > before ? (double)(after - before) : 0);
}

/* What the child is told. */
struct report {
    struct bench_parser *p; /* whose memory */
    const char *row;        /* how its lines begin */
};

static void measure(void *context)
{
    const struct report *report = context;
    struct costs costs = {0};
    char stack[BENCH_STACK];
    size_t before = bench_malloc_free();
    report->p->stack = stack;
    bench_parser_run(report->p);
    bench_parser_run(report->p);
    report->p->stack = stack;
    for (size_t i = 0; i < report->p->set->units.count; i++)
        live(report->p, i, &costs);
    print_costs(report->row, &costs);
    if (report->p->way->sizes != NULL)
        look_at_sizes(report->p, report->row, before);
}

void bench_parser_report(void *state, const char *row)
{
    struct report report = {state, row};
    if (!bench_apart(measure, &report))
        fprintf(stderr, "bench: no figures of memory for %s\n", row);
}
