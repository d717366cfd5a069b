/* cost.c: `cost TIMES FILE...`: parses the files TIMES times over in one warm arena and
 * prints how many bytes of text they have and how many bytes of arena they took.
 * cost.py runs it under callgrind, which counts the instructions. */
#include <stdio.h>
#include <stdlib.h>

#include "cellar.h"
#include "tests/read_file.h"

enum { FILES = 256 };

int main(int argc, char **argv)
{
    struct cel_string texts[FILES];
    struct arena arena;
    size_t bytes = 0, used = 0;
    int count = argc - 2 < FILES ? argc - 2 : FILES;
    if (count < 1)
        return 2;
    arena_init(&arena, NULL);
    for (int i = 0; i < count; i++) {
        texts[i] = read_file(argv[i + 2]);
        bytes += texts[i].size;
    }
    for (int times = atoi(argv[1]); times > 0; times--) {
        used = 0;
        for (int i = 0; i < count; i++) {
            struct cel_unit unit;
            if (!cel_parse(&arena, texts[i].data, texts[i].size, NULL, &unit))
                return 1;
            used += arena_used(&arena);
            arena_reset(&arena);
        }
    }
    printf("%zu %zu\n", bytes, used);
    for (int i = 0; i < count; i++)
        free((void *)texts[i].data);
    arena_destroy(&arena);
    return 0;
}
