/* laws_source.c: memory for an arena under test. Each block has guards round it, is
 * known until it comes back, and is no better aligned than malloc promises. */
#include "tests/laws_model.h"

#include <stdlib.h>
#include <string.h>

enum {
    FRONT = 80,            /* bytes before a block: its header, then a guard */
    BEHIND = 48,           /* the guard behind it */
    GUARD = 0xA5,          /* what guards are filled with */
    MOST = 8 * 1024 * 1024 /* bytes that are out at most */
};

_Static_assert(FRONT % 16 == 0 && FRONT > sizeof(struct laws_block), "room for both");

static unsigned char *data(const struct laws_block *block)
{
    return (unsigned char *)block + FRONT;
}

static struct laws_block *give(struct laws_source *source, size_t size, bool lent)
{
    unsigned char *memory = malloc(FRONT + size + BEHIND);
    if (memory == NULL)
        return NULL;
    struct laws_block *block = (struct laws_block *)(void *)memory;
    *block = (struct laws_block){source->newest, NULL, size, lent};
    if (source->newest != NULL)
        source->newest->prev = block;
    source->newest = block;
    source->held += lent ? 0 : size;
    source->count += !lent;
    memset(memory + sizeof *block, GUARD, FRONT - sizeof *block);
    memset(memory + FRONT + size, GUARD, BEHIND);
    return block;
}

static void take_back(struct laws_source *source, struct laws_block *block)
{
    if (block->prev != NULL)
        block->prev->next = block->next;
    else
        source->newest = block->next;
    if (block->next != NULL)
        block->next->prev = block->prev;
    source->held -= block->lent ? 0 : block->size;
    source->count -= !block->lent;
    source->returned++;
    free(block);
}

static bool is_guard(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != GUARD)
            return false;
    return true;
}

static bool holds(const struct laws_block *block)
{
    const unsigned char *memory = (const unsigned char *)block;
    return is_guard(memory + sizeof *block, FRONT - sizeof *block) &&
           is_guard(memory + FRONT + block->size, BEHIND);
}

bool laws_guards_hold(const struct laws_source *source)
{
    for (const struct laws_block *b = source->newest; b != NULL; b = b->next)
        if (!holds(b))
            return false;
    return true;
}

static struct laws_block *find(struct laws_source *source, const void *ptr)
{
    struct laws_block *block = source->newest;
    while (block != NULL && (block->lent || data(block) != ptr))
        block = block->next;
    return block;
}

const struct laws_block *laws_block_of(const struct laws_source *source,
                                       const void *ptr, size_t size)
{
    uintptr_t start = (uintptr_t)ptr;
    for (const struct laws_block *b = source->newest; b != NULL; b = b->next) {
        uintptr_t first = (uintptr_t)data(b);
        if (start >= first && start - first <= b->size &&
            size <= b->size - (start - first))
            return b;
    }
    return NULL;
}

static struct laws_block *serve_new(struct laws_source *source, size_t size)
{
    source->calls++;
    bool fails = source->fail > 0 || size > MOST || source->held > MOST - size;
    source->fail -= source->fail > 0;
    struct laws_block *block = fails ? NULL : give(source, size, false);
    source->refused += block == NULL;
    return block;
}

static void *say_wrong(struct laws_source *source, const char *what)
{
    source->wrong = source->wrong != NULL ? source->wrong : what;
    return NULL;
}

void *laws_serve(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct laws_source *source = context;
    struct laws_block *old = ptr != NULL ? find(source, ptr) : NULL, *block = NULL;
    if (ptr != NULL && old == NULL)
        return say_wrong(source, "memory comes back that is not out");
    if (old_size != (old != NULL ? old->size : 0))
        return say_wrong(source, "memory comes back with another size");
    if (old != NULL && !holds(old))
        say_wrong(source, "something was written outside a block");
    if (old != NULL && new_size != 0 && !source->may_resize)
        return say_wrong(source, "a block is resized");
    if (new_size != 0 && (block = serve_new(source, new_size)) == NULL)
        return NULL;
    if (old != NULL && block != NULL)
        memcpy(data(block), ptr, old_size < new_size ? old_size : new_size);
    if (old != NULL)
        take_back(source, old);
    return block != NULL ? data(block) : NULL;
}

void *laws_lend(struct laws_source *source, size_t size)
{
    struct laws_block *block = give(source, size, true);
    return block != NULL ? data(block) : NULL;
}

void laws_free_all(struct laws_source *source)
{
    while (source->newest != NULL)
        take_back(source, source->newest);
}
