/* stats.c: figures put together from the blocks when somebody asks. */
#include "stats.h"

#include "backend/backend.h"

void arena_note_peak(struct arena *arena)
{
    size_t used = arena_used(arena);
    arena->peak = used > arena->peak ? used : arena->peak;
}

struct arena_stats arena_stats(struct arena *arena)
{
    arena_note_peak(arena);
    struct arena_stats stats = {.used = arena_used(arena),
                                .peak = arena->peak,
                                .reserved = arena->reserved,
                                .misses = arena->misses};
    arena->backend->stats(arena, &stats);
    return stats;
}
