/* 3-arena.h: a bump arena. Its *window* is what is free of the current block; objects
 * are cut off its front, one behind the other, and none is freed alone. */
#ifndef ARENA_H
#define ARENA_H

struct block {
    struct block *next; /* the one taken after it */
    size_t size;        /* bytes of data */
    char data[];        /* objects, one behind the other */
};

struct arena {
    char *ptr, *end;               /* the window */
    struct block *first, *current; /* a chain of blocks; the window's block */
};

static void open_window(struct arena *arena, struct block *block, char *ptr)
{
    arena->current = block;
    arena->ptr = ptr;
    arena->end = block->data + block->size;
}

/* A *miss*: the window is too small. It moves to the next block, twice as large. */
static void *miss(struct arena *arena, size_t size)
{
    struct block **next = arena->current ? &arena->current->next : &arena->first;
    size_t next_size = arena->current ? 2 * arena->current->size : 4096;
    if (!*next) {
        *next = must(malloc(sizeof **next + next_size));
        **next = (struct block){NULL, next_size};
    }
    open_window(arena, *next, (*next)->data + size);
    return (*next)->data;
}

/* `size`: not above 4096, and a multiple of 8, or the next object would lie askew. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    char *object = arena->ptr;
    if (size > (size_t)(arena->end - object))
        return miss(arena, size);
    arena->ptr = object + size;
    return object;
}

/* Frees all objects at once. The blocks stay, for those to come. */
static void arena_reset(struct arena *arena)
{
    if (arena->first)
        open_window(arena, arena->first, arena->first->data);
}

static void arena_destroy(struct arena *arena)
{
    for (struct block *block; (block = arena->first);) {
        arena->first = block->next;
        free(block);
    }
}

#endif
