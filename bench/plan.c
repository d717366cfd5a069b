/* plan.c: the table of slices, and the random order. */
#define _POSIX_C_SOURCE 200809L
#include "bench/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/job.h"
#include "bench/names.h"
#include "bench/preload.h"
#include "bench/random.h"
#include "bench/rival.h"

/* A kind of worker, or several: one for each allocator and heap. */
struct kind {
    const char *allocators; /* lists with commas */
    const char *heaps;      /* the same */
    const char *sets;       /* measured in one process */
    const char *rivals;     /* the same; those that this program lacks are left out */
    int rounds;             /* of a worker */
    int blocks;             /* how many blocks have it */
    bool direct;            /* see struct bench_job */
};

#define ALL    "glibc,jemalloc,mimalloc,tcmalloc"
#define OTHERS "jemalloc,mimalloc,tcmalloc"
#define HEAPS  "clean,fragmented,churned"
#define PARSERS                                                                        \
    "arena,arena-again,arena-fresh,arena-buffer,slab,fixed,malloc,malloc-tree,"        \
    "malloc-leak"
#define REPLAYS                                                                        \
    "replay-arena,replay-arena-fresh,replay-slab,replay-malloc,replay-obstack,"        \
    "replay-arena-no-tokens,replay-arena-fresh-no-tokens,"                             \
    "replay-slab-no-tokens,replay-malloc-no-tokens,replay-obstack-no-tokens"
#define LOSING "lose-grow,lose-lifo,lose-keep,lose-tiny"
#define LOSERS                                                                         \
    "arena,arena-again,arena-mark,arena-own,arena-fresh,arena-fresh-1mib,slab,malloc," \
    "malloc-tree"
#define LONG "arena,arena-again,arena-fresh,slab,fixed,malloc,malloc-tree"
#define FEW  "arena,arena-again,malloc,malloc-tree"
#define SIZES                                                                          \
    "size-64,size-256,size-1024,size-4096,size-16384,size-65536,size-262144,"          \
    "size-1048576,size-4194304,size-16777216"

/* Rounds cost less than processes, and a median of few is at the mercy of a machine
 * that changes its speed in between: so these have rounds rather than many processes.
 */
static const struct kind quick[] = {
    {"glibc", "clean", "short,policy", PARSERS, 11, 60, false},
    {"glibc", "clean", "small,1mb", LONG, 5, 60, false},
    {"glibc", "clean", "policy", REPLAYS, 7, 60, false},
    {"glibc", "clean,fragmented", LOSING, LOSERS, 5, 60, false},
    {"glibc", "clean", "policy,small", "malloc-direct", 11, 60, true},
    {"glibc", "clean", "policy,small", "malloc-alone", 11, 60, false},
    {"glibc", "fragmented", "policy,small", FEW, 7, 60, false},
    {OTHERS, "clean", "policy,small", FEW, 7, 60, false},
};

static const struct kind full[] = {
    {ALL, HEAPS, "short,policy,small", PARSERS, 7, 20, false},
    {ALL, HEAPS, "1mb", PARSERS, 5, 20, false},
    {ALL, HEAPS, "short,policy,small,1mb", "malloc-direct", 5, 20, true},
    {ALL, HEAPS, "short,policy,small,1mb", "malloc-alone", 5, 20, false},
    {ALL, HEAPS, "policy,small,1mb", REPLAYS, 5, 20, false},
    {ALL, HEAPS, LOSING, LOSERS, 7, 20, false},
    {"glibc", "clean,fragmented", SIZES, PARSERS, 5, 10, false},
    {"glibc", "clean", "100mb", "arena,arena-again,malloc", 3, 6, false},
    {"glibc", "clean", "100mb", "arena,arena-fresh,malloc-tree", 3, 6, false},
};

static const char quick_slice[] =
    "a slice of `make bench-full`: every rival with glibc's malloc on a clean heap, on "
    "one short expression and a policy, and but for two of them on ten thousand small "
    "units and a unit of 1 MB; arena and malloc, and what the arena is bad at, also on "
    "a "
    "fragmented heap; arena and malloc with "
    "jemalloc, mimalloc and tcmalloc, on the policy and the small units. Left out: the "
    "churned heap, 100 MB, the sweep over sizes, other allocators on used heaps, "
    "instruction counts";

static const char full_slice[] = "all of it: every rival, allocator, heap and set";

static bool has_rival(const char *name)
{
    const struct bench_rival *rival;
    for (size_t i = 0; (rival = bench_rival_at(i)) != NULL; i++)
        if (strcmp(rival->name, name) == 0)
            return true;
    return false;
}

/* The names of the list that this program has, as a list. */
static char *present_rivals(const char *list)
{
    struct bench_names names = {0};
    char *present = bench_array(strlen(list) + 1, 1);
    bench_names_add(&names, list);
    for (size_t i = 0; i < names.count; i++) {
        if (!has_rival(names.texts[i]))
            continue;
        strcat(present, *present != '\0' ? "," : "");
        strcat(present, names.texts[i]);
    }
    bench_names_free(&names);
    return present;
}

static void add_job(struct bench_plan *plan, struct bench_job job)
{
    plan->jobs = bench_resize(plan->jobs, (plan->count + 1) * sizeof *plan->jobs);
    plan->jobs[plan->count++] = job;
}

/* Adds a worker of each allocator and heap of the kind, as often as it has blocks. */
static void add_kind(struct bench_plan *plan, const struct kind *kind,
                     const struct bench_settings *settings)
{
    struct bench_names allocators = {0}, heaps = {0};
    char *rivals = kind->direct ? bench_copy(kind->rivals)
                                : present_rivals(kind->rivals);
    bench_names_add(&allocators, kind->allocators);
    bench_names_add(&heaps, kind->heaps);
    size_t blocks =
        (size_t)(settings->processes > 0 ? settings->processes : kind->blocks);
    for (size_t i = 0; i < allocators.count && *rivals != '\0'; i++)
        for (size_t k = 0; k < heaps.count; k++)
            for (size_t block = 0; block < blocks; block++)
                add_job(plan, (struct bench_job){
                                  .block = block,
                                  .allocator = bench_copy(allocators.texts[i]),
                                  .heap = bench_copy(heaps.texts[k]),
                                  .sets = bench_copy(kind->sets),
                                  .rivals = bench_copy(rivals),
                                  .rounds = settings->rounds > 0 ? settings->rounds
                                                                 : kind->rounds,
                                  .direct = kind->direct,
                              });
    free(rivals);
    bench_names_free(&allocators);
    bench_names_free(&heaps);
}

/* Adds a job for each set and rival whose instructions are counted. */
static void add_counts(struct bench_plan *plan, const char *sets, const char *rivals)
{
    struct bench_names set = {0}, rival = {0};
    char *present = present_rivals(rivals);
    bench_names_add(&set, sets);
    bench_names_add(&rival, present);
    for (size_t i = 0; i < set.count; i++)
        for (size_t k = 0; k < rival.count; k++)
            add_job(plan, (struct bench_job){
                              .block = SIZE_MAX,
                              .allocator = bench_copy("glibc"),
                              .heap = bench_copy("clean"),
                              .sets = bench_copy(set.texts[i]),
                              .rivals = bench_copy(rival.texts[k]),
                              .rounds = 1,
                              .counted = true,
                          });
    free(present);
    bench_names_free(&set);
    bench_names_free(&rival);
}

/* Tells once what is missing. */
static void tell(struct bench_names *told, const char *what, const char *missing)
{
    size_t before = told->count;
    bench_name(told, missing);
    if (told->count > before)
        fprintf(stderr, "bench: %s left out: no %s on this machine\n", what, missing);
}

/* Whether this machine can run the job. */
static bool can_run(const struct bench_job *job, const char *direct,
                    struct bench_names *told, struct bench_names *here)
{
    const char *library = bench_library_of(job->allocator);
    bool known = *library == '\0';
    for (size_t i = 0; i < here->count; i++)
        known |= strcmp(here->texts[i], library) == 0;
    for (size_t i = 0; i < told->count; i++)
        if (strcmp(told->texts[i], library) == 0)
            return false;
    if (!known && !bench_library_is_here(library)) {
        tell(told, job->allocator, library);
        return false;
    }
    bench_name(here, library);
    if (job->direct && access(direct, X_OK) != 0) {
        tell(told, job->rivals, direct);
        return false;
    }
    if (job->counted && !bench_program_is_here("valgrind")) {
        tell(told, "instruction counts are", "valgrind");
        return false;
    }
    return true;
}

static void free_job(struct bench_job *job)
{
    free(job->allocator);
    free(job->heap);
    free(job->sets);
    free(job->rivals);
}

static void leave_out_what_cannot_run(struct bench_plan *plan, const char *program)
{
    struct bench_names told = {0}, here = {0};
    char *direct = bench_direct_program(program);
    size_t kept = 0;
    for (size_t i = 0; i < plan->count; i++) {
        if (can_run(&plan->jobs[i], direct, &told, &here))
            plan->jobs[kept++] = plan->jobs[i];
        else
            free_job(&plan->jobs[i]);
    }
    plan->count = kept;
    free(direct);
    bench_names_free(&told);
    bench_names_free(&here);
}

static int compare_blocks(const void *a, const void *b)
{
    const struct bench_job *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return (x->process > y->process) - (x->process < y->process);
}

/* Shuffles all, then sorts by blocks, which keeps the order within them. */
static void put_in_order(struct bench_plan *plan, uint64_t seed)
{
    for (size_t i = plan->count; i > 1; i--) {
        size_t other = bench_random_below(&seed, i);
        struct bench_job kept = plan->jobs[i - 1];
        plan->jobs[i - 1] = plan->jobs[other];
        plan->jobs[other] = kept;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < plan->count; i++)
            plan->jobs[i].process = i;
        if (pass == 0 && plan->count > 0)
            qsort(plan->jobs, plan->count, sizeof *plan->jobs, compare_blocks);
    }
}

/* The kinds of a table, and one for the user's corpus. */
static void add_kinds(struct bench_plan *plan, const struct bench_settings *settings,
                      const struct kind *kinds, size_t count)
{
    struct kind corpus = kinds[0];
    corpus.sets = "corpus";
    for (size_t i = 0; i < count; i++)
        add_kind(plan, &kinds[i], settings);
    if (settings->corpus != NULL)
        add_kind(plan, &corpus, settings);
}

/* What is measured if --sets is given alone. */
static const char *rivals_of(const struct bench_settings *settings)
{
    return settings->rivals != NULL ? settings->rivals : FEW;
}

static const char *heaps_of(const struct bench_settings *settings)
{
    return settings->heaps != NULL ? settings->heaps : "clean";
}

static const char *allocators_of(const struct bench_settings *settings)
{
    return settings->allocators != NULL ? settings->allocators : "glibc";
}

/* What has a process to itself: malloc-direct is another program, and malloc-alone what
 * it is held against. */
static bool is_alone(const char *rival)
{
    return strcmp(rival, "malloc-alone") == 0 || strcmp(rival, "malloc-direct") == 0;
}

static void add_chosen(struct bench_plan *plan, const struct bench_settings *settings)
{
    struct kind kind = {.allocators = allocators_of(settings),
                        .heaps = heaps_of(settings),
                        .sets = settings->sets,
                        .rounds = 5,
                        .blocks = 10};
    struct bench_names names = {0};
    bench_names_add(&names, rivals_of(settings));
    char *together = bench_array(strlen(rivals_of(settings)) + 1, 1);
    for (size_t i = 0; i < names.count; i++) {
        kind.rivals = names.texts[i];
        kind.direct = strcmp(kind.rivals, "malloc-direct") == 0;
        if (is_alone(kind.rivals)) {
            add_kind(plan, &kind, settings);
        } else {
            strcat(together, *together != '\0' ? "," : "");
            strcat(together, kind.rivals);
        }
    }
    kind.rivals = together;
    kind.direct = false;
    add_kind(plan, &kind, settings);
    if (settings->callgrind)
        add_counts(plan, kind.sets, rivals_of(settings));
    plan->slice = bench_text("what was asked for: %s; %s; %s heap; %s", kind.sets,
                             rivals_of(settings), kind.heaps, kind.allocators);
    free(together);
    bench_names_free(&names);
}

/* Whether the names in the settings are names. */
static bool names_are_known(const struct bench_settings *settings)
{
    struct bench_names allocators = {0}, rivals = {0};
    const char *wrong = NULL;
    bench_names_add(&allocators, allocators_of(settings));
    bench_names_add(&rivals, rivals_of(settings));
    for (size_t i = 0; i < allocators.count && wrong == NULL; i++)
        if (bench_library_of(allocators.texts[i]) == NULL) {
            wrong = allocators.texts[i];
            fprintf(stderr, "bench: unknown allocator '%s'; there are %s\n", wrong,
                    ALL);
        }
    for (size_t i = 0; i < rivals.count && wrong == NULL; i++)
        if (!has_rival(rivals.texts[i]) && !is_alone(rivals.texts[i])) {
            wrong = rivals.texts[i];
            fprintf(stderr, "bench: unknown rival '%s'; there are", wrong);
            for (size_t k = 0; bench_rival_at(k) != NULL; k++)
                fprintf(stderr, " %s", bench_rival_at(k)->name);
            fputc('\n', stderr);
        }
    bench_names_free(&allocators);
    bench_names_free(&rivals);
    return wrong == NULL;
}

/* Whether somebody plays the rival that a slowdown is planted in. */
static bool plant_is_played(const struct bench_plan *plan, const char *plant)
{
    for (size_t i = 0; plant != NULL && i < plan->count; i++)
        if (bench_job_plays(&plan->jobs[i], plant))
            return true;
    if (plant != NULL)
        fprintf(stderr, "bench: --plant=%s: no worker of this run plays that rival\n",
                plant);
    return plant == NULL;
}

bool bench_make_plan(struct bench_plan *plan, const struct bench_settings *settings)
{
    *plan = (struct bench_plan){0};
    switch (settings->mode) {
    case BENCH_CHOSEN:
        if (!names_are_known(settings))
            return false;
        add_chosen(plan, settings);
        break;
    case BENCH_QUICK:
        add_kinds(plan, settings, quick, sizeof quick / sizeof *quick);
        plan->slice = bench_copy(quick_slice);
        break;
    case BENCH_FULL:
        add_kinds(plan, settings, full, sizeof full / sizeof *full);
        add_counts(plan, "short,policy,small,1mb", PARSERS "," REPLAYS);
        if (settings->corpus != NULL)
            add_counts(plan, "corpus", PARSERS "," REPLAYS);
        plan->slice = bench_copy(full_slice);
        break;
    }
    leave_out_what_cannot_run(plan, settings->program);
    put_in_order(plan, settings->seed);
    if (plan->count == 0)
        fputs("bench: nothing is left to be measured\n", stderr);
    return plan->count > 0 && plant_is_played(plan, settings->plant);
}

char *bench_job_name(const struct bench_job *job)
{
    return bench_text("worker %zu (%s, %s heap, %s: %s)", job->process, job->allocator,
                      job->heap, job->sets, job->counted ? "callgrind" : job->rivals);
}

char *bench_direct_program(const char *program)
{
    const char *slash = strrchr(program, '/');
    int size = slash != NULL ? (int)(slash - program) : 0;
    return bench_text("%.*s%sdirect", size, program, slash != NULL ? "/" : "");
}

void bench_plan_free(struct bench_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        free_job(&plan->jobs[i]);
    free(plan->jobs);
    free(plan->slice);
    *plan = (struct bench_plan){0};
}
