/* block.h: memory from options.source, and the blocks made of it, for the backends that
 * take blocks. */
#ifndef ARENA_BLOCK_H
#define ARENA_BLOCK_H

#include "backend.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Memory from the source, counted in arena->reserved; NULL if there is none. It goes
 * back with the size that it was asked for with. */
void *arena_source_take(struct arena *arena, size_t size);
void arena_source_give_back(struct arena *arena, void *memory, size_t size);

/* A block; its bytes for objects stand behind it. */
struct arena_block {
    struct arena_block *next; /* the next in its list */
    size_t size;              /* bytes, this header included */
    void *memory;             /* what the source gave; NULL: the caller's buffer */
    size_t taken;             /* its bytes: more than `size` if aligned */
};

/* The first of a block's bytes for objects, and how many there are. */
static inline char *arena_block_data(struct arena_block *block)
{
    return (char *)(block + 1);
}

static inline size_t arena_block_room(const struct arena_block *block)
{
    return block->size - sizeof *block;
}

/* None of its bytes for objects is in use. */
static inline void arena_block_poison(struct arena_block *block)
{
    arena_poison(arena_block_data(block), arena_block_room(block));
}

/* A block of `size` bytes from the source, its bytes not poisoned; NULL: no memory,
 * or the size is more than there can be. */
struct arena_block *arena_block_take(struct arena *arena, size_t size);

/* The block behind arena->current in the chain: a spare one, or the caller's; NULL
 * where a new one is due. */
struct arena_block *arena_block_at_hand(struct arena *arena);

/* Adds a block of arena->next_size bytes behind arena->current, and doubles the size of
 * the next one; NULL: no memory. */
struct arena_block *arena_block_append(struct arena *arena);

/* Keeps each block of a list that is no larger than what is left of the budget, which
 * it lowers, and gives the others back. */
void arena_block_trim(struct arena *arena, struct arena_block **list, size_t *budget);

/* Gives a whole list back; the caller's buffer is only unpoisoned. */
void arena_block_give_back(struct arena *arena, struct arena_block *list);

/* Adds a list to the statistics. */
void arena_block_count(const struct arena_block *list, struct arena_stats *stats);

#ifdef __cplusplus
}
#endif

#endif
