/* use-after-reset.c: planted misuses of the arena, one chosen by the first argument: a
 * read after a reset, after a release, past an object's end. AddressSanitizer must see
 * each: that is what poisoning is for. And marks released in the wrong order, which an
 * assertion must see. */
#include <stdlib.h>
#include <string.h>

#include "cellar.h"

int main(int argc, char **argv)
{
    const char *misuse = argc > 1 ? argv[1] : "";
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    struct arena_mark mark = arena_mark(&arena);
    volatile char *object = arena_alloc(&arena, 5, "object");
    object[4] = 'x';
    cel_parse(&arena, "a + b", 5, NULL, &unit);
    volatile int read = 0;
    if (strcmp(misuse, "reset") == 0) {
        arena_reset(&arena);
        read = unit.root->kind;
    } else if (strcmp(misuse, "release") == 0) {
        arena_release(&arena, mark);
        read = unit.root->kind;
    } else if (strcmp(misuse, "overrun") == 0) {
        read = object[5];
    } else if (strcmp(misuse, "order") == 0) {
        arena_mark(&arena);
        arena_release(&arena, mark);
    }
    arena_destroy(&arena);
    return read == 1000;
}
