/* work.c: rounds of rivals, in another order each, and a line of CSV for each. */
#include "bench/work.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/apart.h"
#include "bench/clock.h"
#include "bench/counters.h"
#include "bench/pages.h"
#include "bench/parsing.h"
#include "bench/random.h"

enum { WARM_UP = 2, MOST_RIVALS = 64 };

/* A region that is timed lasts at least so long, and a pass at most, in nanoseconds. */
static const double shortest = 2e6, longest = 2e9;

/* A rival that plays a set. */
struct player {
    const struct bench_rival *rival; /* who */
    void *state;                     /* from its open */
    struct bench_sample sample;      /* its newest round */
};

/* A worker's work on one set. */
struct work {
    const struct bench_arguments *arguments; /* what is asked for */
    const struct bench_set *set;             /* what is parsed */
    struct player players[MOST_RIVALS];      /* those that suit the set */
    size_t count;                            /* how many */
    size_t repeat;                           /* passes in a timed region */
    uint64_t random;                         /* the order's sequence */
};

/* The first fields of a line. */
static const char *row_of(const struct work *w, const struct bench_rival *rival,
                          char row[256])
{
    const struct bench_arguments *a = w->arguments;
    snprintf(row, 256, "%s,%s,%s,%s,%s", a->process, a->allocator, a->heap,
             w->set->name, rival->name);
    return row;
}

static void print_sample(const struct work *w, const struct player *player, int round)
{
    char row[256];
    printf("S,%s,%d", row_of(w, player->rival, row), round);
    for (int k = 0; k < BENCH_PHASES; k++)
        if (isnan(player->sample.time[k]))
            putchar(',');
        else
            printf(",%.1f", player->sample.time[k]);
    putchar('\n');
}

/* Everybody's round, in random order; the lexer plays along as one of them. Its time is
 * given to those who tell what tokens take. */
static void play_round(struct work *w)
{
    size_t order[MOST_RIVALS + 1];
    double lex = NAN;
    for (size_t i = 0; i <= w->count; i++)
        order[i] = i;
    bench_shuffle(order, w->count + 1, &w->random);
    for (size_t i = 0; i <= w->count; i++) {
        struct player *player = &w->players[order[i]];
        struct bench_terms terms = {.clock_cost = bench_clock_cost(),
                                    .repeat = w->repeat};
        if (order[i] == w->count) {
            lex = bench_lex(w->set, w->repeat);
        } else {
            const char *planted = w->arguments->planted;
            if (planted != NULL && strcmp(planted, player->rival->name) == 0)
                terms.plant = w->arguments->plant;
            player->rival->play(player->state, &terms, &player->sample);
        }
    }
    for (size_t i = 0; i < w->count; i++)
        if (!isnan(w->players[i].sample.time[BENCH_TOKENS]))
            w->players[i].sample.time[BENCH_LEX] = lex;
}

/* Takes a player out of the game and says why. */
static void leave_out(struct work *w, size_t i, const char *why)
{
    const struct bench_arguments *a = w->arguments;
    struct player *player = &w->players[i];
    printf("K,skipped:%s:%s:%s:%s,%s\n", a->allocator, a->heap, w->set->name,
           player->rival->name, why);
    player->rival->close(player->state);
    *player = w->players[--w->count];
}

/* Who could not play is out, and the others go on. */
static void drop_the_ended(struct work *w)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->players[i].sample.ended)
            leave_out(w, i--, "a round does not end well");
}

/* Whether all have made the same trees. */
static bool rivals_agree(const struct work *w)
{
    const struct player *first = NULL;
    for (size_t i = 0; i < w->count; i++) {
        const struct player *player = &w->players[i];
        if (player->sample.checksum == 0)
            continue;
        if (first == NULL)
            first = player;
        if (player->sample.checksum == first->sample.checksum)
            continue;
        fprintf(stderr, "bench: set '%s': %s and %s do not make the same trees\n",
                w->set->name, first->rival->name, player->rival->name);
        return false;
    }
    return true;
}

/* A pass that is timed roughly, in a child. */
struct attempt {
    const struct player *player; /* whose */
    double time;                 /* nanoseconds */
};

/* Goes on until the time of a pass is known well enough. The first meets memory that is
 * not there yet; who is slow by that alone gets a second. */
static void attempt(void *context)
{
    struct attempt *it = context;
    double passed = 0;
    for (size_t passes = 1; passed < shortest / 2; passes *= 4) {
        double start = bench_now();
        for (size_t i = 0; i < passes; i++)
            it->player->rival->run(it->player->state);
        passed = bench_now() - start;
        it->time = passed / (double)passes;
    }
    if (it->time <= longest || it->time > 2 * longest)
        return;
    double start = bench_now();
    it->player->rival->run(it->player->state);
    it->time = bench_now() - start;
}

/* Who needs too long for the set, or does not get through it, is out. From the time of
 * the fastest follows how often a timed region goes through the set. */
static void drop_the_slow(struct work *w)
{
    struct attempt *it = bench_shared_pages(sizeof *it);
    double fastest = longest;
    for (size_t i = 0; i < w->count; i++) {
        struct player *player = &w->players[i];
        *it = (struct attempt){player, 0};
        bool ended = bench_apart(attempt, it);
        if (ended && it->time <= longest) {
            fastest = it->time < fastest ? it->time : fastest;
            continue;
        }
        char why[64] = "a pass does not end well";
        if (ended)
            snprintf(why, sizeof why, "a pass takes %.1f s", it->time / 1e9);
        leave_out(w, i--, why);
    }
    w->repeat = fastest < shortest ? (size_t)ceil(shortest / (fastest + 1)) : 1;
    bench_pages_free(it, sizeof *it);
}

/* Opens the rivals of that name that suit the set; "all" is every name but of those
 * that want a process to themselves. */
static void open_named(struct work *w, const char *name)
{
    const struct bench_rival *rival;
    bool all = strcmp(name, "all") == 0;
    for (size_t i = 0; (rival = bench_rival_at(i)) != NULL; i++)
        if (w->count < MOST_RIVALS && rival->suits(rival, w->set) &&
            (all ? !rival->alone : strcmp(rival->name, name) == 0))
            w->players[w->count++] =
                (struct player){.rival = rival, .state = rival->open(rival, w->set)};
}

static void open_players(struct work *w)
{
    for (char **name = w->arguments->rivals; *name != NULL; name++)
        open_named(w, *name);
}

static void close_players(struct work *w)
{
    for (size_t i = 0; i < w->count; i++)
        w->players[i].rival->close(w->players[i].state);
}

static bool play_rounds(struct work *w)
{
    int warm_up = w->repeat > 1 ? WARM_UP : 1; /* where one has many passes, or long */
    for (int round = -warm_up; round < w->arguments->rounds; round++) {
        play_round(w);
        drop_the_ended(w);
        if (!rivals_agree(w))
            return false;
        for (size_t i = 0; i < w->count && round >= 0; i++)
            print_sample(w, &w->players[i], round);
    }
    return true;
}

/* What the trees add up to: the other program must come to the same. The sum is over
 * all passes of a round, so it is told only where that is one. */
static void print_checksum(const struct work *w)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < w->count && sum == 0; i++)
        sum = w->players[i].sample.checksum;
    if (sum != 0 && w->repeat == 1 && strncmp(w->set->name, "lose-", 5) != 0)
        printf("K,checksum:%s,%016llx\n", w->set->name, (unsigned long long)sum);
}

static void report_memory(struct work *w)
{
    char row[256];
    for (size_t i = 0; i < w->count; i++) {
        struct player *player = &w->players[i];
        if (player->rival->report != NULL)
            player->rival->report(player->state, row_of(w, player->rival, row));
    }
}

/* A player and the row of its lines. */
struct counted {
    const struct player *player; /* who is counted */
    const char *row;             /* the first fields */
    size_t passes;               /* over the set */
};

/* In a child, whose memory goes with it; two runs to warm up. */
static void count(void *context)
{
    const struct counted *it = context;
    const struct player *player = it->player;
    struct bench_counters counters;
    bench_counters_open(&counters);
    for (int i = 0; i < WARM_UP; i++)
        player->rival->run(player->state);
    bench_counters_start(&counters);
    for (size_t i = 0; i < it->passes; i++)
        player->rival->run(player->state);
    bench_counters_stop(&counters);
    for (size_t i = 0; i < BENCH_COUNTERS; i++)
        if (counters.files[i] >= 0)
            printf("C,%s,%s,%.1f\n", it->row, bench_counter_name(i),
                   (double)counters.values[i] / (double)it->passes);
    bench_counters_close(&counters);
}

static void report_counters(struct work *w)
{
    char row[256];
    for (size_t i = 0; i < w->count; i++) {
        const struct player *player = &w->players[i];
        struct counted it = {player, row_of(w, player->rival, row), w->repeat};
        if (!bench_apart(count, &it))
            fprintf(stderr, "bench: no counters for %s\n", row);
    }
}

/* Passes for a tool that counts instructions. */
static void run_passes(struct work *w)
{
    for (size_t i = 0; i < w->count; i++)
        for (unsigned long k = 0; k < w->arguments->callgrind; k++)
            w->players[i].rival->run(w->players[i].state);
}

/* Sets that nobody parses have no units: their text is never read. */
static void print_units(const struct bench_set *set)
{
    bool parsed = strcmp(set->name, "lose-grow") != 0 &&
                  strcmp(set->name, "lose-lifo") != 0;
    if (!parsed)
        printf("U,%s,0,0,0,0,0\n", set->name);
    else
        printf("U,%s,%zu,%zu,%llu,%llu,%zu\n", set->name, set->units.count,
               set->units.bytes, (unsigned long long)set->tokens,
               (unsigned long long)set->nodes, set->distinct);
}

bool bench_work_on(const struct bench_arguments *arguments, const struct bench_set *set,
                   uint64_t seed)
{
    struct work work = {.arguments = arguments, .set = set, .random = seed};
    struct work *w = &work;
    bool good = true;
    print_units(w->set);
    open_players(w);
    if (w->count > 0 && w->arguments->callgrind > 0) {
        run_passes(w);
    } else {
        drop_the_slow(w);
        if (!arguments->times_only)
            report_memory(w);
        good = w->count == 0 || play_rounds(w);
        if (good)
            print_checksum(w);
        if (!arguments->times_only)
            report_counters(w);
    }
    close_players(w);
    fflush(stdout);
    return good;
}
