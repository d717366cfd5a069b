/* test.c: what is wanted of fail_each. */
#include "../test.h"

/* Some objects, each of which may be refused. */
static bool five(struct arena *arena)
{
    for (int i = 0; i < 5; i++)
        if (arena_alloc(arena, 16, "object") == NULL)
            return false;
    return true;
}

/* The third is asked for and not looked at. */
static bool careless(struct arena *arena)
{
    bool first = arena_alloc(arena, 16, "object") != NULL;
    bool second = first && arena_alloc(arena, 16, "object") != NULL;
    if (second)
        arena_alloc(arena, 16, "object");
    return second && arena_alloc(arena, 16, "object") != NULL;
}

static bool never_content(struct arena *arena)
{
    arena_alloc(arena, 16, "object");
    return false;
}

static bool nothing(struct arena *arena)
{
    (void)arena;
    return true;
}

/* The library, on a unit that has an operator, a macro and a string with an escape. */
static bool parse(struct arena *arena)
{
    static const char text[] = "a.all(x, x != '\\n') && [1, 2].size() > 1";
    struct cel_unit unit;
    cel_parse(arena, text, strlen(text), NULL, &unit);
    return !cel_ran_out_of_memory(&unit.diagnostics);
}

int main(void)
{
    expect(fail_each(five) == 5, "five requests are refused in turn");
    expect(fail_each(nothing) == 0, "a function without a request has none refused");
    expect(fail_each(careless) == -1, "a request that is not looked at is found");
    expect(fail_each(never_content) == -1, "so is a failure without a reason");
    expect(fail_each(parse) > 20, "the parser bears each of its requests");
    return verdict();
}
