/* bump.c: the arena proper: blocks from the system, a window into the newest one.
 *
 * Blocks form a chain. The window lies in `current`; blocks behind it in the chain are
 * spare, kept by a reset or a release, and are opened again before a new one is taken.
 * New ones double in size up to a cap.
 *
 * An object that fits no next block, or for which too much of the window would be left
 * unused, gets a block of its own in the list `large`. It moves neither the window nor
 * the sizes to come: one outlier must not make every later block huge. */
#include "backend.h"

#include <stdlib.h>

#include "../backends.h"

struct arena_block {
    struct arena_block *next; /* the next in its list */
    size_t size;              /* bytes, this header included */
};

static char *data(struct arena_block *block)
{
    return (char *)(block + 1);
}

static size_t capacity(const struct arena_block *block)
{
    return block->size - sizeof *block;
}

static bool is_callers(const struct arena *arena, const struct arena_block *block)
{
    uintptr_t address = (uintptr_t)block, buffer = (uintptr_t)arena->options.buffer;
    return address - buffer < arena->options.buffer_size;
}

static void *ask_source(const struct arena *arena, void *ptr, size_t old, size_t new)
{
    if (arena->options.source != NULL)
        return arena->options.source(arena->options.source_context, ptr, old, new);
    if (new != 0)
        return malloc(new);
    free(ptr);
    return NULL;
}

static struct arena_block *take_block(struct arena *arena, size_t size)
{
    struct arena_block *block = ask_source(arena, NULL, 0, size);
    if (block == NULL)
        return NULL;
    *block = (struct arena_block){.next = NULL, .size = size};
    arena->reserved += size;
    return block;
}

static void give_back(struct arena *arena, struct arena_block *block)
{
    arena_unpoison(data(block), capacity(block));
    if (is_callers(arena, block))
        return;
    arena->reserved -= block->size;
    ask_source(arena, block, block->size, 0);
}

/* The caller's buffer as the first block, or NULL if there is none of any use. */
static struct arena_block *callers_block(const struct arena *arena)
{
    char *buffer = arena->options.buffer;
    size_t skip = -(uintptr_t)buffer & (ARENA_ALIGN - 1);
    if (buffer == NULL ||
        arena->options.buffer_size < skip + sizeof(struct arena_block) + ARENA_ALIGN)
        return NULL;
    struct arena_block *block = (struct arena_block *)(void *)(buffer + skip);
    size_t size = (arena->options.buffer_size - skip) & ~(ARENA_ALIGN - 1);
    *block = (struct arena_block){.next = NULL, .size = size};
    return block;
}

static void open_block(struct arena *arena, struct arena_block *block)
{
    arena->closed += (size_t)(arena->ptr - arena->start);
    arena->current = block;
    arena_poison(data(block), capacity(block));
    arena_open_window(arena, data(block), capacity(block), data(block));
}

/* The block to open next: a spare one, the caller's, or NULL where a new one is due. */
static struct arena_block *block_at_hand(struct arena *arena)
{
    if (arena->current != NULL)
        return arena->current->next;
    if (arena->first == NULL)
        arena->first = callers_block(arena);
    return arena->first;
}

static struct arena_block *append_block(struct arena *arena)
{
    struct arena_block *block = take_block(arena, arena->next_size);
    if (block == NULL)
        return NULL;
    if (arena->current != NULL)
        arena->current->next = block;
    else
        arena->first = block;
    if (arena->next_size <= arena->options.largest_block / 2)
        arena->next_size *= 2;
    return block;
}

/* Takes the smallest spare large block that holds `need` bytes out of its list. Spares
 * are few: their bytes are bounded by options.retain. */
static struct arena_block *reuse_large(struct arena *arena, size_t need)
{
    struct arena_block **best = NULL;
    for (struct arena_block **link = &arena->spare; *link; link = &(*link)->next)
        if (capacity(*link) >= need && (!best || (*link)->size < (*best)->size))
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
        block = take_block(arena, sizeof *block + need);
    if (block == NULL)
        return NULL;
    block->next = arena->large;
    arena->large = block;
    arena->closed += size;
    arena_set_limit(arena, arena->options.limit); /* the window may have less of it */
    arena_poison(data(block), capacity(block));
    return data(block) + (-(uintptr_t)data(block) & (align - 1));
}

static void *bump_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)tag;
    size = arena_round_up(size);
    size_t need = size + (align - ARENA_ALIGN);
    struct arena_block *next = block_at_hand(arena);
    size_t next_size = next ? capacity(next) : arena->next_size - sizeof *next;
    size_t left_behind = (size_t)(arena->block_end - arena->ptr);
    if (need > next_size || left_behind > next_size / 8)
        return alloc_large(arena, size, align);
    if (next == NULL)
        next = append_block(arena);
    if (next == NULL) /* no memory for a whole block; perhaps for this object */
        return alloc_large(arena, size, align);
    open_block(arena, next);
    return arena_take(arena, size, align); /* NULL: the alignment passes the limit */
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
        arena_poison(data(block), capacity(block));
    }
}

/* Frees what came after the mark: large blocks become spare, the window goes back. */
static void bump_release(struct arena *arena, const struct arena_mark *mark)
{
    retire_large(arena, mark->large);
    struct arena_block *block = mark->block ? mark->block : arena->first;
    arena->closed = mark->closed;
    arena->current = block;
    if (block == NULL)
        return;
    char *ptr = mark->block ? mark->ptr : data(block);
    arena_poison(ptr, (size_t)(data(block) + capacity(block) - ptr));
    for (struct arena_block *b = block->next; b != NULL; b = b->next)
        arena_poison(data(b), capacity(b));
    arena_open_window(arena, data(block), capacity(block), ptr);
}

/* Cuts a list where it passes what is left of the budget and gives the rest back. */
static void trim(struct arena *arena, struct arena_block **link, size_t *budget)
{
    while (*link != NULL) {
        struct arena_block *block = *link;
        size_t cost = is_callers(arena, block) ? 0 : block->size;
        if (cost <= *budget) {
            *budget -= cost;
            link = &block->next;
        } else {
            *link = block->next;
            give_back(arena, block);
        }
    }
}

/* A reset is a release to the very beginning, and then the retention limit. */
static void bump_reset(struct arena *arena)
{
    struct arena_mark beginning = {0};
    size_t budget = arena->options.retain;
    if (arena->reserved > budget) {
        retire_large(arena, NULL);
        trim(arena, &arena->first, &budget);
        trim(arena, &arena->spare, &budget);
    }
    bump_release(arena, &beginning);
}

static void give_back_all(struct arena *arena, struct arena_block *block)
{
    while (block != NULL) {
        struct arena_block *next = block->next;
        give_back(arena, block);
        block = next;
    }
}

static void bump_destroy(struct arena *arena)
{
    give_back_all(arena, arena->first);
    give_back_all(arena, arena->large);
    give_back_all(arena, arena->spare);
}

static void count_blocks(const struct arena_block *block, struct arena_stats *stats)
{
    for (; block != NULL; block = block->next) {
        stats->blocks++;
        stats->bookkeeping += sizeof *block;
    }
}

static void bump_stats(const struct arena *arena, struct arena_stats *stats)
{
    count_blocks(arena->first, stats);
    count_blocks(arena->large, stats);
    count_blocks(arena->spare, stats);
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
