/* forward.c: passing requests on to the inner arena. */
#include "forward.h"

struct arena *arena_inner(const struct arena *arena)
{
    return *(struct arena **)arena->options.setup;
}

/* Lets the inner arena keep to the wrapper's limit as well as to its own, which is
 * returned: what an alignment skips is known only there. */
static size_t lend_limit(const struct arena *arena, struct arena *inner)
{
    size_t own = inner->options.limit, lent = arena->options.limit;
    return arena_set_limit(inner, lent < own ? lent : own);
}

static void take_limit_back(struct arena *arena, struct arena *inner, size_t own)
{
    arena_set_limit(inner, own);
    arena->closed = arena_used(inner);
}

void *arena_forward_alloc(struct arena *arena, size_t size, size_t align,
                          const char *tag)
{
    struct arena *inner = arena_inner(arena);
    size_t own = lend_limit(arena, inner);
    void *object = arena_alloc_aligned(inner, size, align, tag);
    take_limit_back(arena, inner, own);
    return object;
}

void *arena_forward_grow(struct arena *arena, void *ptr, size_t old_size,
                         size_t new_size, const char *tag)
{
    struct arena *inner = arena_inner(arena);
    size_t own = lend_limit(arena, inner);
    arena->misses++;
    void *grown = arena_grow(inner, ptr, old_size, new_size, tag);
    take_limit_back(arena, inner, own);
    return grown;
}

/* The wrapper and the inner arena mark in step, so one depth suits both. */
void arena_forward_mark(struct arena *arena, struct arena_mark *mark)
{
    *mark = arena_mark(arena_inner(arena));
}

void arena_forward_release(struct arena *arena, const struct arena_mark *mark)
{
    arena_release(arena_inner(arena), *mark);
    arena->closed = arena_used(arena_inner(arena));
}

void arena_forward_reset(struct arena *arena)
{
    arena_reset(arena_inner(arena));
    arena->closed = 0;
}

void arena_forward_destroy(struct arena *arena)
{
    arena_destroy(arena_inner(arena));
}

void arena_forward_stats(const struct arena *arena, struct arena_stats *stats)
{
    struct arena_stats inner = arena_stats(arena_inner(arena));
    stats->reserved = inner.reserved;
    stats->bookkeeping = inner.bookkeeping;
    stats->blocks = inner.blocks;
}
