/* stats.h: what an arena holds. The hit path counts nothing; the figures come from the
 * blocks, so that they cost nothing until somebody asks. */
#ifndef ARENA_STATS_H
#define ARENA_STATS_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What arena_stats tells; bytes throughout. */
struct arena_stats {
    size_t used;        /* handed out now, sizes rounded up to ARENA_ALIGN */
    size_t peak;        /* the most ever in use, as far as resets and stats have seen */
    size_t reserved;    /* held from the system: blocks, or the objects themselves */
    size_t bookkeeping; /* of reserved, what is no object's: headers, pointer array */
    size_t blocks;      /* blocks held, spare ones too; 0 for malloc */
    size_t misses;      /* requests that the backend served, since arena_init */
};

/* What the arena holds at this moment. */
struct arena_stats arena_stats(struct arena *arena);

#ifdef __cplusplus
}
#endif

#endif
