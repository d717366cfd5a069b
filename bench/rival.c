/* rival.c: the rivals of this program: the ways with memory, and the table. */
#include "bench/rival.h"

#include <stdlib.h>

#include "bench/drag.h"
#include "bench/leak.h"
#include "bench/lose.h"
#include "bench/pages.h"
#include "bench/parsing.h"
#include "bench/replay.h"
#include "bench/tree.h"

/* Keeping what a unit needed for the next one */

static void open_with(struct bench_parser *p, const struct arena_backend *backend)
{
    struct arena_options options = {.backend = backend};
    arena_init(&p->arena, &options);
}

static void open_arena(struct bench_parser *p)
{
    open_with(p, &arena_bump);
}

static void open_slab(struct bench_parser *p)
{
    open_with(p, &arena_slab);
}

static void open_malloc(struct bench_parser *p)
{
    open_with(p, &arena_malloc);
}

static void open_leak(struct bench_parser *p)
{
    open_with(p, &bench_leak_backend);
}

static void reset(struct bench_parser *p, struct cel_unit *unit)
{
    (void)unit;
    arena_reset(&p->arena);
}

static void close_arena(struct bench_parser *p)
{
    arena_destroy(&p->arena);
}

/* A buffer just large enough */

/* Bytes that the set's most demanding unit takes. */
static size_t most_used(const struct bench_set *set)
{
    struct arena_options options = {.source = bench_page_source};
    struct cel_options parse = {.max_memory = SIZE_MAX};
    struct arena arena;
    size_t most = 0;
    arena_init(&arena, &options);
    for (size_t i = 0; i < set->units.count; i++) {
        struct cel_unit unit;
        struct cel_string text = set->units.texts[i];
        cel_parse(&arena, text.data, text.size, &parse, &unit);
        most = arena_used(&arena) > most ? arena_used(&arena) : most;
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    return most;
}

static void open_fixed(struct bench_parser *p)
{
    size_t size = most_used(p->set);
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = bench_pages(size), .buffer_size = size};
    arena_init(&p->arena, &options);
}

static void close_fixed(struct bench_parser *p)
{
    struct arena_options options = p->arena.options;
    arena_destroy(&p->arena);
    bench_pages_free(options.buffer, options.buffer_size);
}

/* An arena for each unit */

static void begin_fresh(struct bench_parser *p, size_t i)
{
    (void)i;
    arena_init(&p->arena, NULL);
}

/* A first block far larger than the unit. */
static void begin_big(struct bench_parser *p, size_t i)
{
    struct arena_options options = {.first_block = (size_t)1 << 20};
    (void)i;
    arena_init(&p->arena, &options);
}

static void begin_buffer(struct bench_parser *p, size_t i)
{
    struct arena_options options = {.buffer = p->stack, .buffer_size = BENCH_STACK};
    (void)i;
    arena_init(&p->arena, &options);
}

static void destroy(struct bench_parser *p, struct cel_unit *unit)
{
    (void)unit;
    arena_destroy(&p->arena);
}

/* Freeing by a walk over the tree */

/* The way's own: who frees what in each unit, and the backend's state. */
struct trees {
    struct bench_tree tree;     /* what the backend keeps */
    struct bench_owners owners; /* of all units */
};

static void open_tree(struct bench_parser *p)
{
    struct trees *trees = bench_pages(sizeof *trees);
    trees->owners = bench_owners_of(p->set->units.texts, p->set->units.count);
    open_with(p, &bench_tree_backend);
    p->extra = trees;
    p->arena.state = &trees->tree;
}

static void begin_tree(struct bench_parser *p, size_t i)
{
    struct trees *trees = p->extra;
    trees->tree.owners = i != SIZE_MAX ? trees->owners.bits + trees->owners.starts[i]
                                       : NULL;
}

static void finish_tree(struct bench_parser *p, struct cel_unit *unit)
{
    if (unit != NULL)
        bench_tree_teardown(&p->arena, unit, true);
    else
        arena_reset(&p->arena);
}

static void close_tree(struct bench_parser *p)
{
    struct trees *trees = p->extra;
    arena_destroy(&p->arena);
    bench_owners_free(&trees->owners);
    bench_pages_free(trees, sizeof *trees);
}

static const struct bench_way kept = {.open = open_arena,
                                      .finish = reset,
                                      .close = close_arena,
                                      .sizes = bench_arena_sizes,
                                      .retained = bench_retained};
static const struct bench_way fresh = {.begin = begin_fresh,
                                       .finish = destroy,
                                       .sizes = bench_arena_sizes,
                                       .retained = bench_retained};
static const struct bench_way big = {.begin = begin_big,
                                     .finish = destroy,
                                     .sizes = bench_arena_sizes,
                                     .retained = bench_retained,
                                     .only = "lose-tiny"};
static const struct bench_way buffer = {.begin = begin_buffer,
                                        .finish = destroy,
                                        .sizes = bench_arena_sizes,
                                        .retained = bench_retained};
static const struct bench_way slab = {.open = open_slab,
                                      .finish = reset,
                                      .close = close_arena,
                                      .sizes = bench_arena_sizes,
                                      .retained = bench_retained};
static const struct bench_way fixed = {.open = open_fixed,
                                       .finish = reset,
                                       .close = close_fixed,
                                       .sizes = bench_arena_sizes,
                                       .retained = bench_retained_all};
static const struct bench_way listed = {.open = open_malloc,
                                        .finish = reset,
                                        .close = close_arena,
                                        .sizes = bench_malloc_sizes,
                                        .retained = bench_retained};
static const struct bench_way tree = {.open = open_tree,
                                      .begin = begin_tree,
                                      .finish = finish_tree,
                                      .close = close_tree,
                                      .sizes = bench_malloc_sizes,
                                      .retained = bench_retained};
static const struct bench_way leak = {.open = open_leak,
                                      .sizes = bench_malloc_sizes,
                                      .retained = bench_retained_all,
                                      .apart = true};

static const struct bench_rival rivals[] = {
    BENCH_PARSING("arena", &kept),
    BENCH_PARSING("arena-again", &kept),
    BENCH_PARSING("arena-fresh", &fresh),
    BENCH_PARSING("arena-buffer", &buffer),
    BENCH_PARSING("slab", &slab),
    BENCH_PARSING("fixed", &fixed),
    BENCH_PARSING("malloc", &listed),
    BENCH_PARSING("malloc-tree", &tree),
    BENCH_PARSING("malloc-leak", &leak),
    BENCH_PARSING("arena-fresh-1mib", &big),
    BENCH_PARSING_ALONE("malloc-alone", &listed),
};

/* The rivals that are in other files. */
static const struct bench_rival *more_at(size_t i)
{
    size_t count = 0;
    const struct bench_rival *rival;
    while ((rival = bench_replay_at(count)) != NULL && count < i)
        count++;
    return rival != NULL ? rival : bench_lose_at(i - count);
}

const struct bench_rival *bench_rival_at(size_t i)
{
    size_t count = sizeof rivals / sizeof *rivals;
    return i < count ? &rivals[i] : more_at(i - count);
}
