/* grown-tail.c: what an object gained by growing is read before it is written.
 *
 * msan: use-of-uninitialized-value
 * valgrind: depends on uninitialised value */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

int main(void)
{
    struct arena arena;
    arena_init(&arena, NULL);
    memset(arena_alloc(&arena, 1000, "object"), 1, 1000);
    arena_reset(&arena);
    char *object = arena_alloc(&arena, 8, "object");
    memset(object, 1, 8);
    object = arena_grow(&arena, object, 8, 16, "object");
    if (object[8] == 1)
        puts("one");
    arena_destroy(&arena);
    return 0;
}
