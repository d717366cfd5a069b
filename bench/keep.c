/* keep.c: a thousand units come and go, and the root of the first is kept. What is held
 * for it in the end is the point; the time is told, too.
 *
 * malloc frees a unit's objects but for the node; who keeps it must see to it that it
 * is not part of what the walk frees. Here it is copied out before the walk, which
 * holds the same bytes. */
#include "bench/keep.h"

#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/allocator.h"
#include "bench/pages.h"
#include "bench/parsing.h"
#include "bench/steps.h"
#include "bench/tree.h"

/* How a rival keeps. */
struct manner {
    void (*make)(void *state, size_t i); /* all the units */
    void (*drop)(void *state);           /* frees what is kept */
};

struct keeper {
    const struct manner *manner; /* how */
    const struct bench_set *set; /* what comes and goes */
    struct arena arena;          /* of all units, or of the newest */
    struct arena first;          /* of the one whose node is kept */
    struct bench_tree tree;      /* what malloc-tree keeps */
    struct bench_owners owners;  /* for the walk, of all units */
    struct cel_node *kept;       /* the node */
    uint64_t checksum;           /* nodes made */
};

static struct cel_unit parse(struct keeper *k, struct arena *arena, size_t i)
{
    struct cel_unit unit;
    struct cel_string text = k->set->units.texts[i];
    cel_parse(arena, text.data, text.size, NULL, &unit);
    k->checksum += unit.node_count;
    if (i == 0)
        k->kept = unit.root;
    return unit;
}

/* One arena: as long as the node lives, nothing can be freed. */
static void make_in_one(void *state, size_t unused)
{
    struct keeper *k = state;
    (void)unused;
    k->checksum = 0;
    for (size_t i = 0; i < k->set->units.count; i++)
        parse(k, &k->arena, i);
}

static void drop_one(void *state)
{
    arena_reset(&((struct keeper *)state)->arena);
}

/* Two: the first unit's stays, the other is reset for each. */
static void make_in_own(void *state, size_t unused)
{
    struct keeper *k = state;
    (void)unused;
    k->checksum = 0;
    parse(k, &k->first, 0);
    for (size_t i = 1; i < k->set->units.count; i++) {
        parse(k, &k->arena, i);
        arena_reset(&k->arena);
    }
}

static void drop_own(void *state)
{
    arena_reset(&((struct keeper *)state)->first);
}

static void make_with_malloc(void *state, size_t unused)
{
    struct keeper *k = state;
    (void)unused;
    k->checksum = 0;
    for (size_t i = 0; i < k->set->units.count; i++) {
        k->tree.owners = k->owners.bits + k->owners.starts[i];
        struct cel_unit unit = parse(k, &k->arena, i);
        if (i == 0) {
            size_t size = malloc_usable_size(unit.root);
            k->kept = malloc(size);
            memcpy(k->kept, unit.root, size);
        }
        bench_tree_teardown(&k->arena, &unit, true);
    }
}

static void drop_malloc(void *state)
{
    free(((struct keeper *)state)->kept);
}

static const struct manner in_one = {make_in_one, drop_one};
static const struct manner in_own = {make_in_own, drop_own};
static const struct manner with_malloc = {make_with_malloc, drop_malloc};

static bool suits(const struct bench_rival *rival, const struct bench_set *set)
{
    (void)rival;
    return strcmp(set->name, "lose-keep") == 0;
}

static void open_tree(struct keeper *k)
{
    struct arena_options options = {.backend = &bench_tree_backend};
    k->owners = bench_owners_of(k->set->units.texts, k->set->units.count);
    arena_init(&k->arena, &options);
    k->arena.state = &k->tree;
}

static void *open(const struct bench_rival *rival, const struct bench_set *set)
{
    struct keeper *k = bench_pages(sizeof *k);
    k->manner = rival->kind;
    k->set = set;
    arena_init(&k->first, NULL);
    if (k->manner == &with_malloc)
        open_tree(k);
    else
        arena_init(&k->arena, NULL);
    return k;
}

static struct bench_steps steps_of(const struct keeper *k)
{
    return (struct bench_steps){
        .make = k->manner->make, .drop = k->manner->drop, .units = 1};
}

static void play(void *state, const struct bench_terms *terms,
                 struct bench_sample *sample)
{
    struct keeper *k = state;
    struct bench_steps steps = steps_of(k);
    sample->time[BENCH_LEX] = sample->time[BENCH_TOKENS] = NAN;
    bench_run_steps(&steps, k);
    bench_play_steps(&steps, k, terms, sample);
    sample->checksum = k->checksum;
}

static void run(void *state)
{
    struct bench_steps steps = steps_of(state);
    bench_run_steps(&steps, state);
}

/* What is held for the sake of the node: all of the one arena, the first unit's own, or
 * the node. Blocks or lists that wait for the next unit are not. */
static void report(void *state, const char *row)
{
    struct keeper *k = state;
    k->manner->make(k, 0);
    struct arena *holder = k->manner == &in_own ? &k->first : &k->arena;
    struct arena_stats stats = arena_stats(holder);
    if (k->manner == &with_malloc) {
        stats.used = malloc_usable_size(k->kept);
        stats.reserved = stats.used + bench_malloc_header();
    }
    bench_print_memory(row, "used", (double)stats.used);
    bench_print_memory(row, "reserved", (double)stats.reserved);
    k->manner->drop(k);
}

static void close(void *state)
{
    struct keeper *k = state;
    arena_destroy(&k->arena);
    arena_destroy(&k->first);
    bench_owners_free(&k->owners);
    bench_pages_free(k, sizeof *k);
}

#define KEEPER(rival_name, manner)                                                     \
    {                                                                                  \
        .name = (rival_name), .kind = (manner), .suits = suits, .open = open,          \
        .play = play, .run = run, .report = report, .close = close                     \
    }

static const struct bench_rival keepers[] = {
    KEEPER("arena", &in_one), KEEPER("arena-again", &in_one),
    KEEPER("arena-own", &in_own), KEEPER("malloc-tree", &with_malloc)};

const struct bench_rival *bench_keep_at(size_t i)
{
    return i < sizeof keepers / sizeof *keepers ? &keepers[i] : NULL;
}
