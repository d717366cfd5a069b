/* 6-arena.h: a bump arena. Its *window* is what is free of the current block; objects
 * are cut off its front, one behind the other, and none is freed alone.
 *
 * With use_malloc the window stays shut: each request is a miss and a malloc.
 * Under AddressSanitizer whatever is no object is poisoned: its use is reported. */
#ifndef ARENA_H
#define ARENA_H

#include <sanitizer/asan_interface.h>

#define ARENA_ALIGN ((size_t)8) /* objects begin at multiples of it */

struct block {
    struct block *next; /* the one taken after it; of large ones, before it */
    size_t size;        /* bytes of data */
    char data[];        /* objects, one behind the other */
};

struct arena {
    char *ptr, *end;               /* the window */
    struct block *first, *current; /* a chain of blocks; the window's block */
    struct block *large;           /* blocks of one object each, newest first */
    size_t left;                   /* bytes that may still be taken */
    bool use_malloc;               /* all blocks are large ones */
};

/* A point to go back to: all zero, to the very beginning. */
struct arena_mark {
    char *ptr;
    struct block *current, *large;
};

/* NULL: there is no memory, or no more may be taken. */
static struct block *take_block(struct arena *arena, size_t size, struct block *next)
{
    struct block *block = size <= arena->left ? malloc(sizeof *block + size) : NULL;
    if (!block)
        return NULL;
    arena->left -= size;
    *block = (struct block){next, size};
    ASAN_POISON_MEMORY_REGION(block->data, size);
    return block;
}

static void open_window(struct arena *arena, struct block *block, char *ptr)
{
    arena->current = block;
    arena->ptr = ptr;
    arena->end = block->data + block->size;
    ASAN_POISON_MEMORY_REGION(ptr, (size_t)(arena->end - ptr));
}

/* A *miss*: the window is too small. It moves to the next block, twice as large. A
 * large object gets a block of its own instead, so that little is left behind unused.
 */
static void *miss(struct arena *arena, size_t size)
{
    struct block **next = arena->current ? &arena->current->next : &arena->first;
    size_t next_size = arena->current ? 2 * arena->current->size : 4096;
    if (arena->use_malloc || size > next_size / 4) {
        struct block *block = take_block(arena, size, arena->large);
        arena->large = block ? block : arena->large;
        return block ? block->data : NULL;
    }
    if (!*next && !(*next = take_block(arena, next_size, NULL)))
        return NULL;
    open_window(arena, *next, (*next)->data + size);
    return (*next)->data;
}

/* `size`: not 0. NULL: there is no memory. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    char *object = arena->ptr;
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
    if (size > PTRDIFF_MAX / 2) /* or the sums here and in take_block overflow */
        return NULL;
    if (rounded > (size_t)(arena->end - object))
        object = miss(arena, rounded);
    else
        arena->ptr = object + rounded;
    if (object)
        ASAN_UNPOISON_MEMORY_REGION(object, size);
    return object;
}

/* Takes no memory: the window is shut, at an address that is no object's. */
static void arena_init(struct arena *arena, size_t limit, bool use_malloc)
{
    *arena = (struct arena){.left = limit, .use_malloc = use_malloc};
    arena->ptr = arena->end = (char *)arena;
}

static struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->ptr, arena->current, arena->large};
}

/* Frees what is newer than the mark. The blocks stay, for what is to come. */
static void arena_release(struct arena *arena, struct arena_mark mark)
{
    for (struct block *block; (block = arena->large) != mark.large;) {
        arena->large = block->next;
        arena->left += block->size;
        free(block);
    }
    struct block *current = mark.current ? mark.current : arena->first;
    if (current)
        open_window(arena, current, mark.current ? mark.ptr : current->data);
    while (current && (current = current->next))
        ASAN_POISON_MEMORY_REGION(current->data, current->size);
}

/* Frees all objects at once. The blocks stay, for those to come. */
static void arena_reset(struct arena *arena)
{
    arena_release(arena, (struct arena_mark){0});
}

static void arena_destroy(struct arena *arena)
{
    arena_reset(arena);
    for (struct block *block; (block = arena->first);) {
        arena->first = block->next;
        free(block);
    }
}

#endif
