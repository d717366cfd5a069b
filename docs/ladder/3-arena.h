/* 3-arena.h: a bump arena, of the programs 3 and 4.
 *
 * Memory is taken in blocks. The *window* is the free rest of the current block; an
 * object is cut off its front, and nothing is freed alone. */
#ifndef ARENA_H
#define ARENA_H

struct block {
    struct block *next; /* the one taken after it, twice as large */
    size_t size;        /* bytes of data */
    char data[];        /* objects, one behind the other */
};

struct arena {
    char *ptr, *end;               /* the window */
    struct block *first, *current; /* a chain of blocks; the window's block */
};

static void open_window(struct arena *arena, struct block *block)
{
    arena->current = block;
    arena->ptr = block->data;
    arena->end = block->data + block->size;
}

/* A *miss*: the window is too small, so it moves to the next block. */
static void miss(struct arena *arena)
{
    struct block **next = arena->current ? &arena->current->next : &arena->first;
    if (!*next) {
        size_t size = arena->current ? 2 * arena->current->size : 4096;
        *next = must(malloc(sizeof **next + size));
        (*next)->next = NULL;
        (*next)->size = size;
    }
    open_window(arena, *next);
}

/* `size`: at most 4096, and a multiple of 8 as all others are, or some lie crooked. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > (size_t)(arena->end - arena->ptr))
        miss(arena);
    char *object = arena->ptr;
    arena->ptr = object + size;
    return object;
}

static void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
    miss(arena);
}

/* Frees all objects at once. The blocks stay, for the objects to come. */
static void arena_reset(struct arena *arena)
{
    open_window(arena, arena->first);
}

static void arena_destroy(struct arena *arena)
{
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
}

#endif
