/* block.c: taking blocks and giving them back. */
#include "block.h"

#include <stdlib.h>

#include "../sources.h"

void *arena_system_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    (void)context, (void)old_size;
    if (new_size != 0)
        return realloc(ptr, new_size);
    free(ptr);
    return NULL;
}

void *arena_source_take(struct arena *arena, size_t size)
{
    const struct arena_options *o = &arena->options;
    void *memory = o->source(o->source_context, NULL, 0, size);
    arena->reserved += memory != NULL ? size : 0;
    return memory;
}

void arena_source_give_back(struct arena *arena, void *memory, size_t size)
{
    const struct arena_options *o = &arena->options;
    arena_unpoison(memory, size);
    arena->reserved -= size;
    o->source(o->source_context, memory, size, 0);
}

/* Bytes between an address and the first at which a block may begin. */
static size_t skipped(const struct arena *arena, const void *memory, size_t least)
{
    size_t align = arena->options.block_align;
    align = align > least ? align : least;
    return -(uintptr_t)memory & (align - 1);
}

struct arena_block *arena_block_take(struct arena *arena, size_t size)
{
    size_t align = arena->options.block_align;
    if (align > PTRDIFF_MAX / 4 || size > PTRDIFF_MAX - align)
        return NULL;
    size_t taken = size + (align > _Alignof(max_align_t) ? align : 0);
    char *memory = arena_source_take(arena, taken);
    if (memory == NULL)
        return NULL;
    char *start = memory + skipped(arena, memory, 1);
    struct arena_block *block = (struct arena_block *)(void *)start;
    *block = (struct arena_block){NULL, size, memory, taken};
    return block;
}

/* The caller's buffer as the first block, or NULL if there is none of any use. */
static struct arena_block *callers_block(const struct arena *arena)
{
    char *buffer = arena->options.buffer;
    size_t skip = skipped(arena, buffer, ARENA_ALIGN);
    if (buffer == NULL || arena->options.buffer_size < skip ||
        arena->options.buffer_size - skip < sizeof(struct arena_block) + ARENA_ALIGN)
        return NULL;
    struct arena_block *block = (struct arena_block *)(void *)(buffer + skip);
    size_t size = (arena->options.buffer_size - skip) & ~(ARENA_ALIGN - 1);
    *block = (struct arena_block){.size = size};
    return block;
}

struct arena_block *arena_block_at_hand(struct arena *arena)
{
    if (arena->current != NULL)
        return arena->current->next;
    if (arena->first == NULL)
        arena->first = callers_block(arena);
    return arena->first;
}

struct arena_block *arena_block_append(struct arena *arena)
{
    struct arena_block *block = arena_block_take(arena, arena->next_size);
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

static void give_back(struct arena *arena, struct arena_block *block)
{
    if (block->memory != NULL)
        arena_source_give_back(arena, block->memory, block->taken);
    else
        arena_unpoison(block, block->size);
}

void arena_block_trim(struct arena *arena, struct arena_block **list, size_t *budget)
{
    while (*list != NULL) {
        struct arena_block *block = *list;
        if (block->taken <= *budget) {
            *budget -= block->taken;
            list = &block->next;
        } else {
            *list = block->next;
            give_back(arena, block);
        }
    }
}

void arena_block_give_back(struct arena *arena, struct arena_block *list)
{
    while (list != NULL) {
        struct arena_block *next = list->next;
        give_back(arena, list);
        list = next;
    }
}

void arena_block_count(const struct arena_block *list, struct arena_stats *stats)
{
    for (; list != NULL; list = list->next) {
        stats->blocks++;
        stats->bookkeeping += sizeof *list;
    }
}
