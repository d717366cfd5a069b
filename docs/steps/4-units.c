/* Step 4: two units and a reset between them. The second needs no new memory. */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

int main(void)
{
    const char *texts[] = {"[1, 2, 3].all(x, x > 0)", "a.b == 'c' || d"};
    struct arena arena;
    arena_init(&arena, NULL);
    for (int i = 0; i < 2; i++) {
        struct cel_unit unit;
        bool valid = cel_parse(&arena, texts[i], strlen(texts[i]), NULL, &unit);
        struct arena_stats stats = arena_stats(&arena);
        printf("unit %d: valid %d, %u tokens, %u nodes, %zu bytes used, %zu block(s)\n",
               i + 1, valid, unit.token_count, unit.node_count, stats.used,
               stats.blocks);
        arena_reset(&arena); /* the tree, the tokens and the text are gone */
    }
    printf("%zu request(s) to the system\n", arena_stats(&arena).misses);
    arena_destroy(&arena);
}
