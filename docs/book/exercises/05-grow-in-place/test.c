/* test.c: what is wanted of arena_grow. */
#include "../test.h"

int main(void)
{
    struct arena arena = {.ptr = (char *)&arena, .end = (char *)&arena, .left = 10000};
    char *first = arena_alloc(&arena, 10), *grown;
    memcpy(first, "123456789", 10);

    grown = arena_grow(&arena, first, 10, 100);
    expect(grown == first, "the newest object grows where it is");
    if (failed)
        return failed;           /* the rest stands on it */
    memset(grown + 10, 'x', 90); /* AddressSanitizer stops here if that is poisoned */
    expect(arena.ptr == grown + 104, "the window begins behind it");

    char *second = arena_alloc(&arena, 8);
    grown = arena_grow(&arena, first, 100, 200);
    expect(grown != first && grown > second, "another one is copied");
    expect(memcmp(grown, "123456789", 10) == 0 && grown[99] == 'x',
           "with what is in it");
    expect(memcmp(first, "123456789", 10) == 0, "and the old one stays");

    char *large = arena_grow(&arena, grown, 200, 5000);
    expect(large && large != grown, "what the window has no room for is copied");
    expect(large && memcmp(large, "123456789", 10) == 0, "with what is in it");
    expect(arena_grow(&arena, second, 8, 9000) == NULL, "no memory is NULL");
    expect(arena_grow(&arena, second, 8, SIZE_MAX) == NULL, "so is a size like that");
    arena_destroy(&arena);
    return verdict();
}
