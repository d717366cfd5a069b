/* slab.c: objects of like size in places of one size, which a list of free places hands
 * out again.
 *
 * A place is cut from a block the first time it is needed. A release or a reset puts
 * each object's place on the free list of its size class, and growing puts the old one
 * there at once: what an arena leaves behind until the reset, a slab reuses. An object
 * too large for any class is memory straight from the source. */
#include "objects.h"

#include <string.h>

#include "../backends.h"

/* The bytes of a place, by class. */
static const size_t classes[] = {8,   16,  24,  32,  48,  64,  96,
                                 128, 192, 256, 384, 512, 768, 1024};

enum { CLASSES = sizeof classes / sizeof *classes };

/* A free place: the next one of its class. */
struct free_place {
    struct free_place *next;
};

struct slab {
    struct arena_objects objects;     /* those in use */
    struct free_place *free[CLASSES]; /* places to hand out again */
    char *ptr;                        /* the current block's bytes not yet cut */
    char *end;                        /* their end */
};

static struct slab *slab(struct arena *arena)
{
    if (arena->state != NULL)
        return arena->state;
    struct slab *slab = arena_source_take(arena, sizeof *slab);
    if (slab != NULL)
        *slab = (struct slab){.ptr = NULL};
    return arena->state = slab;
}

static unsigned class_of(size_t size)
{
    unsigned class = 0;
    while (class < CLASSES && classes[class] < size)
        class ++;
    return class;
}

/* Cuts a place from the current block, or from the next one that has room for it. The
 * tail left in a block, under 1024 bytes, waits for a reset that gives up all places:
 * to cut it into small ones would cost more than it saves. */
static void *cut(struct arena *arena, struct slab *slab, size_t size)
{
    const size_t least = sizeof(struct arena_block) + classes[CLASSES - 1];
    while ((size_t)(slab->end - slab->ptr) < size) {
        arena->next_size = arena->next_size > least ? arena->next_size : least;
        struct arena_block *block = arena_block_at_hand(arena);
        if (block == NULL)
            block = arena_block_append(arena);
        if (block == NULL)
            return NULL;
        arena->current = block;
        arena_block_poison(block);
        slab->ptr = arena_block_data(block);
        slab->end = slab->ptr + arena_block_room(block);
    }
    char *place = slab->ptr;
    slab->ptr += size;
    return place;
}

static void *pop(struct slab *slab, unsigned class)
{
    struct free_place *place = slab->free[class];
    arena_unpoison_kept(place, sizeof *place);
    slab->free[class] = place->next;
    arena_poison(place, sizeof *place);
    return place;
}

/* A place for `size` bytes at a multiple of `align`; its base is NULL if there is none.
 */
static struct arena_object place_for(struct arena *arena, size_t size, size_t align)
{
    struct slab *slab = arena->state;
    size_t need = arena_round_up(size) + (align - ARENA_ALIGN);
    unsigned class = class_of(need);
    struct arena_object object = {.size = class < CLASSES ? classes[class] : need};
    if (class == CLASSES)
        object.base = arena_source_take(arena, need);
    else if (slab->free[class] != NULL)
        object.base = pop(slab, class);
    else
        object.base = cut(arena, slab, classes[class]);
    if (object.base != NULL)
        object.ptr = arena_align_in(object.base, align);
    return object;
}

static void free_object(struct arena *arena, const struct arena_object *object)
{
    struct slab *slab = arena->state;
    unsigned class = class_of(object->size);
    if (class == CLASSES) {
        arena_source_give_back(arena, object->base, object->size);
        return;
    }
    struct free_place *place = (struct free_place *)(void *)object->base;
    arena_unpoison(place, sizeof *place);
    place->next = slab->free[class];
    slab->free[class] = place;
    arena_poison(place, object->size);
}

static void *slab_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)tag;
    struct slab *all = slab(arena);
    if (all == NULL || !arena_objects_make_room(arena, &all->objects))
        return NULL;
    struct arena_object object = place_for(arena, size, align);
    if (object.base == NULL)
        return NULL;
    all->objects.items[all->objects.count++] = object;
    arena->closed += arena_round_up(size);
    return object.ptr;
}

static void *slab_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                       const char *tag)
{
    (void)tag;
    struct slab *all = arena->state;
    struct arena_object *object = arena_objects_find(&all->objects, ptr);
    arena->misses++;
    if ((size_t)(object->base + object->size - object->ptr) < new_size) {
        struct arena_object moved = place_for(arena, new_size, ARENA_ALIGN);
        if (moved.base == NULL)
            return NULL;
        arena_unpoison(moved.ptr, new_size);
        memcpy(moved.ptr, ptr, old_size);
        free_object(arena, object);
        *object = moved;
    }
    arena->closed += arena_round_up(new_size) - arena_round_up(old_size);
    return object->ptr;
}

static void slab_mark(struct arena *arena, struct arena_mark *mark)
{
    const struct slab *all = arena->state;
    mark->count = all != NULL ? all->objects.count : 0;
}

static void slab_release(struct arena *arena, const struct arena_mark *mark)
{
    struct slab *all = arena->state;
    while (all != NULL && all->objects.count > mark->count)
        free_object(arena, &all->objects.items[--all->objects.count]);
    arena->closed = mark->closed;
}

/* Past the retention limit all places are given up, since free lists run through all
 * blocks, and the blocks that are kept are cut anew. */
static void slab_reset(struct arena *arena)
{
    struct arena_mark beginning = {0};
    struct slab *all = arena->state;
    size_t budget = arena->options.retain;
    slab_release(arena, &beginning);
    if (arena->reserved <= budget)
        return;
    arena_objects_destroy(arena, &all->objects);
    *all = (struct slab){.ptr = NULL};
    budget = budget > sizeof *all ? budget - sizeof *all : 0;
    arena_block_trim(arena, &arena->first, &budget);
    arena->current = NULL;
}

static void slab_destroy(struct arena *arena)
{
    struct arena_mark beginning = {0};
    struct slab *all = arena->state;
    slab_release(arena, &beginning);
    arena_block_give_back(arena, arena->first);
    if (all == NULL)
        return;
    arena_objects_destroy(arena, &all->objects);
    arena_source_give_back(arena, all, sizeof *all);
}

static void slab_stats(const struct arena *arena, struct arena_stats *stats)
{
    const struct slab *all = arena->state;
    arena_block_count(arena->first, stats);
    if (all != NULL)
        stats->bookkeeping += sizeof *all + arena_objects_bytes(&all->objects);
}

const struct arena_backend arena_slab = {
    .name = "slab",
    .alloc = slab_alloc,
    .grow = slab_grow,
    .mark = slab_mark,
    .release = slab_release,
    .reset = slab_reset,
    .destroy = slab_destroy,
    .stats = slab_stats,
};
