/* hit-path.c: a request of constant size, for hit-path.sh to count its instructions;
 * with PLANTED, one that keeps count of its bytes, which is more than it may do. */
#include "arena/arena.h"

void *hit(struct arena *arena, size_t *bytes);

void *hit(struct arena *arena, size_t *bytes)
{
#ifdef PLANTED
    bytes[0] += 32;
    bytes[1]++;
#else
    (void)bytes;
#endif
    return arena_alloc(arena, 32, "object");
}
