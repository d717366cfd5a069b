/* run.c: from a job to a command line, and from what the worker says to messages. */
#define _POSIX_C_SOURCE 200809L
#include "bench/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "bench/callgrind.h"
#include "bench/checked.h"
#include "bench/folder.h"
#include "bench/job.h"
#include "bench/preload.h"
#include "bench/progress.h"
#include "bench/spawn.h"

enum { LEAST_BLOCKS = 2 }; /* fewer tell no error, however short the time is */

/* A run under way. */
struct run {
    const struct bench_plan *plan;         /* what is to be done */
    const struct bench_settings *settings; /* how */
    struct bench_progress progress;        /* what is shown */
    struct bench_names told;               /* lines that workers have said */
    struct bench_outcome outcome;          /* so far */
};

/* Writes what a worker said, each line once in a run. */
static void pass_on(struct run *run, const char *errors, const char *name)
{
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(errors, "r");
    while (file != NULL && getline(&line, &room, file) > 0) {
        size_t before = run->told.count;
        line[strcspn(line, "\n")] = '\0';
        bench_name(&run->told, line);
        if (run->told.count == before)
            continue;
        bench_progress_clear(&run->progress);
        fprintf(stderr, "%s%s%s\n", name, *name != '\0' ? ": " : "", line);
    }
    free(line);
    if (file != NULL)
        fclose(file);
}

static void tell_failure(struct run *run, const struct bench_job *job, int status,
                         const char *errors)
{
    char *name = bench_job_name(job);
    bench_progress_clear(&run->progress);
    fprintf(stderr, "bench: %s failed: ", name);
    if (status == -1)
        fprintf(stderr, "%s\n", strerror(errno));
    else if (WIFSIGNALED(status))
        fprintf(stderr, "%s\n", strsignal(WTERMSIG(status)));
    else if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        fprintf(stderr, "exit status %d\n", WEXITSTATUS(status));
    else
        fputs("its output has no end\n", stderr);
    pass_on(run, errors, "");
    free(name);
}

static enum bench_end start(struct run *run, const struct bench_job *job, int *status)
{
    const struct bench_settings *settings = run->settings;
    char *part = bench_part_path(settings->out, job->process);
    char *errors = bench_part_errors(settings->out, job->process);
    struct bench_spawn spawn = {
        .preload = bench_library_of(job->allocator),
        .output = part,
        .errors = errors,
        .tick = bench_progress_tick,
        .context = &run->progress,
    };
    enum bench_end end;
    if (job->counted) {
        end = bench_count_instructions(job, settings, &spawn, status);
    } else {
        spawn.argv = bench_job_command(job, settings, 0);
        end = bench_spawn(&spawn, status);
        bench_free_command(spawn.argv);
    }
    if (end == BENCH_EXITED && !bench_part_is_complete(settings->out, job->process))
        end = BENCH_FAILED;
    if (end == BENCH_FAILED)
        tell_failure(run, job, *status, errors);
    else if (end == BENCH_EXITED)
        pass_on(run, errors, "");
    free(errors);
    free(part);
    return end;
}

/* Whether the time is over, but not before each kind has run often enough. */
static bool time_is_over(const struct run *run, const struct bench_job *job)
{
    double limit = run->settings->seconds;
    return limit > 0 && job->block >= LEAST_BLOCKS &&
           bench_progress_elapsed(&run->progress) >= limit;
}

static void play(struct run *run, size_t i)
{
    const struct bench_job *job = &run->plan->jobs[i];
    struct bench_outcome *outcome = &run->outcome;
    int status;
    if (bench_part_is_complete(run->settings->out, job->process)) {
        outcome->complete++;
        return;
    }
    if (time_is_over(run, job)) {
        outcome->dropped++;
        return;
    }
    bench_progress_job(&run->progress, i);
    switch (start(run, job, &status)) {
    case BENCH_EXITED:
        outcome->complete++;
        bench_progress_done(&run->progress);
        break;
    case BENCH_FAILED: outcome->failed++; break;
    case BENCH_STOPPED: outcome->stopped = true; break;
    }
}

/* How often workers have had to make way for other programs. */
static double times_disturbed(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_CHILDREN, &usage) == 0 ? (double)usage.ru_nivcsw : 0;
}

struct bench_outcome bench_run_plan(const struct bench_plan *plan,
                                    const struct bench_settings *settings)
{
    struct run run = {.plan = plan, .settings = settings};
    double disturbed = times_disturbed();
    bench_signals_keep();
    bench_progress_begin(&run.progress, plan, settings->seconds);
    for (size_t i = 0; i < plan->count && !run.outcome.stopped; i++) {
        play(&run, i);
        run.outcome.stopped |= bench_signals_came();
    }
    double seconds = bench_progress_elapsed(&run.progress);
    run.outcome.disturbed = (times_disturbed() - disturbed) / (seconds + 0.001);
    bench_progress_end(&run.progress);
    bench_signals_back();
    bench_names_free(&run.told);
    return run.outcome;
}
