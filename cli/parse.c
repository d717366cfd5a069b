/* parse.c: `cellar parse`: lists the files, lets the workers at them, and adds up what
 * they have found. One worker needs no thread. */
#define _GNU_SOURCE
#include "cli/parse.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/outlet.h"
#include "cli/report.h"
#include "cli/totals.h"
#include "cli/walk.h"
#include "cli/worker.h"

/* A run of the command. */
struct run {
    const struct options *options; /* what was asked for */
    struct walk walk;              /* the files */
    struct outlet outlet;          /* where all is written */
    struct worker *workers;        /* those who do it */
    size_t worker_count;           /* how many */
    struct totals totals;          /* what they have done */
    int status;                    /* the exit status so far */
};

static void fail(struct run *run, int status)
{
    run->status = status > run->status ? status : run->status;
}

static void *work(void *context)
{
    worker_run(context);
    return NULL;
}

enum { STACK = 8 << 20 /* bytes: CEL_MAX_DEPTH levels fit (docs/limits.md) */ };

/* A thread gets the stack that the program's first has: the limits are the same. */
static void set_stack(pthread_attr_t *attributes)
{
    struct rlimit limit;
    size_t size = STACK;
    if (getrlimit(RLIMIT_STACK, &limit) == 0) {
        if (limit.rlim_cur == RLIM_INFINITY)
            size = (size_t)64 << 20;
        else if (limit.rlim_cur > size)
            size = (size_t)limit.rlim_cur;
    }
    pthread_attr_setstacksize(attributes, size);
}

/* The program's first stack grows as far as the limit allows at that moment. A smaller
 * one than the deepest nesting needs is raised, as far as it may be. */
static void allow_stack(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= STACK)
        return;
    limit.rlim_cur = limit.rlim_max < STACK ? limit.rlim_max : STACK;
    setrlimit(RLIMIT_STACK, &limit);
}

/* Runs all workers, the first in this thread. Where the system gives no more threads,
 * those there are do the work. */
static void run_workers(struct run *run)
{
    pthread_t *threads = calloc(run->worker_count, sizeof *threads);
    pthread_attr_t attributes;
    size_t started = 1;
    pthread_attr_init(&attributes);
    set_stack(&attributes);
    while (threads != NULL && started < run->worker_count &&
           pthread_create(&threads[started], &attributes, work,
                          &run->workers[started]) == 0)
        started++;
    worker_run(&run->workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_attr_destroy(&attributes);
    free(threads);
}

/* For people, where there is more than one file; where a program reads, there is none.
 */
static bool has_summary(const struct run *run)
{
    const struct options *options = run->options;
    bool many = run->walk.count > 1 || run->walk.has_directory;
    return many && options->errors == ERRORS_HUMAN && options->emit != EMIT_JSON &&
           !options->quiet;
}

static void close_output(struct run *run)
{
    struct output *out = &run->outlet.streams[STREAM_OUT];
    if (close(STDOUT_FILENO) != 0 && out->error == 0)
        out->error = errno;
    if (out->error == 0)
        return;
    fail(run, 2);
    complain("standard output", strerror(out->error));
}

/* What comes on standard error when all is done. */
static void show_totals(struct run *run)
{
    struct output *errors = &run->outlet.streams[STREAM_ERRORS];
    if (run->options->stats)
        totals_write_stats(&errors->writer, &run->totals);
    if (has_summary(run))
        totals_write_summary(&errors->writer, &run->totals);
    cel_writer_flush(&errors->writer);
    if (errors->error != 0) /* nobody to tell */
        fail(run, 2);
}

static void close_workers(struct run *run)
{
    for (size_t i = 0; i < run->worker_count; i++) {
        worker_close(&run->workers[i]);
        fail(run, run->workers[i].status);
        totals_add(&run->totals, &run->workers[i].totals);
    }
    free(run->workers);
}

/* Whether a line of progress may be shown: a log to standard error is not written
 * through the outlet, and would be in its way. */
static bool wants_progress(const struct options *options)
{
    return !options->quiet && !(options->alloc.logs && options->log == NULL);
}

static void parse_all(struct run *run, size_t count)
{
    const struct options *options = run->options;
    run->worker_count = options->jobs < count ? options->jobs : count;
    /* One more than needed: for none, an empty folder, calloc may say NULL. */
    run->workers = calloc(run->worker_count + 1, sizeof *run->workers);
    if (run->workers == NULL) {
        run->worker_count = 0;
        fail(run, 2);
        complain("threads", strerror(errno));
        return;
    }
    for (size_t i = 0; i < run->worker_count; i++)
        worker_open(&run->workers[i], options, &run->walk, &run->outlet);
    progress_start(&run->outlet.progress, wants_progress(options), count);
    report_start(options, &run->outlet);
    run_workers(run);
    progress_erase();
    close_workers(run);
    report_end(options, &run->outlet, run->status);
}

int parse_command(const struct options *options)
{
    struct run run = {.options = options};
    allow_stack();
    bool listed = options->expr != NULL || walk_open(&run.walk, options);
    size_t count = options->expr != NULL ? 1 : run.walk.count;
    if (listed && outlet_open(&run.outlet, count)) {
        parse_all(&run, count);
        close_output(&run);
        show_totals(&run);
    } else {
        fail(&run, 2);
        complain("the list of files", strerror(ENOMEM));
    }
    outlet_close(&run.outlet);
    if (options->expr == NULL)
        walk_close(&run.walk);
    return run.status;
}
