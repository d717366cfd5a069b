/* test.c: what is wanted of budget_source. */
#include "../test.h"

/* Makes objects of 64 bytes until there is no memory, 10000 at most. */
static int fill(struct arena *arena)
{
    int objects = 0;
    while (objects < 10000 && arena_alloc(arena, 64, "object"))
        objects++;
    return objects;
}

int main(void)
{
    struct budget budget = {.most = 64 << 10};
    struct arena_options options = {.source = budget_source, .source_context = &budget};
    struct arena one, other;
    arena_init(&one, &options);
    arena_init(&other, &options);

    int objects = fill(&one);
    expect(objects > 0, "there is memory at first");
    expect(objects <= 1024, "no more objects than the budget has room for");
    expect(budget.held > 0 && budget.held <= budget.most, "what is held is counted");
    arena_reset(&one);
    expect(fill(&one) == objects, "after a reset the same blocks serve again");
    expect(fill(&other) == 0, "nothing is left for another arena");

    arena_destroy(&one);
    expect(budget.held == 0, "what came back is no longer held");
    expect(fill(&other) == objects, "another arena may have it now");
    arena_destroy(&other);

    void *block = budget_source(&budget, NULL, 0, 1000);
    expect(!budget_source(&budget, NULL, 0, SIZE_MAX), "no sum overflows");
    if (block)
        budget_source(&budget, block, 1000, 0);
    return verdict();
}
