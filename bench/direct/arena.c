/* arena.c: what is not on the way of every request. */
#include <stdio.h>
#include <string.h>

void *arena_direct_checked(void *memory)
{
    if (memory != NULL)
        return memory;
    fputs("bench: out of memory\n", stderr);
    exit(2);
}

void arena_direct_more(struct arena *arena)
{
    arena->capacity = arena->capacity ? arena->capacity * 2 : 512;
    arena->items = arena_direct_checked(
        realloc(arena->items, arena->capacity * sizeof *arena->items));
}

void arena_init(struct arena *arena, const struct arena_options *options)
{
    (void)options;
    *arena = (struct arena){.options = {.limit = SIZE_MAX}};
}

void arena_reset(struct arena *arena)
{
    while (arena->count > 0)
        free(arena->items[--arena->count]);
}

void arena_destroy(struct arena *arena)
{
    arena_reset(arena);
    free(arena->items);
    arena_init(arena, NULL);
}

/* Only arrays grow, and they are among the newest objects: look from the end. */
void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                 const char *tag)
{
    (void)old_size;
    if (ptr == NULL)
        return arena_alloc(arena, new_size, tag);
    size_t i = arena->count - 1;
    while (arena->items[i] != ptr)
        i--;
    return arena->items[i] = arena_direct_checked(realloc(ptr, new_size));
}
