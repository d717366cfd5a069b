/* forgotten-field.c: a constructor that leaves a field as it is. The arena has served a
 * unit before, so there is a value that looks good: only a checker that knows that the
 * object is a new one can tell.
 *
 * msan: use-of-uninitialized-value
 * valgrind: depends on uninitialised value */
#include <stdio.h>

#include "cellar.h"

struct pair {
    int first, second;
};

static struct pair *make(struct arena *arena, int first)
{
    struct pair *pair = ARENA_NEW(arena, struct pair);
    if (pair != NULL)
        pair->first = first;
    return pair;
}

int main(void)
{
    struct arena arena;
    arena_init(&arena, NULL);
    struct pair *pair = make(&arena, 1);
    pair->second = 2;
    arena_reset(&arena);
    pair = make(&arena, 1);
    if (pair->second == 2)
        puts("two");
    arena_destroy(&arena);
    return 0;
}
