/* shared-arena.c: two threads make objects in one arena, which belongs to one thread.
 *
 * tsan: data race */
#include <pthread.h>

#include "cellar.h"

static void *work(void *arena)
{
    for (int i = 0; i < 1000; i++)
        arena_alloc(arena, 8, "object");
    return NULL;
}

int main(void)
{
    struct arena arena;
    pthread_t thread;
    arena_init(&arena, NULL);
    if (pthread_create(&thread, NULL, work, &arena) != 0)
        return 0;
    work(&arena);
    pthread_join(thread, NULL);
    arena_destroy(&arena);
    return 0;
}
