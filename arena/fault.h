/* fault.h: a backend that wraps any other and refuses some requests, to test that a
 * program bears it; and a source that refuses blocks. docs/arena.md shows both. */
#ifndef ARENA_FAULT_H
#define ARENA_FAULT_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which requests are refused. */
enum arena_fault_when {
    ARENA_FAULT_NEVER, /* none: they are only counted */
    ARENA_FAULT_NTH,   /* the n-th alone */
    ARENA_FAULT_FROM,  /* the n-th and every one after it */
    ARENA_FAULT_CHANCE /* each by chance, n times in `of`; the seed says which */
};

/* The caller's; alive until arena_destroy has returned. A reset changes nothing here;
 * with `requests` set to 0, the same requests are refused again. */
struct arena_fault {
    struct arena *inner;        /* the arena to wrap; not used by arena_fault_source */
    enum arena_fault_when when; /* which requests are refused */
    uint64_t n;                 /* counted from 1; of ARENA_FAULT_CHANCE, n in `of` */
    uint64_t of;                /* of ARENA_FAULT_CHANCE, more than 0 */
    uint64_t seed;              /* of ARENA_FAULT_CHANCE; read at the first request */
    uint64_t requests;          /* requests so far, growth included; starts at 0 */
    uint64_t refused;           /* of them, refused here; starts at 0 */
    uint64_t random;            /* of ARENA_FAULT_CHANCE: the last number drawn */
    arena_source *source;       /* what arena_fault_source passes requests on to; NULL:
                                   arena_system_source */
    void *source_context;       /* handed to source */
};

/* The backend; options.setup is a struct arena_fault. */
extern const struct arena_backend arena_faulty;

/* A source that fails likewise; its context is a struct arena_fault. */
arena_source arena_fault_source;

#ifdef __cplusplus
}
#endif

#endif
