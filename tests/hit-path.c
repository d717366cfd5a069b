/* hit-path.c: a request of constant size, for hit-path.sh to count its instructions. */
#include "arena/arena.h"

void *hit(struct arena *arena);

void *hit(struct arena *arena)
{
    return arena_alloc(arena, 32, "object");
}
