/* fault.h: a backend that wraps any other and refuses some requests, to test that a
 * program bears it.
 *
 *     struct arena_fault fault = {.inner = &inner, .when = ARENA_FAULT_NTH, .n = 3};
 *     struct arena_options options = {.backend = &arena_faulty, .setup = &fault};
 *
 * Raise n from 1 until `refused` stays 0, and every request has failed once. To fail
 * blocks only, and leave the window open, give an arena a source that fails:
 *
 *     struct arena_options options = {.source = arena_fault_source,
 *                                     .source_context = &fault}; */
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

/* The caller's; alive until arena_destroy has returned. A reset changes nothing here.
 */
struct arena_fault {
    struct arena *inner;        /* the arena to wrap; not used by arena_fault_source */
    enum arena_fault_when when; /* which requests are refused */
    uint64_t n;                 /* counted from 1; of ARENA_FAULT_CHANCE, n in `of` */
    uint64_t of;                /* of ARENA_FAULT_CHANCE, more than 0 */
    uint64_t seed;              /* of ARENA_FAULT_CHANCE; it changes as it is used */
    uint64_t requests;          /* requests so far, growth included; starts at 0 */
    uint64_t refused;           /* of them, refused here; starts at 0 */
    arena_source *source; /* of arena_fault_source: what it passes requests on to; */
    void *source_context; /* NULL: arena_system_source. Handed to source */
};

/* The backend; options.setup is a struct arena_fault. */
extern const struct arena_backend arena_faulty;

/* A source that fails likewise; its context is a struct arena_fault. */
arena_source arena_fault_source;

#ifdef __cplusplus
}
#endif

#endif
