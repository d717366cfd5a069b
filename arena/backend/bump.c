/* bump.c: the arena proper: blocks from the system, a window into the newest one.
 *
 * Blocks form a chain. The window lies in `current`; blocks behind it in the chain are
 * spare, kept by a reset or a release, and are opened again before a new one is taken.
 * New ones double in size up to a cap.
 *
 * An object that fits no next block, or for which too much of the window would be left
 * unused, gets a block of its own in the list `large`. It moves neither the window nor
 * the sizes to come: one outlier must not make every later block huge. */
#include "block.h"

#include "../backends.h"

static void open_block(struct arena *arena, struct arena_block *block)
{
    arena->closed += (size_t)(arena->ptr - arena->start);
    arena->current = block;
    arena_block_poison(block);
    arena_open_window(arena, arena_block_data(block), arena_block_room(block),
                      arena_block_data(block));
}

/* Takes the smallest spare large block that holds `need` bytes out of its list. A
 * reset leaves few, bounded by options.retain; releases add to them until the next. */
static struct arena_block *reuse_large(struct arena *arena, size_t need)
{
    struct arena_block **best = NULL;
    for (struct arena_block **link = &arena->spare; *link; link = &(*link)->next)
        if (arena_block_room(*link) >= need && (!best || (*link)->size < (*best)->size))
            best = link;
    if (best == NULL)
        return NULL;
    struct arena_block *block = *best;
    *best = block->next;
    return block;
}

static void *alloc_large(struct arena *arena, size_t size, size_t align)
{
    size_t need = size + (align - ARENA_ALIGN);
    struct arena_block *block = reuse_large(arena, need);
    if (block == NULL)
        block = arena_block_take(arena, sizeof *block + need);
    if (block == NULL)
        return NULL;
    block->next = arena->large;
    arena->large = block;
    arena->closed += size;
    arena_set_limit(arena, arena->options.limit); /* the window may have less of it */
    arena_block_poison(block);
    return arena_block_data(block) +
           (-(uintptr_t)arena_block_data(block) & (align - 1));
}

/* The caller's buffer is opened at the first request, whatever its size: so it is after
 * a reset, too, and a unit finds the same places each time. */
static void *alloc_first(struct arena *arena, size_t size, size_t align)
{
    struct arena_block *buffer = arena_block_at_hand(arena);
    if (buffer == NULL)
        return NULL;
    open_block(arena, buffer);
    return arena_take(arena, size, align);
}

static void *bump_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)tag;
    size = arena_round_up(size);
    void *first = arena->current == NULL ? alloc_first(arena, size, align) : NULL;
    if (first != NULL)
        return first;
    size_t need = size + (align - ARENA_ALIGN);
    struct arena_block *next = arena_block_at_hand(arena);
    size_t next_size = next ? arena_block_room(next) : arena->next_size - sizeof *next;
    size_t left_behind = (size_t)(arena->block_end - arena->ptr);
    if (need > next_size || left_behind > next_size / 8)
        return alloc_large(arena, size, align);
    if (next == NULL)
        next = arena_block_append(arena);
    if (next == NULL) /* no memory for a whole block; perhaps for this object */
        return alloc_large(arena, size, align);
    open_block(arena, next);
    void *object = arena_take(arena, size, align);
    /* Where what the alignment skips would pass the limit, a block of its own skips
     * nothing that counts. */
    return object != NULL ? object : alloc_large(arena, size, align);
}

static void bump_mark(struct arena *arena, struct arena_mark *mark)
{
    mark->block = arena->current;
    mark->large = arena->large;
}

/* Makes the large blocks that are newer than `oldest` spare. */
static void retire_large(struct arena *arena, const struct arena_block *oldest)
{
    while (arena->large != oldest) {
        struct arena_block *block = arena->large;
        arena->large = block->next;
        block->next = arena->spare;
        arena->spare = block;
        arena_block_poison(block);
    }
}

/* Frees what came after the mark: large blocks become spare, the window goes back. */
static void bump_release(struct arena *arena, const struct arena_mark *mark)
{
    retire_large(arena, mark->large);
    struct arena_block *block = mark->block ? mark->block : arena->first;
    arena->closed = mark->closed;
    arena->current = block;
    if (block == NULL) { /* none has been taken, or a reset kept none */
        arena_shut_window(arena);
        return;
    }
    char *ptr = mark->block ? mark->ptr : arena_block_data(block);
    arena_poison(ptr,
                 (size_t)(arena_block_data(block) + arena_block_room(block) - ptr));
    for (struct arena_block *b = block->next; b != NULL; b = b->next)
        arena_block_poison(b);
    arena_open_window(arena, arena_block_data(block), arena_block_room(block), ptr);
}

/* A reset is a release to the very beginning, and then the retention limit. */
static void bump_reset(struct arena *arena)
{
    struct arena_mark beginning = {0};
    size_t budget = arena->options.retain;
    if (arena->reserved > budget) {
        retire_large(arena, NULL);
        arena_block_trim(arena, &arena->first, &budget);
        arena_block_trim(arena, &arena->spare, &budget);
    }
    bump_release(arena, &beginning);
}

static void bump_destroy(struct arena *arena)
{
    arena_block_give_back(arena, arena->first);
    arena_block_give_back(arena, arena->large);
    arena_block_give_back(arena, arena->spare);
}

static void bump_stats(const struct arena *arena, struct arena_stats *stats)
{
    arena_block_count(arena->first, stats);
    arena_block_count(arena->large, stats);
    arena_block_count(arena->spare, stats);
}

const struct arena_backend arena_bump = {
    .name = "arena",
    .alloc = bump_alloc,
    .grow = arena_grow_copy,
    .mark = bump_mark,
    .release = bump_release,
    .reset = bump_reset,
    .destroy = bump_destroy,
    .stats = bump_stats,
};
