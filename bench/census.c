/* census.c: counting bytes by tag, with a backend that keeps the window shut and passes
 * every request on to an arena. It shows how small a backend of one's own can be. */
#include "bench/census.h"

#include <string.h>

#include "arena/backend/backend.h"

/* What the counting backend keeps. */
struct counter {
    struct arena inner;   /* does the work */
    struct census census; /* what has been asked for */
};

static uint64_t *row_of(struct census *census, const char *tag)
{
    if (strcmp(tag, "text") == 0)
        return &census->text;
    if (strstr(tag, "token") != NULL)
        return &census->tokens;
    if (strcmp(tag, "node") == 0)
        return &census->nodes;
    if (strcmp(tag, "children") == 0)
        return &census->arrays;
    return &census->strings;
}

static void *count_alloc(struct arena *arena, size_t size, size_t align,
                         const char *tag)
{
    struct counter *counter = arena->state;
    *row_of(&counter->census, tag) += arena_round_up(size);
    return arena_alloc_aligned(&counter->inner, size, align, tag);
}

static void count_mark(struct arena *arena, struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void count_release(struct arena *arena, const struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void count_reset(struct arena *arena)
{
    arena_reset(&((struct counter *)arena->state)->inner);
}

static void count_destroy(struct arena *arena)
{
    arena_destroy(&((struct counter *)arena->state)->inner);
}

static void count_stats(const struct arena *arena, struct arena_stats *stats)
{
    (void)arena, (void)stats;
}

static const struct arena_backend counting = {
    .name = "counting",
    .alloc = count_alloc,
    .grow = arena_grow_copy,
    .mark = count_mark,
    .release = count_release,
    .reset = count_reset,
    .destroy = count_destroy,
    .stats = count_stats,
};

/* The pointers to children that stand behind nodes, in the tree and in the recorded
 * macro calls. */
static uint64_t pointer_bytes(const struct cel_unit *unit, struct arena *scratch)
{
    struct cel_walk walk;
    struct cel_step step;
    uint64_t pointers = 0;
    cel_walk_start(&walk, scratch, unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        if (step.leaving)
            continue;
        const struct cel_call *call = cel_macro_call(step.node);
        if (call != NULL)
            pointers += call->count;
        if (step.node->kind == CEL_CALL || step.node->kind == CEL_LIST ||
            step.node->kind == CEL_MAP || step.node->kind == CEL_MESSAGE)
            pointers += cel_children(step.node).count;
    }
    return pointers * sizeof(struct cel_node *);
}

struct census take_census(const struct units *units)
{
    struct counter counter = {0};
    struct arena_options options = {.backend = &counting};
    struct cel_options parse = {.max_memory = SIZE_MAX};
    struct arena arena;
    uint64_t pointers = 0;
    arena_init(&counter.inner, NULL);
    arena_init(&arena, &options);
    arena.state = &counter;
    for (size_t i = 0; i < units->count; i++) {
        struct cel_unit unit;
        struct cel_string text = units->texts[i];
        if (cel_parse(&arena, text.data, text.size, &parse, &unit))
            pointers += pointer_bytes(&unit, &counter.inner);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    counter.census.nodes -= pointers;
    counter.census.arrays += pointers;
    return counter.census;
}
