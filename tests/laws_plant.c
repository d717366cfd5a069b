/* laws_plant.c: one law after the other is broken on purpose. A fault keeps no state of
 * its own, so that a program that shows it can be made shorter. */
#include "tests/laws_plant.h"

#include <string.h>

/* How many bytes of the window are in use. */
static size_t behind(const struct arena *arena)
{
    return (size_t)(arena->ptr - arena->start);
}

static void *misaligned(struct arena *arena, size_t size, size_t align, const char *tag)
{
    if (align < 16 || size > 1000)
        return arena_alloc_aligned(arena, size, align, tag);
    char *object = arena_alloc_aligned(arena, size + 8, align, tag);
    return object != NULL ? object + 8 : NULL;
}

/* Begins in the last 8 bytes of the object before it. */
static void *overlapping(struct arena *arena, size_t size, const char *tag)
{
    const char *before = arena->ptr;
    bool is_first = behind(arena) < 8;
    char *object = arena_alloc(arena, size, tag);
    bool adjoins = object == before && !is_first && size > 0;
    return adjoins && arena_used(arena) % 64 == 0 ? object - 8 : object;
}

static void *outside(struct arena *arena, size_t size, const char *tag)
{
    static _Alignas(16) char elsewhere[64];
    void *object = arena_alloc(arena, size, tag);
    return object != NULL && size == 40 ? elsewhere : object;
}

static void *writes_behind_block(struct arena *arena, size_t size, const char *tag)
{
    void *object = arena_alloc(arena, size, tag);
    if (arena->block_end != arena->start)
        *arena->block_end = 0;
    return object;
}

/* The last 8 bytes in use begin with a byte of some object. */
static void *writes_in_another(struct arena *arena, size_t size, const char *tag)
{
    if (behind(arena) >= 8 && size == 24)
        arena->ptr[-8] ^= 1;
    return arena_alloc(arena, size, tag);
}

static void *moves_too_little(struct arena *arena, void *ptr, size_t old_size,
                              size_t new_size, const char *tag)
{
    uintptr_t before = (uintptr_t)ptr;
    unsigned char *grown = arena_grow(arena, ptr, old_size, new_size, tag);
    if (grown != NULL && (uintptr_t)grown != before && old_size > 0)
        grown[old_size - 1] ^= 1;
    return grown;
}

static void *empty_without_place(struct arena *arena, size_t size, const char *tag)
{
    const char *before = arena->ptr;
    bool is_first = behind(arena) < 8;
    char *object = arena_alloc(arena, size, tag);
    return size == 0 && object == before && !is_first ? object - 8 : object;
}

static void *unchecked_product(struct arena *arena, size_t count, size_t size,
                               const char *tag)
{
    return arena_alloc(arena, count * size, tag);
}

static void *unchecked_sum(struct arena *arena, size_t size, const char *tag)
{
    return arena_alloc(arena, size > SIZE_MAX - 64 ? size + 64 : size, tag);
}

static void *grows_unchecked(struct arena *arena, void *ptr, size_t old_size,
                             size_t new_size, const char *tag)
{
    return new_size > PTRDIFF_MAX ? ptr
                                  : arena_grow(arena, ptr, old_size, new_size, tag);
}

static void *takes_and_refuses(struct arena *arena, size_t size, const char *tag)
{
    void *object = arena_alloc(arena, size, tag);
    arena->closed += object == NULL ? 8 : 0;
    return object;
}

static void *refuses(struct arena *arena, size_t size, const char *tag)
{
    return arena_used(arena) % 256 == 64 ? NULL : arena_alloc(arena, size, tag);
}

static void *knows_no_limit(struct arena *arena, size_t size, const char *tag)
{
    size_t limit = arena_set_limit(arena, SIZE_MAX);
    void *object = arena_alloc(arena, size, tag);
    arena_set_limit(arena, limit);
    return object;
}

static void *limit_off_by_one(struct arena *arena, size_t size, const char *tag)
{
    size_t limit = arena->options.limit;
    arena_set_limit(arena, limit < SIZE_MAX ? limit + 1 : limit);
    void *object = arena_alloc(arena, size, tag);
    arena_set_limit(arena, limit);
    return object;
}

static void *takes_more(struct arena *arena, size_t size, const char *tag)
{
    return arena_alloc(arena, size < 100 ? size + 8 : size, tag);
}

static void releases_too_little(struct arena *arena, struct arena_mark mark)
{
    arena_release(arena, mark);
    arena_alloc(arena, 8, "left");
}

/* Moves the window on, and leaves bytes in use as they are. */
static void shift(struct arena *arena)
{
    if (!arena_has_room(arena, 8))
        return;
    arena->ptr += 8;
    arena->closed -= 8;
}

static void releases_elsewhere(struct arena *arena, struct arena_mark mark)
{
    arena_release(arena, mark);
    shift(arena);
}

static void resets_elsewhere(struct arena *arena)
{
    arena_reset(arena);
    shift(arena);
}

static void resets_nothing(struct arena *arena)
{
    (void)arena;
}

static void resets_and_keeps_all(struct arena *arena)
{
    size_t retain = arena->options.retain;
    arena->options.retain = SIZE_MAX;
    arena_reset(arena);
    arena->options.retain = retain;
}

/* Large blocks stay where those in use are. */
static void resets_small_blocks(struct arena *arena)
{
    arena_reset(arena);
    arena->large = arena->spare;
    arena->spare = NULL;
}

static struct arena_stats forgets_peak(struct arena *arena)
{
    struct arena_stats stats = arena_stats(arena);
    stats.peak = stats.used;
    return stats;
}

static struct arena_stats counts_too_much(struct arena *arena)
{
    struct arena_stats stats = arena_stats(arena);
    stats.reserved += 8;
    return stats;
}

static struct arena_stats forgets_a_block(struct arena *arena)
{
    struct arena_stats stats = arena_stats(arena);
    stats.blocks -= stats.blocks > 1;
    return stats;
}

static void *counts_hits(struct arena *arena, size_t size, const char *tag)
{
    arena->misses++;
    return arena_alloc(arena, size, tag);
}

static void *gives_back_less(struct arena *arena, size_t size, const char *tag)
{
    const struct arena_options *o = &arena->options;
    void *memory = o->source(o->source_context, NULL, 0, 64);
    if (memory != NULL)
        o->source(o->source_context, memory, 63, 0);
    return arena_alloc(arena, size, tag);
}

static void *gives_back_twice(struct arena *arena, size_t size, const char *tag)
{
    const struct arena_options *o = &arena->options;
    void *memory = o->source(o->source_context, NULL, 0, 64);
    for (int i = 0; i < 2 && memory != NULL; i++)
        o->source(o->source_context, memory, 64, 0);
    return arena_alloc(arena, size, tag);
}

static void destroys_nothing(struct arena *arena)
{
    struct arena_options options = arena->options;
    arena_init(arena, &options);
}

static const struct laws_plant plants[] = {
    {LAW_ALIGNED, "misaligned", {.alloc_aligned = misaligned}},
    {LAW_DISJOINT, "overlapping", {.alloc = overlapping}},
    {LAW_INSIDE, "outside", {.alloc = outside}},
    {LAW_BOUNDS, "writes behind a block", {.alloc = writes_behind_block}},
    {LAW_CONTENTS, "writes in another object", {.alloc = writes_in_another}},
    {LAW_CONTENTS, "moves all but a byte", {.grow = moves_too_little}},
    {LAW_EMPTY, "an empty object without a place", {.alloc = empty_without_place}},
    {LAW_OVERFLOW, "an unchecked product", {.alloc_array = unchecked_product}},
    {LAW_OVERFLOW, "an unchecked sum", {.alloc = unchecked_sum}},
    {LAW_OVERFLOW, "grows unchecked", {.grow = grows_unchecked}},
    {LAW_REFUSED, "takes what it refuses", {.alloc = takes_and_refuses}},
    {LAW_SERVED, "refuses without a reason", {.alloc = refuses}},
    {LAW_LIMIT, "knows no limit", {.alloc = knows_no_limit}},
    {LAW_LIMIT, "a limit off by one", {.alloc = limit_off_by_one}},
    {LAW_USED, "takes more than it was asked for", {.alloc = takes_more}},
    {LAW_MARKS, "releases all but 8 bytes", {.release = releases_too_little}},
    {LAW_AGAIN, "releases to another place", {.release = releases_elsewhere}},
    {LAW_AGAIN, "resets to another place", {.reset = resets_elsewhere}},
    {LAW_RESET, "resets nothing", {.reset = resets_nothing}},
    {LAW_RESET, "a reset keeps all blocks", {.reset = resets_and_keeps_all}},
    {LAW_WARM, "does not use large blocks again", {.reset = resets_small_blocks}},
    {LAW_PEAK, "forgets its peak", {.stats = forgets_peak}},
    {LAW_STATS, "counts too much", {.stats = counts_too_much}},
    {LAW_STATS, "forgets a block", {.stats = forgets_a_block}},
    {LAW_STATS, "counts hits as misses", {.alloc = counts_hits}},
    {LAW_SOURCE, "gives back less than it took", {.alloc = gives_back_less}},
    {LAW_SOURCE, "gives back twice", {.alloc = gives_back_twice}},
    {LAW_LEAK, "gives nothing back", {.destroy = destroys_nothing}},
};

const struct laws_plant *laws_plant(size_t i)
{
    return i < sizeof plants / sizeof *plants ? &plants[i] : NULL;
}

struct laws_calls laws_planted_calls(const struct laws_plant *plant)
{
    struct laws_calls calls = laws_real_calls, wrong = plant->calls;
    calls.alloc = wrong.alloc != NULL ? wrong.alloc : calls.alloc;
    calls.alloc_array = wrong.alloc_array ? wrong.alloc_array : calls.alloc_array;
    calls.alloc_aligned = wrong.alloc_aligned ? wrong.alloc_aligned
                                              : calls.alloc_aligned;
    calls.grow = wrong.grow != NULL ? wrong.grow : calls.grow;
    calls.release = wrong.release != NULL ? wrong.release : calls.release;
    calls.reset = wrong.reset != NULL ? wrong.reset : calls.reset;
    calls.destroy = wrong.destroy != NULL ? wrong.destroy : calls.destroy;
    calls.stats = wrong.stats != NULL ? wrong.stats : calls.stats;
    return calls;
}
