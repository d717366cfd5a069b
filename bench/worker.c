/* worker.c: rounds of rivals, in another order each, and a line of CSV for each. */
#include "bench/worker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/allocator.h"
#include "bench/arguments.h"
#include "bench/clock.h"
#include "bench/counters.h"
#include "bench/heap.h"
#include "bench/parsing.h"
#include "bench/random.h"

enum { WARM_UP = 2, MOST_RIVALS = 64 };

/* A region that is timed lasts at least so long, and a pass at most, in nanoseconds. */
static const double shortest = 2e6, longest = 2e9;

/* A rival that plays a set. */
struct player {
    const struct bench_rival *rival; /* who */
    void *state;                     /* from its open; NULL: it is out */
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

static bool is_known(const char *name)
{
    const struct bench_rival *rival;
    bool found = strcmp(name, "all") == 0;
    for (size_t i = 0; !found && (rival = bench_rival_at(i)) != NULL; i++)
        found = strcmp(rival->name, name) == 0;
    if (found)
        return true;
    fprintf(stderr, "bench: unknown rival '%s'; this program has: all", name);
    for (size_t i = 0; (rival = bench_rival_at(i)) != NULL; i++)
        fprintf(stderr, " %s", rival->name);
    if (strcmp(name, "malloc-direct") == 0)
        fputs("; build/bench/direct has malloc-direct", stderr);
    fputc('\n', stderr);
    return false;
}

static bool rivals_are_known(char **names)
{
    for (; *names != NULL; names++)
        if (!is_known(*names))
            return false;
    return true;
}

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

static void shuffle(size_t *order, size_t count, uint64_t *random)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t other = bench_random_below(random, i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Everybody's round, in random order; the lexer plays along as one of them. Its time is
 * given to those who tell what tokens take. */
static void play_round(struct work *w)
{
    size_t order[MOST_RIVALS + 1];
    double lex = NAN;
    shuffle(order, w->count + 1, &w->random);
    for (size_t i = 0; i <= w->count; i++) {
        struct player *player = &w->players[order[i]];
        struct bench_terms terms = {.clock_cost = bench_clock_cost(),
                                    .repeat = w->repeat};
        if (order[i] == w->count) {
            lex = bench_lex(w->set, w->repeat);
        } else if (player->state != NULL) {
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

/* Whether all have made the same trees. */
static bool rivals_agree(const struct work *w)
{
    const struct player *first = NULL;
    for (size_t i = 0; i < w->count; i++) {
        const struct player *player = &w->players[i];
        if (player->state == NULL || player->sample.checksum == 0)
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

/* Who needs too long for the set is out. */
static void drop_the_slow(struct work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct player *player = &w->players[i];
        double total = player->sample.time[BENCH_TOTAL];
        if (player->state == NULL || total <= longest)
            continue;
        printf("K,skipped:%s:%s:%s:%s,a pass takes %.1f s\n", w->arguments->allocator,
               w->arguments->heap, w->set->name, player->rival->name, total / 1e9);
        player->rival->close(player->state);
        player->state = NULL;
    }
}

/* How often the set must be gone through for the clock not to matter. */
static void find_repeat(struct work *w)
{
    const struct player *player = &w->players[0];
    player->rival->run(player->state);
    double start = bench_now();
    player->rival->run(player->state);
    double time = bench_now() - start;
    w->repeat = time < shortest ? (size_t)ceil(shortest / (time + 1)) : 1;
}

/* Opens the rivals of that name that suit the set; "all" is every name. */
static void open_named(struct work *w, const char *name)
{
    const struct bench_rival *rival;
    bool all = strcmp(name, "all") == 0;
    for (size_t i = 0; (rival = bench_rival_at(i)) != NULL; i++)
        if (w->count < MOST_RIVALS && rival->suits(rival, w->set) &&
            (all || strcmp(rival->name, name) == 0))
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
        if (w->players[i].state != NULL)
            w->players[i].rival->close(w->players[i].state);
}

static bool play_rounds(struct work *w)
{
    find_repeat(w);
    for (int round = -WARM_UP; round < w->arguments->rounds; round++) {
        play_round(w);
        if (round == -WARM_UP)
            drop_the_slow(w);
        if (!rivals_agree(w))
            return false;
        for (size_t i = 0; i < w->count && round >= 0; i++)
            if (w->players[i].state != NULL)
                print_sample(w, &w->players[i], round);
    }
    return true;
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
        if (player->state != NULL && !bench_apart(count, &it))
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
    printf("U,%s,%zu,%zu,%llu,%llu\n", set->name, parsed ? set->units.count : 0,
           parsed ? set->units.bytes : 0, parsed ? (unsigned long long)set->tokens : 0,
           parsed ? (unsigned long long)set->nodes : 0);
}

static bool work_on(struct work *w)
{
    bool good = true;
    print_units(w->set);
    open_players(w);
    if (w->count > 0 && w->arguments->callgrind > 0) {
        run_passes(w);
    } else if (w->count > 0) {
        report_memory(w);
        good = play_rounds(w);
        report_counters(w);
    }
    close_players(w);
    fflush(stdout);
    return good;
}

static bool allocator_is(const char *wanted)
{
    char version[128];
    const char *loaded = bench_allocator(version, sizeof version);
    printf("K,%s,%s\n", loaded, version);
    if (strcmp(wanted, loaded) == 0)
        return true;
    fprintf(stderr, "bench: the malloc in this process is %s's, not %s's\n", loaded,
            wanted);
    return false;
}

static size_t count_sets(char **names)
{
    size_t count = 0;
    while (names[count] != NULL)
        count++;
    return count;
}

/* All sets are made before the heap is, so that making them leaves no mark on it. */
static bool work_on_all(struct bench_arguments *a, uint64_t seed)
{
    size_t count = count_sets(a->sets);
    struct bench_set *sets = calloc(count + 1, sizeof *sets);
    bool good = sets != NULL;
    bench_keep_valid(&a->input);
    for (size_t i = 0; good && i < count; i++)
        good = bench_make_set(&sets[i], a->sets[i], &a->input);
    if (good && !bench_make_heap(a->heap, seed)) {
        fprintf(stderr,
                "bench: unknown heap '%s'; there are clean, fragmented and "
                "churned\n",
                a->heap);
        good = false;
    }
    for (size_t i = 0; good && i < count; i++) {
        struct work work = {.arguments = a, .set = &sets[i], .random = seed + i};
        good = work_on(&work);
    }
    for (size_t i = 0; sets != NULL && i < count; i++)
        bench_free_set(&sets[i]);
    free(sets);
    return good;
}

int bench_worker(int argc, char **argv)
{
    struct bench_arguments a;
    bool good = bench_read_arguments(&a, argc, argv) && rivals_are_known(a.rivals) &&
                (a.planted == NULL || is_known(a.planted)) && allocator_is(a.allocator);
    if (good) {
        uint64_t process = strtoull(a.process, NULL, 10);
        uint64_t seed = a.seed ^ process << 32;
        good = work_on_all(&a, bench_random(&seed));
    }
    units_free(&a.input.files);
    free(a.input.paths);
    free(a.sets);
    free(a.rivals);
    if (good)
        puts("E");
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("bench: standard output cannot be written\n", stderr);
        good = false;
    }
    return good ? 0 : 2;
}
