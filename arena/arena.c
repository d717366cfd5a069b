/* arena.c: what all backends share. Sizes are checked here, once, so that no backend
 * gets overflow or the limit wrong in a way of its own. */
#include "arena.h"

#include "backend/backend.h"
#include "backends.h"
#include "sources.h"

void arena_open_window(struct arena *arena, char *start, size_t size, char *ptr)
{
    arena->start = start;
    arena->block_end = start + size;
    arena->ptr = ptr;
    arena_set_limit(arena, arena->options.limit);
}

/* No arithmetic on NULL: the shut window lies at the arena's own address. */
void arena_shut_window(struct arena *arena)
{
    arena_open_window(arena, (char *)arena, 0, (char *)arena);
}

void arena_init(struct arena *arena, const struct arena_options *options)
{
    struct arena_options o = options ? *options : (struct arena_options){0};
    o.backend = o.backend ? o.backend : &arena_bump;
    o.first_block = o.first_block ? o.first_block : (size_t)4 << 10;
    o.largest_block = o.largest_block ? o.largest_block : (size_t)1 << 20;
    o.retain = o.retain ? o.retain : (size_t)16 << 20;
    o.source = o.source ? o.source : arena_system_source;
    o.limit = o.limit ? o.limit : SIZE_MAX;
    size_t first = o.first_block > 64 ? o.first_block : 64;
    *arena = (struct arena){.backend = o.backend, .next_size = first, .options = o};
    arena_shut_window(arena);
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

void *arena_alloc_aligned(struct arena *arena, size_t size, size_t align,
                          const char *tag)
{
    size_t need = arena_round_up(size);
    align = align > ARENA_ALIGN ? align : ARENA_ALIGN;
    if (align > PTRDIFF_MAX / 4 || size > PTRDIFF_MAX / 2 || need > arena_left(arena)) {
        if (arena->backend->refused != NULL)
            arena->backend->refused(arena, NULL, 0, size, align, tag);
        return NULL;
    }
    void *object = arena_take(arena, need, align);
    if (object == NULL) {
        arena->misses++;
        object = arena->backend->alloc(arena, size, align, tag);
    }
    if (object != NULL)
        arena_unpoison(object, size);
    return object;
}

/* A miss as it nearly always is: the window too small, the limit far away. With malloc
 * each request comes by, so what is odd is left to the longer way. */
static ARENA_APART void *miss(struct arena *arena, size_t size, const char *tag)
{
    size_t need = arena_round_up(size);
    bool odd = size > PTRDIFF_MAX / 2 || need > arena_left(arena);
    if (odd || arena_has_room(arena, need)) /* for a size of 0 there may be room */
        return arena_alloc_aligned(arena, size, ARENA_ALIGN, tag);
    arena->misses++;
    void *object = arena->backend->alloc(arena, size, ARENA_ALIGN, tag);
#ifdef ARENA_POISON
    if (object != NULL)
        arena_unpoison(object, size);
#endif
    return object;
}

void *arena_alloc_missed(struct arena *arena, size_t size, const char *tag)
{
    return miss(arena, size, tag);
}

size_t arena_set_limit(struct arena *arena, size_t limit)
{
    size_t before = arena->options.limit;
    arena->options.limit = limit;
    size_t room = (size_t)(arena->block_end - arena->ptr);
    size_t allowed = arena_left(arena) & ~(ARENA_ALIGN - 1);
    arena->end = arena->ptr + (allowed < room ? allowed : room);
    return before;
}
