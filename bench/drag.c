/* drag.c: the longest unit's requests, recorded once more, and added up by what has
 * become of them. */
#include "bench/drag.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "arena/backend/backend.h"
#include "bench/allocator.h"
#include "bench/pages.h"
#include "bench/tree.h"

/* A unit longer than this is not taken apart: its record would be larger than it. */
static const size_t longest_record = (size_t)16 << 20;

/* Bytes of a unit's objects, each rounded up as the arena does. */
struct sums {
    size_t objects;     /* how many there are in the end */
    size_t asked;       /* bytes asked for, not rounded */
    size_t used;        /* of the objects there are in the end */
    size_t dead_tokens; /* tokens that no node points at */
    size_t dead_nodes;  /* nodes that the tree does not reach */
    size_t last_array;  /* the stack of children in the end */
    size_t old_arrays;  /* what it left behind as it grew */
};

static void reach_token(struct bench_record *record, const struct cel_token *token)
{
    struct bench_request *request = token ? bench_record_find(record, token) : NULL;
    if (request != NULL)
        request->reached = true;
}

static void reach_tokens(struct bench_record *record, const struct cel_node *node)
{
    const struct cel_token *tokens[CEL_NODE_TOKENS];
    cel_node_tokens(node, tokens);
    for (size_t i = 0; i < CEL_NODE_TOKENS; i++)
        reach_token(record, tokens[i]);
}

static bool is(const struct bench_request *request, const char *tag)
{
    return request->tag != NULL && strcmp(request->tag, tag) == 0;
}

static void add(struct sums *sums, const struct bench_request *request)
{
    size_t bytes = arena_round_up(request->size);
    if (request->grown)
        return;
    if (request->abandoned) {
        sums->old_arrays += bytes;
        return;
    }
    sums->objects++;
    sums->asked += request->size;
    sums->used += bytes;
    if (request->tag == NULL || is(request, "children"))
        sums->last_array += bytes;
    else if (bench_is_token(request) && !request->reached)
        sums->dead_tokens += bytes;
    else if (is(request, "node") && !request->reached)
        sums->dead_nodes += bytes;
}

/* Nodes that the tree reaches are marked by the search for owners. */
static struct sums add_up(struct bench_record *record)
{
    struct sums sums = {0};
    struct bench_owners owners = {0};
    bench_add_owners(&owners, record);
    bench_owners_free(&owners);
    for (size_t i = 0; i < record->count; i++)
        if (record->requests[i].reached && is(&record->requests[i], "node"))
            reach_tokens(record, (const void *)record->requests[i].at);
    for (size_t i = 0; i < record->count; i++)
        add(&sums, &record->requests[i]);
    return sums;
}

static bool record_longest(struct bench_parser *p, struct bench_record *record)
{
    struct cel_string text = p->set->units.texts[p->set->largest];
    *record = (struct bench_record){0};
    if (text.size > longest_record)
        return false;
    bench_record(record, text);
    return true;
}

static void print_dead(const char *row, const struct sums *sums, size_t arrays)
{
    bench_print_memory(row, "objects", (double)sums->objects);
    bench_print_memory(row, "asked", (double)sums->asked);
    bench_print_memory(row, "dead_tokens", (double)sums->dead_tokens);
    bench_print_memory(row, "dead_nodes", (double)sums->dead_nodes);
    bench_print_memory(row, "abandoned_arrays", (double)arrays);
}

static void print_held(const char *row, const struct arena_stats *stats, size_t tails)
{
    bench_print_memory(row, "used", (double)stats->used);
    bench_print_memory(row, "reserved", (double)stats->reserved);
    bench_print_memory(row, "bookkeeping", (double)stats->bookkeeping);
    bench_print_memory(row, "tails", (double)tails);
}

size_t bench_arena_sizes(struct bench_parser *p, const char *row)
{
    struct bench_record record;
    struct arena_stats stats = arena_stats(&p->arena);
    stats.reserved += p->arena.options.buffer_size; /* the caller's own block */
    print_held(row, &stats, stats.reserved - stats.used - stats.bookkeeping);
    if (record_longest(p, &record)) {
        struct sums sums = add_up(&record);
        bool reused = p->arena.backend == &arena_slab; /* what has been left behind */
        print_dead(row, &sums, sums.last_array + (reused ? 0 : sums.old_arrays));
    }
    bench_record_free(&record);
    return stats.reserved;
}

/* Makes the objects once more to see how many bytes malloc gives for them. */
static size_t usable_bytes(const struct bench_record *record)
{
    void **objects = bench_pages(record->count * sizeof *objects);
    size_t usable = 0;
    for (size_t i = 0; i < record->count; i++) {
        if (record->requests[i].abandoned || record->requests[i].grown)
            continue;
        objects[i] = malloc(record->requests[i].size);
        usable += malloc_usable_size(objects[i]);
    }
    for (size_t i = 0; i < record->count; i++)
        free(objects[i]);
    bench_pages_free(objects, record->count * sizeof *objects);
    return usable;
}

size_t bench_malloc_sizes(struct bench_parser *p, const char *row)
{
    struct bench_record record;
    struct arena_stats stats = arena_stats(&p->arena);
    if (record_longest(p, &record)) {
        struct sums sums = add_up(&record);
        size_t rounding = usable_bytes(&record) - sums.asked;
        size_t headers = sums.objects * bench_malloc_header();
        if (headers > 0)
            bench_print_memory(row, "headers", (double)headers);
        stats.used = sums.asked;
        stats.reserved = sums.asked + rounding + headers + stats.bookkeeping;
        bench_print_memory(row, "rounding", (double)rounding);
        print_held(row, &stats, 0);
        print_dead(row, &sums, sums.last_array);
    }
    bench_record_free(&record);
    return stats.reserved;
}

size_t bench_retained(struct bench_parser *p, size_t reserved)
{
    (void)reserved;
    return arena_stats(&p->arena).reserved;
}

size_t bench_retained_all(struct bench_parser *p, size_t reserved)
{
    (void)p;
    return reserved;
}
