/* Step 1: the arena alone. Objects are made one by one and freed all at once. */
#include <stdio.h>

#include "arena/stats.h"

struct point {
    int x, y;
    struct point *next;
};

int main(void)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 1; round <= 2; round++) {
        struct point *path = NULL, *point;
        for (int i = 0; i < 100; i++, path = point) {
            if ((point = ARENA_NEW(&arena, struct point)) == NULL)
                return 1;
            *point = (struct point){i, i * i, path};
        }
        struct arena_stats stats = arena_stats(&arena);
        printf("round %d: %zu bytes used, asked the backend %zu time(s) so far\n",
               round, stats.used, stats.misses);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}
