/* test.c: what is wanted of arena_reset_to_largest. */
#include "../test.h"

static size_t blocks(const struct arena *arena)
{
    size_t count = 0;
    for (const struct block *block = arena->first; block; block = block->next)
        count++;
    return count;
}

static void fill(struct arena *arena, int objects)
{
    for (int i = 0; i < objects; i++)
        *(int *)arena_alloc(arena, 64) = i;
}

int main(void)
{
    struct arena arena = {.ptr = (char *)&arena, .end = (char *)&arena};
    arena_reset_to_largest(&arena);
    expect(blocks(&arena) == 0, "an arena without a block stays one");

    fill(&arena, 1000);
    size_t largest = arena.current->size;
    arena_reset_to_largest(&arena);
    expect(blocks(&arena) == 1, "one block stays");
    expect(arena.first->size == largest, "the largest one");
    expect(arena.ptr == arena.first->data, "the window begins at its start");
    expect(arena.end == arena.first->data + arena.first->size, "and ends at its end");

    fill(&arena, 300);
    expect(arena.current == arena.first, "a small unit has no miss then");
    arena_destroy(&arena);
    return verdict();
}
