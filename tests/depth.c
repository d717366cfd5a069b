/* depth.c: `depth [-a|-q|-d]`: no text overflows the stack; what a level takes of it.
 * docs/limits.md says what is promised.
 *
 * First, that a planted recursion is measured, that one which overflows is noticed, and
 * that what nests too deep, or is broken, is told from what does not.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/yaml.h"
#include "tests/depth.h"

static const char usage[] =
    "usage: depth [-a | -q | -d] (all, for minutes | levels alone | a debug build)\n";

enum {
    DOCUMENTED = 512,   /* bytes of stack a level, by docs/limits.md */
    DEBUG = 800,        /* the same of a build without optimisation */
    SMALL = 64 << 10,   /* bytes of the small stack there */
    SMALL_LEVELS = 100, /* the levels it holds */
    MIDDLE = 2 << 20,   /* bytes of one that holds MANY levels, and planted ones */
    LARGE = 8 << 20,    /* bytes of the usual stack */
    FEW = 100,          /* two depths that are compared */
    MANY = 600
};

/* All that a run has in hand, and what it has found. */
struct run {
    bool all, quick, debug;            /* -a, -q, -d */
    struct stack large, middle, small; /* the stacks */
    size_t inputs;                     /* texts that were parsed */
    size_t wrong;                      /* that were not as they should be */
    size_t planted;                    /* faults that were noticed */
    double bytes;                      /* of stack that a level took at most */
    double right;                      /* the same where nothing is wrong */
    struct nesting worst;              /* in which it did */
    size_t used;                       /* bytes of the small stack, at most */
    size_t valid, broken;              /* texts on it without errors, and with */
    size_t limits;                     /* pairs at a limit, and one level deeper */
    size_t yaml;                       /* the same of YAML */
    size_t forms;                      /* in which chains were written */
};

static size_t run_text(struct run *run, const struct stack *stack, struct trial *trial)
{
    run->inputs++;
    return run_on(stack, run_trial, trial);
}

/* --- what a level takes --- */

static void look_at_level(struct run *run, struct nesting nesting)
{
    static const uint32_t depths[2] = {FEW, MANY};
    size_t used[2];
    for (int i = 0; i < 2; i++) {
        struct trial trial = {.max_depth = depths[i], .spec = "arena"};
        trial.text = nest(nesting, depths[i] + 1);
        used[i] = run_text(run, &run->middle, &trial);
        free((char *)trial.text.data);
    }
    double bytes = ((double)used[1] - (double)used[0]) / (MANY - FEW);
    bool right = nesting.before[0] == '\0' || nesting.open[0] == '\0';
    if (right && bytes > run->right)
        run->right = bytes;
    if (bytes <= run->bytes)
        return;
    run->bytes = bytes;
    run->worst = nesting;
}

/* All that is done with texts that fit, just fit, or do not, on the small stack. */
static void look_at_small(struct run *run, struct nesting nesting)
{
    static const size_t counts[] = {SMALL_LEVELS - 1, SMALL_LEVELS / 4 - 1,
                                    3 * SMALL_LEVELS};
    for (size_t i = 0; i < (run->all ? 3 : 1); i++) {
        struct trial trial = {
            .max_depth = SMALL_LEVELS, .spec = "arena", .writes = true};
        trial.text = nest(nesting, counts[i]);
        size_t used = run_text(run, &run->small, &trial);
        run->used = used > run->used ? used : run->used;
        run->wrong += trial.broken;
        *(trial.valid ? &run->valid : &run->broken) += 1;
        free((char *)trial.text.data);
    }
}

/* Looks at each way to nest with each mistake in it, before and behind what opens a
 * level; with -a also without what closes it. */
static void look_at_nestings(struct run *run,
                             void (*look)(struct run *, struct nesting))
{
    static char name[64];
    doing(name);
    for (size_t i = 0; i < count_nestings(); i++) {
        struct nesting nesting = nesting_at(i);
        if (i % 4 >= 2 && !run->all)
            continue;
        snprintf(name, sizeof name, "%s%s...%s", nesting.before, nesting.open,
                 nesting.close);
        look(run, nesting);
    }
    doing("nothing");
}

/* --- what is as deep as it may be --- */

/* A limit, and whether what nests so deep is written, too. */
struct limit {
    uint32_t levels; /* it */
    bool written;    /* in each form */
};

/* Whether what a text nests is too deep, or else valid, as it should be. Frees it. */
static bool is_as_deep(struct run *run, const struct stack *stack,
                       struct cel_string text, struct limit limit, bool too_deep)
{
    struct trial trial = {.text = text,
                          .max_depth = limit.levels,
                          .spec = "arena",
                          .writes = limit.written};
    run_text(run, stack, &trial);
    free((char *)text.data);
    return trial.too_deep == too_deep && trial.valid != too_deep && !trial.broken;
}

/* Counts it where something is not as it should be. */
static void expect_here(struct run *run, bool holds, const char *what, uint32_t limit)
{
    if (!holds)
        printf("depth: %s: at a limit of %u it is not as it should be\n", what, limit);
    run->wrong += !holds;
}

/* At each limit that many levels are accepted, and one more is not: of each way to
 * nest, and of all of them in turn. */
static void check_limit(struct run *run, uint32_t limit, size_t steps)
{
    static char name[64];
    doing(name);
    for (size_t i = 0; i < RIGHT_LEVELS * steps; i++) {
        size_t first = i % RIGHT_LEVELS, step = i / RIGHT_LEVELS;
        const struct stack *stack = limit > SMALL_LEVELS ? &run->large : &run->small;
        struct limit here = {limit, limit <= SMALL_LEVELS || step == 0};
        snprintf(name, sizeof name, "%s in steps of %zu", levels[first].open, step);
        expect_here(
            run, is_as_deep(run, stack, nest_exactly(first, step, limit), here, false),
            name, limit);
        expect_here(
            run,
            is_as_deep(run, stack, nest_exactly(first, step, limit + 1), here, true),
            name, limit);
        run->limits++;
    }
    doing("nothing");
}

/* 10 MB of what opens levels are refused. */
static void check_openers(struct run *run)
{
    for (size_t i = 0; i < LEVELS; i++) {
        const char *open = levels[i].open;
        struct limit limit = {CEL_MAX_DEPTH, true};
        struct nesting nesting = {"", open, ""};
        doing(open);
        expect_here(run,
                    is_as_deep(run, &run->large, nest(nesting, 10000000 / strlen(open)),
                               limit, true),
                    open, CEL_MAX_DEPTH);
    }
    doing("nothing");
}

/* The text in which a level takes most, as deep as may be set. */
static void check_worst(struct run *run)
{
    struct trial trial = {.max_depth = CEL_MAX_DEPTH, .spec = "arena"};
    trial.text = nest(run->worst, CEL_MAX_DEPTH + 1);
    doing("the worst, as deep as may be set");
    run_text(run, &run->large, &trial);
    free((char *)trial.text.data);
}

/* --- YAML --- */

static bool is_policy(const struct run *run, const struct level *level, size_t depth,
                      bool refused)
{
    struct policy policy = {.text = nest_yaml(level, depth)};
    size_t used = run_on(&run->small, run_policy, &policy);
    free((char *)policy.text.data);
    return used < SMALL && policy.refused == refused && policy.found == !refused;
}

static void check_yaml(struct run *run)
{
    for (size_t i = 0; i < YAML_LEVELS && yaml_supported(); i++) {
        const struct level *level = &yaml_levels[i];
        doing(level->open);
        expect_here(run, is_policy(run, level, YAML_MAX_DEPTH, false), level->open,
                    YAML_MAX_DEPTH);
        expect_here(run, is_policy(run, level, YAML_MAX_DEPTH + 1, true), level->open,
                    YAML_MAX_DEPTH);
        run->yaml++;
    }
    doing("nothing");
}

/* --- chains --- */

/* Whether a chain is parsed with each backend, and written, on the small stack. */
static bool is_chain(struct run *run, const struct chain *chain, bool shown)
{
    static const char *const specs[] = {"arena", "malloc", "slab", "fixed", "host"};
    struct cel_string text = make_chain(chain);
    bool holds = true;
    doing(chain->link);
    for (size_t i = 0; i < (shown ? 5 : 1); i++) {
        struct trial trial = {
            .text = text, .max_depth = 2, .spec = specs[i], .writes = shown && i == 0};
        run_text(run, &run->small, &trial);
        run->forms = trial.forms > run->forms ? trial.forms : run->forms;
        holds &= trial.valid && !trial.broken && (trial.forms > 0) == trial.writes;
    }
    free((char *)text.data);
    doing("nothing");
    return holds;
}

static void check_chains(struct run *run)
{
    for (size_t i = 0; i < CHAINS; i++) {
        const struct chain *chain = &chains[i];
        expect_here(run, is_chain(run, chain, run->all || chain->shown), chain->link,
                    2);
    }
}

/* --- planted faults --- */

/* What is not noticed, or NULL. */
static const char *unnoticed(struct run *run)
{
    static const struct chain cut = {"a", "+a", "+", false};
    struct limit limit = {SMALL_LEVELS, true};
    double level = planted_level(&run->middle);
    run->planted = yaml_supported() ? 8 : 6;
    if (level < 1024 || level > 2000)
        return "a recursion of 1 KiB a level";
    if (!overflow_is_noticed(&run->small) || !overflow_is_noticed(&run->large))
        return "an overflow of the stack";
    if (is_as_deep(run, &run->small, nest_exactly(0, 0, SMALL_LEVELS + 1), limit,
                   false))
        return "a level too many";
    if (is_as_deep(run, &run->small, nest_exactly(0, 0, SMALL_LEVELS), limit, true))
        return "a level too few";
    if (yaml_supported() && (is_policy(run, yaml_levels, YAML_MAX_DEPTH + 1, false) ||
                             is_policy(run, yaml_levels, YAML_MAX_DEPTH, true)))
        return "a level of YAML too many, or too few";
    if (is_chain(run, &cut, false))
        return "a chain that is cut off";
    return NULL;
}

static void print_run(const struct run *run)
{
    printf("planted %zu inputs %zu small %zu valid %zu broken %zu limits %zu yaml %zu "
           "chains %d forms %zu wrong %zu\n",
           run->planted, run->inputs, run->used, run->valid, run->broken, run->limits,
           run->yaml, CHAINS, run->forms, run->wrong);
}

/* Everything. Returns the exit status. */
static int run_all(struct run *run)
{
    static const uint32_t limits[] = {1, 2, 3, 250};
    double most = run->debug ? DEBUG : DOCUMENTED;
    look_at_nestings(run, look_at_level);
    printf("level %.0f right %.0f worst %s%s...%s\n", run->bytes, run->right,
           run->worst.before, run->worst.open, run->worst.close);
    if (run->bytes > most || run->bytes < 50)
        return 1;
    if (!run->quick) {
        check_worst(run);
        check_limit(run, CEL_MAX_DEPTH, run->all ? RIGHT_LEVELS : 2);
    }
    if (!run->quick && !run->debug) {
        look_at_nestings(run, look_at_small);
        check_limit(run, SMALL_LEVELS, run->all ? RIGHT_LEVELS : 4);
        for (size_t i = 0; i < 4 && run->all; i++)
            check_limit(run, limits[i], RIGHT_LEVELS);
        check_openers(run);
        check_yaml(run);
        check_chains(run);
        run->wrong += run->valid == 0 || run->broken == 0;
    }
    print_run(run);
    return run->wrong > 0;
}

int main(int argc, char **argv)
{
    struct run run = {.all = false};
    opterr = 0; /* one line is enough */
    int option;
    while ((option = getopt(argc, argv, "aqd")) != -1 && option != '?')
        *(option == 'q' ? &run.quick : option == 'd' ? &run.debug : &run.all) = true;
    if (option == '?' || optind < argc || run.all + run.quick + run.debug > 1) {
        fputs(usage, stderr);
        return 2;
    }
    watch_stacks();
    run.large = make_stack(LARGE);
    run.middle = make_stack(MIDDLE);
    run.small = make_stack(SMALL);
    const char *fault = unnoticed(&run);
    if (fault == NULL)
        return run_all(&run);
    fprintf(stderr, "depth: a planted fault is not noticed: %s\n", fault);
    return 1;
}
