/* malloc.c: a malloc for each object, behind the same calls as the arena.
 *
 * The window stays shut, so every request comes here. A plain array of pointers
 * remembers the objects, and a reset frees them one by one: the least that a program
 * without an arena has to do, if it does not walk its tree to free it. */
#include "backend.h"

#include <stdlib.h>

#include "../backends.h"

struct objects {
    void **items;    /* the objects in the order they were made */
    size_t count;    /* how many there are */
    size_t capacity; /* how many the array has room for */
};

/* Makes the array, or one with room for more; NULL: no memory. */
static ARENA_APART struct objects *make_room(struct arena *arena)
{
    struct objects *all = arena->state;
    if (all == NULL)
        all = arena->state = calloc(1, sizeof *all);
    if (all == NULL)
        return NULL;
    size_t capacity = all->capacity ? all->capacity * 2 : 512;
    void **items = realloc(all->items, capacity * sizeof *items);
    if (items == NULL)
        return NULL;
    all->items = items;
    all->capacity = capacity;
    return all;
}

/* Remembers an object, which may be NULL: no memory. */
static void *remember(struct arena *arena, struct objects *all, void *object,
                      size_t size)
{
    if (object == NULL)
        return NULL;
    all->items[all->count++] = object;
    arena->closed += arena_round_up(size);
    return object;
}

/* The rare case: the array is full, or malloc does not align as asked. No overflow:
 * arena.c has bounded size and alignment. */
static ARENA_APART void *alloc_slowly(struct arena *arena, size_t size, size_t align)
{
    struct objects *all = arena->state;
    if (all == NULL || all->count == all->capacity)
        all = make_room(arena);
    if (all == NULL)
        return NULL;
    bool suits = align <= _Alignof(max_align_t);
    void *object = suits ? malloc(size)
                         : aligned_alloc(align, (size + align - 1) & ~(align - 1));
    return remember(arena, all, object, size);
}

/* malloc suits every C type's alignment. A size of 0 becomes 1: malloc(0) may be NULL.
 */
static void *malloc_alloc(struct arena *arena, size_t size, size_t align,
                          const char *tag)
{
    (void)tag;
    struct objects *all = arena->state;
    size += size == 0;
    if (all == NULL || all->count == all->capacity || align > _Alignof(max_align_t))
        return alloc_slowly(arena, size, align);
    return remember(arena, all, malloc(size), size);
}

/* Only arrays grow, and they are among the newest objects: look from the end. */
static void *malloc_grow(struct arena *arena, void *ptr, size_t old_size,
                         size_t new_size, const char *tag)
{
    (void)tag;
    arena->misses++;
    struct objects *all = arena->state;
    size_t i = all->count;
    while (i > 0 && all->items[i - 1] != ptr)
        i--;
    void *grown = i > 0 ? realloc(ptr, new_size) : NULL; /* 0: not this arena's */
    if (grown == NULL)
        return NULL;
    all->items[i - 1] = grown;
    arena->closed += arena_round_up(new_size) - arena_round_up(old_size);
    return grown;
}

static void malloc_mark(struct arena *arena, struct arena_mark *mark)
{
    const struct objects *all = arena->state;
    mark->count = all ? all->count : 0;
}

static void malloc_release(struct arena *arena, const struct arena_mark *mark)
{
    struct objects *all = arena->state;
    size_t count = all ? all->count : 0;
    while (count > mark->count)
        free(all->items[--count]);
    if (all != NULL)
        all->count = count;
    arena->closed = mark->closed;
}

static void malloc_reset(struct arena *arena)
{
    struct arena_mark beginning = {0};
    malloc_release(arena, &beginning);
}

static void malloc_destroy(struct arena *arena)
{
    struct objects *all = arena->state;
    malloc_reset(arena);
    if (all != NULL)
        free(all->items);
    free(all);
}

static void malloc_stats(const struct arena *arena, struct arena_stats *stats)
{
    const struct objects *all = arena->state;
    if (all != NULL)
        stats->bookkeeping = sizeof *all + all->capacity * sizeof *all->items;
    stats->reserved = arena->closed + stats->bookkeeping;
}

const struct arena_backend arena_malloc = {
    .name = "malloc",
    .alloc = malloc_alloc,
    .grow = malloc_grow,
    .mark = malloc_mark,
    .release = malloc_release,
    .reset = malloc_reset,
    .destroy = malloc_destroy,
    .stats = malloc_stats,
};
