/* use-after-reset.c: planted misuses of an arena, made from the spec that is the second
 * argument. The first says which: a read after a reset, after a release, past an
 * object's end. AddressSanitizer must see each: that is what poisoning is for. Or marks
 * released in the wrong order, which an assertion must see. MemorySanitizer and
 * valgrind are held to the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cellar.h"

int main(int argc, char **argv)
{
    const char *misuse = argc > 1 ? argv[1] : "";
    static _Alignas(8) char buffer[1 << 16];
    struct arena_spec spec;
    struct cel_unit unit;
    if (!arena_spec_read(&spec, argc > 2 ? argv[2] : "arena"))
        return 0;
    struct arena *arena = arena_spec_open(&spec, NULL, buffer, NULL, NULL);
    struct arena_mark mark = arena_mark(arena);
    volatile char *object = arena_alloc(arena, 5, "object");
    object[4] = 'x';
    cel_parse(arena, "a + b", 5, NULL, &unit);
    volatile int read = 0;
    if (strcmp(misuse, "reset") == 0) {
        arena_reset(arena);
        read = unit.root->kind;
    } else if (strcmp(misuse, "release") == 0) {
        arena_release(arena, mark);
        read = unit.root->kind;
    } else if (strcmp(misuse, "overrun") == 0) {
        read = object[5];
    } else if (strcmp(misuse, "order") == 0) {
        arena_mark(arena);
        arena_release(arena, mark);
    }
    arena_destroy(arena);
    if (read == 100) /* MemorySanitizer sees a value when something depends on it */
        puts("what was read");
    return 0;
}
