/* bench.c: from settings to a verdict. */
#define _POSIX_C_SOURCE 200809L
#include "bench/bench.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/folder.h"
#include "bench/gather.h"
#include "bench/plan.h"
#include "bench/random.h"
#include "bench/run.h"
#include "bench/summary.h"
#include "bench/table.h"
#include "bench/verdict.h"

char *bench_this_program(void)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    return size > 0 ? bench_text("%.*s", (int)size, path) : bench_copy("bench");
}

/* Adds a text and its end, so that two texts are not one long one. */
static uint64_t add_text(uint64_t sum, const char *text)
{
    return bench_sum(sum, text, strlen(text) + 1);
}

/* A line that stands for all that a part depends on. */
static char *signature_of(const struct bench_plan *plan,
                          const struct bench_settings *settings)
{
    uint64_t sum = BENCH_SUM;
    for (size_t i = 0; i < plan->count; i++) {
        const struct bench_job *job = &plan->jobs[i];
        char *text = bench_text("%s %s %s %s %d %d", job->allocator, job->heap,
                                job->sets, job->rivals, job->rounds, job->counted);
        sum = add_text(sum, text);
        free(text);
    }
    size_t bytes = 0;
    for (int i = 0; i < settings->file_count; i++) {
        sum = add_text(sum, settings->files[i]);
        sum = bench_file_sum(sum, settings->files[i], &bytes);
    }
    if (settings->corpus != NULL)
        sum = bench_file_sum(sum, settings->corpus, &bytes);
    sum = add_text(sum, bench_build());
    return bench_text(
        "seed=%llu plant=%s corpus=%s units=%zu bytes workers=%zu:%016llx",
        (unsigned long long)settings->seed,
        settings->plant != NULL ? settings->plant : "",
        settings->corpus != NULL ? settings->corpus : "", bytes, plan->count,
        (unsigned long long)sum);
}

int bench_summarise_folder(const char *folder)
{
    struct bench_samples samples;
    struct bench_results results;
    struct bench_facts facts;
    char *path = bench_text("%s/samples.csv", folder);
    bool good = bench_samples_read(&samples, path);
    free(path);
    if (good) {
        bench_facts_read(&facts, folder);
        uint64_t seed = strtoull(bench_fact_of(&facts, "seed"), NULL, 10);
        bench_summarise(&samples, seed, &results);
        good = bench_results_write(&results, folder);
        bench_show_table(&results, folder);
        good = bench_show_verdict(&results, &facts, folder) && good;
        bench_results_free(&results);
        bench_facts_free(&facts);
    }
    bench_samples_free(&samples);
    return good && fflush(stdout) == 0 ? 0 : 2;
}

static bool write_tables(const struct bench_plan *plan,
                         const struct bench_settings *settings,
                         const struct bench_outcome *outcome)
{
    struct bench_facts facts;
    char disturbed[32];
    snprintf(disturbed, sizeof disturbed, "%.1f", outcome->disturbed);
    bench_facts_here(&facts, settings);
    bench_fact(&facts, "slice", plan->slice);
    bench_fact(&facts, "preemptions_per_second", disturbed);
    bool good = bench_gather(settings->out, plan->count, &facts) &&
                bench_facts_write(&facts, settings->out);
    bench_facts_free(&facts);
    return good;
}

/* Shows what the workers have measured. */
static int conclude(const struct bench_plan *plan,
                    const struct bench_settings *settings,
                    const struct bench_outcome *outcome)
{
    if (outcome->complete == 0) {
        fputs("bench: no worker has measured anything\n", stderr);
        return 2;
    }
    if (!write_tables(plan, settings, outcome))
        return 2;
    printf("Measured: %s. %zu worker processes", plan->slice, outcome->complete);
    if (outcome->dropped > 0)
        printf(" in %.0f s", settings->seconds);
    puts(".");
    int status = bench_summarise_folder(settings->out);
    if (outcome->failed == 0 && status == 0)
        bench_folder_end(settings->out, plan->count);
    else if (outcome->failed > 0 && !settings->passing)
        fprintf(stderr,
                "bench: %zu workers failed; the same call with --out=%s tries "
                "them again\n",
                outcome->failed, settings->out);
    return outcome->failed > 0 ? 2 : status;
}

static int run_plan(const struct bench_plan *plan,
                    const struct bench_settings *settings)
{
    char *signature = signature_of(plan, settings);
    bool good = bench_folder_begin(settings->out, signature);
    free(signature);
    if (!good)
        return 2;
    struct bench_outcome outcome = bench_run_plan(plan, settings);
    if (!outcome.stopped)
        return conclude(plan, settings, &outcome);
    if (settings->passing)
        fputs("bench: stopped\n", stderr);
    else
        fprintf(stderr,
                "bench: stopped with %zu of %zu workers done; the same call with "
                "--out=%s goes on\n",
                outcome.complete, plan->count, settings->out);
    return 2;
}

int bench_run(const struct bench_settings *settings)
{
    struct bench_plan plan;
    int status = bench_make_plan(&plan, settings) ? run_plan(&plan, settings) : 2;
    bench_plan_free(&plan);
    return status;
}
