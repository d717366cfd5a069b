/* fault.c: counts requests, refuses those that are due, passes the rest on. */
#include "../fault.h"

#include "../sources.h"
#include "forward.h"

/* Marsaglia's xorshift: the same seed gives the same numbers on every machine. */
static uint64_t next_random(uint64_t *last)
{
    uint64_t x = *last != 0 ? *last : 88172645463325252u;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return *last = x;
}

static bool is_due(struct arena_fault *fault)
{
    switch (fault->when) {
    case ARENA_FAULT_NTH: return fault->requests == fault->n;
    case ARENA_FAULT_FROM: return fault->requests >= fault->n;
    case ARENA_FAULT_CHANCE: return next_random(&fault->random) % fault->of < fault->n;
    default: return false; /* ARENA_FAULT_NEVER */
    }
}

static bool refuses(struct arena_fault *fault)
{
    if (fault->requests++ == 0)
        fault->random = fault->seed;
    bool due = is_due(fault);
    fault->refused += due;
    return due;
}

static void *fault_alloc(struct arena *arena, size_t size, size_t align,
                         const char *tag)
{
    return refuses(arena->options.setup) ? NULL
                                         : arena_forward_alloc(arena, size, align, tag);
}

static void *fault_grow(struct arena *arena, void *ptr, size_t old_size,
                        size_t new_size, const char *tag)
{
    return refuses(arena->options.setup)
               ? NULL
               : arena_forward_grow(arena, ptr, old_size, new_size, tag);
}

void *arena_fault_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct arena_fault *fault = context;
    arena_source *source = fault->source != NULL ? fault->source : arena_system_source;
    if (new_size != 0 && refuses(fault))
        return NULL;
    return source(fault->source_context, ptr, old_size, new_size);
}

const struct arena_backend arena_faulty = {
    .name = "fault",
    .alloc = fault_alloc,
    .grow = fault_grow,
    .mark = arena_forward_mark,
    .release = arena_forward_release,
    .reset = arena_forward_reset,
    .destroy = arena_forward_destroy,
    .stats = arena_forward_stats,
};
