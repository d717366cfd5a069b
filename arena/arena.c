/* arena.c: what all backends share. Sizes are checked here, once, so that no backend
 * gets overflow or the limit wrong in a way of its own. */
#include "arena.h"

#include <assert.h>
#include <string.h>

#include "backend/backend.h"
#include "backends.h"

static size_t round_up(size_t size)
{
    return size == 0 ? ARENA_ALIGN : (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
}

void arena_open_window(struct arena *arena, char *start, size_t size, char *ptr)
{
    arena->start = start;
    arena->block_end = start + size;
    arena->ptr = ptr;
    arena_set_limit(arena, arena->options.limit);
}

void arena_init(struct arena *arena, const struct arena_options *options)
{
    struct arena_options o = options ? *options : (struct arena_options){0};
    o.backend = o.backend ? o.backend : &arena_bump;
    o.first_block = o.first_block ? o.first_block : (size_t)4 << 10;
    o.largest_block = o.largest_block ? o.largest_block : (size_t)1 << 20;
    o.retain = o.retain ? o.retain : (size_t)16 << 20;
    o.limit = o.limit ? o.limit : SIZE_MAX;
    size_t first = o.first_block > 64 ? o.first_block : 64;
    *arena = (struct arena){.backend = o.backend, .next_size = first, .options = o};
    /* No arithmetic on NULL: the shut window lies at the arena's own address. */
    arena_open_window(arena, (char *)arena, 0, (char *)arena);
}

void arena_destroy(struct arena *arena)
{
    struct arena_options options = arena->options;
    arena->backend->destroy(arena);
    arena_init(arena, &options);
}

void arena_reset(struct arena *arena)
{
    arena_note_peak(arena);
    arena->marks = 0;
    arena->backend->reset(arena);
}

/* How many bytes more the limit allows. */
static size_t left(const struct arena *arena)
{
    size_t used = arena_used(arena), limit = arena->options.limit;
    return limit > used ? limit - used : 0;
}

void *arena_take(struct arena *arena, size_t size, size_t align)
{
    size_t skip = -(uintptr_t)arena->ptr & (align - 1);
    size_t room = (size_t)(arena->end - arena->ptr);
    if (skip > room || size > room - skip)
        return NULL;
    char *object = arena->ptr + skip;
    arena->ptr = object + size;
    return object;
}

void *arena_alloc_aligned(struct arena *arena, size_t size, size_t align,
                          const char *tag)
{
    size_t need = round_up(size);
    align = align > ARENA_ALIGN ? align : ARENA_ALIGN;
    if (align > PTRDIFF_MAX / 4 || size > PTRDIFF_MAX / 2 || need > left(arena))
        return NULL;
    void *object = arena_take(arena, need, align);
    if (object == NULL) {
        arena->misses++;
        object = arena->backend->alloc(arena, need, align, tag);
    }
    if (object != NULL)
        arena_unpoison(object, size);
    return object;
}

void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                 const char *tag)
{
    if (ptr == NULL || new_size > PTRDIFF_MAX / 2)
        return ptr == NULL ? arena_alloc(arena, new_size, tag) : NULL;
    size_t from = round_up(old_size), to = round_up(new_size);
    size_t more = to > from ? to - from : 0;
    bool is_last = (char *)ptr + from == arena->ptr;
    void *grown = NULL;
    if (more == 0 || (is_last && arena_has_room(arena, more))) {
        arena->ptr += more;
        grown = ptr;
    } else if (arena->backend->grow != NULL && more <= left(arena)) {
        arena->misses++;
        grown = arena->backend->grow(arena, ptr, from, to);
    }
    if (grown != NULL) {
        arena_unpoison(grown, new_size);
        return grown;
    }
    grown = arena_alloc(arena, new_size, tag);
    return grown != NULL ? memcpy(grown, ptr, old_size) : NULL;
}

struct arena_mark arena_mark(struct arena *arena)
{
    struct arena_mark mark = {
        .ptr = arena->ptr, .closed = arena->closed, .depth = arena->marks++};
    arena->backend->mark(arena, &mark);
    return mark;
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    assert(arena->marks == mark.depth + 1);
    arena_note_peak(arena);
    arena->marks = mark.depth;
    arena->backend->release(arena, &mark);
}

size_t arena_set_limit(struct arena *arena, size_t limit)
{
    size_t before = arena->options.limit;
    arena->options.limit = limit;
    size_t room = (size_t)(arena->block_end - arena->ptr);
    size_t allowed = left(arena) & ~(ARENA_ALIGN - 1);
    arena->end = arena->ptr + (allowed < room ? allowed : room);
    return before;
}
