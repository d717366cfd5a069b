/* summary.c: which values are compared with which. docs/bench.md has the reasons. */
#include "bench/summary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/random.h"

/* What is compared: a phase, with the tokens' share or without it. */
struct measure {
    enum bench_phase phase; /* of the samples */
    bool tokens;            /* with the share of making and freeing tokens */
};

static const struct measure measures[] = {
    {BENCH_TOTAL, true}, {BENCH_TOTAL, false}, {BENCH_PARSE, true}, {BENCH_WALK, true}};

/* Values sorted into processes. */
struct grouped {
    double *values;                  /* process by process */
    struct bench_process *processes; /* parts of values */
    size_t count;                    /* processes */
    size_t rounds;                   /* values of all */
};

/* A summary being made. */
struct summary {
    const struct bench_samples *samples; /* what from */
    struct bench_results *results;       /* what to */
    uint64_t seed;                       /* the bootstrap's sequence */
    struct bench_estimate *estimates; /* one a comparison: of the ratio's logarithm */
};

static void group_begin(struct grouped *g, size_t most)
{
    *g = (struct grouped){.values = bench_array(most, sizeof *g->values),
                          .processes = bench_array(most, sizeof *g->processes)};
}

/* Adds a value; `fresh` says that a process begins. */
static void group_add(struct grouped *g, double value, bool fresh)
{
    if (g->count == 0 || fresh)
        g->processes[g->count++] =
            (struct bench_process){.values = &g->values[g->rounds]};
    g->values[g->rounds++] = value;
    g->processes[g->count - 1].count++;
}

static struct bench_estimate group_end(struct summary *s, struct grouped *g)
{
    struct bench_estimate e =
        bench_estimate(g->processes, g->count, bench_random(&s->seed));
    free(g->values);
    free(g->processes);
    return e;
}

static struct bench_estimate time_of(struct summary *s, const struct bench_cell *cell,
                                     enum bench_phase phase, size_t *rounds)
{
    struct grouped g;
    size_t last = SIZE_MAX;
    group_begin(&g, cell->count);
    for (size_t i = 0; i < cell->count; i++) {
        const struct bench_row *row = &cell->rows[i];
        if (isnan(row->time[phase]))
            continue;
        group_add(&g, row->time[phase], row->process != last);
        last = row->process;
    }
    *rounds = g.rounds;
    return group_end(s, &g);
}

static void add_time(struct summary *s, const struct bench_cell *cell,
                     enum bench_phase phase)
{
    struct bench_results *r = s->results;
    struct bench_time t = {.metric = bench_phase_names[phase]};
    const char **words[BENCH_DIMENSIONS] = {&t.set, &t.heap, &t.allocator, &t.rival};
    struct bench_estimate e = time_of(s, cell, phase, &t.rounds);
    if (t.rounds == 0)
        return;
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        *words[i] =
            bench_results_name(r, s->samples->names[i].texts[cell->rows->key[i]]);
    t.processes = e.processes;
    t.median = e.center;
    t.interval = bench_interval(&e, 0.05);
    r->times = bench_resize(r->times, (r->time_count + 1) * sizeof *r->times);
    r->times[r->time_count++] = t;
}

/* The logarithm of what is compared; NAN where there is none. What is not above 0, as
 * the clock or the tokens took as much, has none, and is counted. */
static double value_of(struct summary *s, const struct bench_row *row,
                       const struct measure *m)
{
    double value = row->time[m->phase];
    if (!m->tokens)
        value -= row->time[BENCH_TOKENS] - row->time[BENCH_LEX];
    if (value <= 0)
        s->results->dropped++;
    return value > 0 ? log(value) : NAN;
}

/* The row of the same process and round, or NULL. */
static const struct bench_row *partner(const struct bench_cell *cell,
                                       const struct bench_row *row)
{
    size_t low = 0, high = cell->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct bench_row *m = &cell->rows[middle];
        if (m->process < row->process ||
            (m->process == row->process && m->round < row->round))
            low = middle + 1;
        else
            high = middle;
    }
    const struct bench_row *found = &cell->rows[low];
    bool same = low < cell->count && found->process == row->process &&
                found->round == row->round;
    return same ? found : NULL;
}

/* The estimate of the ratio's logarithm from pairs of rounds, or of the value itself if
 * there is no other cell. */
static struct bench_estimate paired(struct summary *s, const struct bench_cell *cell,
                                    const struct bench_cell *other,
                                    const struct measure *m)
{
    struct grouped g;
    size_t last = SIZE_MAX;
    group_begin(&g, cell->count);
    for (size_t i = 0; i < cell->count; i++) {
        const struct bench_row *row = &cell->rows[i];
        const struct bench_row *mate = other != NULL ? partner(other, row) : NULL;
        double value = value_of(s, row, m);
        if (other != NULL)
            value = mate != NULL ? value - value_of(s, mate, m) : NAN;
        if (isnan(value))
            continue;
        group_add(&g, value, row->process != last);
        last = row->process;
    }
    return group_end(s, &g);
}

static struct bench_estimate ratio_of(struct summary *s, const struct bench_cell *cell,
                                      const struct bench_cell *baseline,
                                      const struct measure *m)
{
    struct bench_estimate e = paired(s, cell, baseline, m);
    if (e.processes > 0)
        return e;
    struct bench_estimate a = paired(s, cell, NULL, m);
    struct bench_estimate b = paired(s, baseline, NULL, m);
    return bench_difference(&a, &b);
}

/* Whether a rival replays requests without those for tokens. */
static bool leaves_tokens_out(const char *rival)
{
    return strstr(rival, "-no-tokens") != NULL;
}

static void add_comparison(struct summary *s, const struct bench_cell *cell,
                           const char *baseline, const struct measure *m)
{
    struct bench_results *r = s->results;
    struct bench_cell other = bench_cell_of(s->samples, cell, baseline);
    if (other.count == 0 || other.rows == cell->rows)
        return;
    struct bench_estimate e = ratio_of(s, cell, &other, m);
    if (e.processes == 0 || isnan(e.center))
        return;
    size_t n = r->comparison_count++;
    r->comparisons = bench_resize(r->comparisons, (n + 1) * sizeof *r->comparisons);
    s->estimates = bench_resize(s->estimates, (n + 1) * sizeof *s->estimates);
    struct bench_comparison *c = &r->comparisons[n];
    *c = (struct bench_comparison){
        .ratio = exp(e.center),
        .baseline = bench_results_name(r, baseline),
        .metric = bench_phase_names[m->phase],
        .tokens = m->tokens && !leaves_tokens_out(baseline) ? "with" : "without"};
    const char **words[BENCH_DIMENSIONS] = {&c->set, &c->heap, &c->allocator,
                                            &c->rival};
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        *words[i] =
            bench_results_name(r, s->samples->names[i].texts[cell->rows->key[i]]);
    s->estimates[n] = e;
}

/* Who a rival is held against, where that is not the arena alone. What has a process to
 * itself is held only against what has one, too: malloc-direct is another program, so
 * malloc-alone is malloc in the same circumstances. */
static const struct {
    const char *rival;        /* its name */
    const char *baselines[2]; /* against whom; NULL: nobody else */
} held_against[] = {
    {"arena-fresh-1mib", {"arena", "malloc"}},
    {"arena-mark", {"arena", "malloc"}},
    {"malloc-alone", {NULL}},
    {"malloc-direct", {"malloc-alone"}},
    {"replay-obstack", {"replay-arena", "replay-arena-fresh"}},
    {"replay-obstack-no-tokens",
     {"replay-arena-no-tokens", "replay-arena-fresh-no-tokens"}},
};

static void baselines_of(const char *rival, const char *baselines[2])
{
    bool replayed = strncmp(rival, "replay-", 7) == 0;
    baselines[0] = !replayed                  ? "arena"
                   : leaves_tokens_out(rival) ? "replay-arena-no-tokens"
                                              : "replay-arena";
    baselines[1] = NULL;
    for (size_t i = 0; i < sizeof held_against / sizeof *held_against; i++)
        if (strcmp(held_against[i].rival, rival) == 0)
            memcpy(baselines, held_against[i].baselines,
                   sizeof held_against[i].baselines);
}

static void compare_cell(struct summary *s, const struct bench_cell *cell)
{
    const char *rival =
        s->samples->names[BENCH_RIVAL].texts[cell->rows->key[BENCH_RIVAL]];
    const char *baselines[2];
    baselines_of(rival, baselines);
    for (int k = 0; k < 2 && baselines[k] != NULL; k++)
        for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
            add_comparison(s, cell, baselines[k], &measures[i]);
}

static struct bench_interval ratios(struct bench_interval logarithms)
{
    return (struct bench_interval){exp(logarithms.low), exp(logarithms.high)};
}

/* Whether it is one of those that are asked for first: the whole time, against the
 * arena. The others are a family of their own. */
static bool is_headline(const struct bench_comparison *c)
{
    return strcmp(c->metric, "total") == 0 && strcmp(c->tokens, "with") == 0 &&
           strcmp(c->baseline, "arena") == 0;
}

/* All comparisons are known: what is found among so many? Each family may have half of
 * the chance of a false finding, each comparison in it the same part of that. */
static void conclude(struct summary *s)
{
    struct bench_results *r = s->results;
    size_t count = r->comparison_count, headlines = 0;
    for (size_t i = 0; i < count; i++)
        headlines += is_headline(&r->comparisons[i]);
    for (size_t i = 0; i < count; i++) {
        struct bench_comparison *c = &r->comparisons[i];
        const struct bench_estimate *e = &s->estimates[i];
        size_t family = is_headline(c) ? headlines : count - headlines;
        double level = BENCH_ALPHA / 2 / (double)family;
        c->interval = ratios(bench_interval(e, 0.05));
        c->wide = ratios(bench_interval(e, level));
        c->detectable = exp(bench_detectable(e, level)) - 1;
        c->verdict = bench_chance(e) > level ? "none"
                     : c->ratio > 1          ? "slower"
                                             : "faster";
    }
}

void bench_summarise(const struct bench_samples *samples, uint64_t seed,
                     struct bench_results *results)
{
    struct summary s = {.samples = samples, .results = results, .seed = seed};
    struct bench_cell cell;
    *results = (struct bench_results){0};
    for (size_t i = 0; i < samples->count; i += cell.count) {
        cell = bench_cell_at(samples, i);
        for (int phase = 0; phase < BENCH_PHASES; phase++)
            add_time(&s, &cell, (enum bench_phase)phase);
        compare_cell(&s, &cell);
    }
    conclude(&s);
    free(s.estimates);
}
