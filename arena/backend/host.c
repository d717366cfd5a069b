/* host.c: every object from the embedder's own functions (options.source), with its
 * size at each call, for programs that account for memory themselves.
 *
 * A source aligns for any C type; for more, a larger place is asked for and the object
 * aligned in it. For blocks instead of objects there is no need of this backend: the
 * arena takes them from the same source. */
#include "objects.h"

#include <string.h>

#include "../backends.h"

static struct arena_objects *objects(struct arena *arena)
{
    if (arena->state != NULL)
        return arena->state;
    struct arena_objects *all = arena_source_take(arena, sizeof *all);
    if (all != NULL)
        *all = (struct arena_objects){0};
    return arena->state = all;
}

static struct arena_object place_for(struct arena *arena, size_t size, size_t align)
{
    size_t natural = _Alignof(max_align_t);
    struct arena_object object = {.size = size != 0 ? size : 1};
    object.size += align > natural ? align - natural : 0;
    object.base = arena_source_take(arena, object.size);
    if (object.base != NULL)
        object.ptr = arena_align_in(object.base, align);
    return object;
}

static void *host_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)tag;
    struct arena_objects *all = objects(arena);
    if (all == NULL || !arena_objects_make_room(arena, all))
        return NULL;
    struct arena_object object = place_for(arena, size, align);
    if (object.base == NULL)
        return NULL;
    all->items[all->count++] = object;
    arena->closed += arena_round_up(size);
    return object.ptr;
}

/* The source resizes a place that is all object. */
static bool resize(struct arena *arena, struct arena_object *object, size_t size)
{
    const struct arena_options *o = &arena->options;
    char *moved = o->source(o->source_context, object->base, object->size, size);
    if (moved == NULL)
        return false;
    arena->reserved += size - object->size;
    *object = (struct arena_object){moved, size, moved};
    return true;
}

static bool move(struct arena *arena, struct arena_object *object, size_t old_size,
                 size_t new_size)
{
    struct arena_object moved = place_for(arena, new_size, ARENA_ALIGN);
    if (moved.base == NULL)
        return false;
    memcpy(moved.ptr, object->ptr, old_size);
    arena_source_give_back(arena, object->base, object->size);
    *object = moved;
    return true;
}

static void *host_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                       const char *tag)
{
    (void)tag;
    struct arena_object *object = arena_objects_find(arena->state, ptr);
    arena->misses++;
    if (object->ptr == object->base ? !resize(arena, object, new_size)
                                    : !move(arena, object, old_size, new_size))
        return NULL;
    arena->closed += arena_round_up(new_size) - arena_round_up(old_size);
    return object->ptr;
}

static void host_mark(struct arena *arena, struct arena_mark *mark)
{
    const struct arena_objects *all = arena->state;
    mark->count = all != NULL ? all->count : 0;
}

static void host_release(struct arena *arena, const struct arena_mark *mark)
{
    struct arena_objects *all = arena->state;
    while (all != NULL && all->count > mark->count) {
        const struct arena_object *object = &all->items[--all->count];
        arena_source_give_back(arena, object->base, object->size);
    }
    arena->closed = mark->closed;
}

static void host_reset(struct arena *arena)
{
    struct arena_mark beginning = {0};
    host_release(arena, &beginning);
}

static void host_destroy(struct arena *arena)
{
    struct arena_objects *all = arena->state;
    host_reset(arena);
    if (all == NULL)
        return;
    arena_objects_destroy(arena, all);
    arena_source_give_back(arena, all, sizeof *all);
}

static void host_stats(const struct arena *arena, struct arena_stats *stats)
{
    const struct arena_objects *all = arena->state;
    if (all != NULL)
        stats->bookkeeping = sizeof *all + arena_objects_bytes(all);
}

const struct arena_backend arena_host = {
    .name = "host",
    .alloc = host_alloc,
    .grow = host_grow,
    .mark = host_mark,
    .release = host_release,
    .reset = host_reset,
    .destroy = host_destroy,
    .stats = host_stats,
};
