/* leak.c: the shortest backend: malloc, realloc, and nothing to keep. */
#include "bench/leak.h"

#include <stdlib.h>

#include "arena/backend/backend.h"

static void *leak_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)align, (void)tag; /* the parser asks for nothing that malloc does not align */
    arena->closed += arena_round_up(size);
    return malloc(size);
}

static void *leak_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                       const char *tag)
{
    (void)tag;
    arena->closed += arena_round_up(new_size) - arena_round_up(old_size);
    return realloc(ptr, new_size);
}

static void leak_mark(struct arena *arena, struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void leak_release(struct arena *arena, const struct arena_mark *mark)
{
    arena->closed = mark->closed;
}

static void leak_reset(struct arena *arena)
{
    arena->closed = 0;
}

static void leak_stats(const struct arena *arena, struct arena_stats *stats)
{
    stats->reserved = arena->closed;
}

const struct arena_backend bench_leak_backend = {
    .name = "malloc-leak",
    .alloc = leak_alloc,
    .grow = leak_grow,
    .mark = leak_mark,
    .release = leak_release,
    .reset = leak_reset,
    .destroy = leak_reset,
    .stats = leak_stats,
};
