/* progress.c: jobs of a kind take alike long; what is left is judged by that. */
#define _POSIX_C_SOURCE 200809L
#include "bench/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/clock.h"

static double now(void)
{
    return bench_now() / 1e9;
}

static size_t kind_of(struct bench_progress *p, const struct bench_job *job)
{
    char *text =
        bench_text("%s %s %s %s", job->allocator, job->heap, job->sets, job->rivals);
    size_t before = p->kinds.count, kind = bench_name(&p->kinds, text);
    free(text);
    if (p->kinds.count > before) {
        p->spent = bench_resize(p->spent, (kind + 1) * sizeof *p->spent);
        p->done = bench_resize(p->done, (kind + 1) * sizeof *p->done);
        p->spent[kind] = 0;
        p->done[kind] = 0;
    }
    return kind;
}

void bench_progress_begin(struct bench_progress *p, const struct bench_plan *plan,
                          double seconds)
{
    *p = (struct bench_progress){.plan = plan, .seconds = seconds};
    p->terminal = isatty(STDERR_FILENO);
    p->started = p->shown = now();
}

void bench_progress_job(struct bench_progress *p, size_t job)
{
    p->current = job;
    p->job_started = now();
    bench_progress_tick(p);
}

void bench_progress_done(struct bench_progress *p)
{
    size_t kind = kind_of(p, &p->plan->jobs[p->current]);
    double time = now() - p->job_started;
    p->spent[kind] += time;
    p->done[kind]++;
    p->average += (time - p->average) / (double)++p->all;
}

static double seconds_left(struct bench_progress *p)
{
    double left = 0;
    for (size_t i = p->current; i < p->plan->count; i++) {
        size_t kind = kind_of(p, &p->plan->jobs[i]);
        left += p->done[kind] > 0 ? p->spent[kind] / (double)p->done[kind] : p->average;
    }
    double rest = p->seconds - bench_progress_elapsed(p);
    return p->seconds > 0 && rest < left ? fmax(rest, 0) : left;
}

static void show_time(double seconds)
{
    if (seconds < 90)
        fprintf(stderr, "%.0f s", seconds);
    else if (seconds < 5400)
        fprintf(stderr, "%.0f min", seconds / 60);
    else
        fprintf(stderr, "%.1f h", seconds / 3600);
}

void bench_progress_tick(void *context)
{
    struct bench_progress *p = context;
    const struct bench_job *job = &p->plan->jobs[p->current];
    double time = now();
    if (time - p->shown < (p->terminal ? 0.5 : 30))
        return;
    p->shown = time;
    fprintf(stderr, "%sbench: worker %zu of %zu", p->terminal ? "\r\033[K" : "",
            p->current + 1, p->plan->count);
    if (p->all > 0) {
        fputs(", ", stderr);
        show_time(seconds_left(p));
        fputs(" left", stderr);
    }
    fprintf(stderr, "; %s, %s heap: %.24s%s", job->allocator, job->heap, job->sets,
            p->terminal ? "" : "\n");
    fflush(stderr);
}

double bench_progress_elapsed(const struct bench_progress *p)
{
    return now() - p->started;
}

void bench_progress_clear(const struct bench_progress *p)
{
    if (p->terminal)
        fputs("\r\033[K", stderr);
}

void bench_progress_end(struct bench_progress *p)
{
    bench_progress_clear(p);
    bench_names_free(&p->kinds);
    free(p->spent);
    free(p->done);
}
