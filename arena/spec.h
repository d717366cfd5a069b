/* spec.h: an arena made from a text, for programs that let their user choose: a backend
 * with its options, and before it what wraps it, such as "log,fault:3,slab:align=64".
 * docs/arena.md has the grammar. Nothing is allocated: all is in a struct of the
 * caller's. */
#ifndef ARENA_SPEC_H
#define ARENA_SPEC_H

#include "arena.h"
#include "fault.h"
#include "log.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Wrappers that a spec may have. */
#define ARENA_SPEC_WRAPPERS 8

/* The size of fixed's buffer where the spec does not say, in bytes. */
#define ARENA_SPEC_FIXED ((size_t)64 << 10)

/* A wrapper and what it needs. */
struct arena_spec_wrapper {
    struct arena arena;                  /* the wrapping arena */
    const struct arena_backend *backend; /* arena_logged or arena_faulty */
    struct arena_log log;                /* the setup of a log */
    struct arena_fault fault;            /* the setup of a fault */
};

/* A spec that has been read. It must stay where it is once it has been opened. */
struct arena_spec {
    const char *error;  /* what is wrong, a constant; NULL: nothing */
    const char *part;   /* the part of the text that `error` is about */
    size_t part_size;   /* its bytes */
    size_t buffer_size; /* bytes of buffer that fixed wants; 0 without fixed */
    bool logs;          /* there is a log in it */
    size_t count;       /* wrappers */
    struct arena_spec_wrapper wrappers[ARENA_SPEC_WRAPPERS]; /* the outermost first */
    struct arena base;            /* the arena that does the work */
    struct arena_options options; /* what the spec says of it; zero: nothing */
    struct arena_fault blocks;    /* the fault of fault-blocks; n 0: there is none */
};

/* Reads a text, which must outlive `part`. False: see error and part. */
bool arena_spec_read(struct arena_spec *spec, const char *text);

/* Makes the arenas and returns the outermost; destroying it destroys all, and the spec
 * may be opened again, as if for the first time. `options` may be NULL: its limit is
 * the outermost arena's, its sizes and source the base's where the spec says nothing.
 * Only fixed uses `buffer`, of spec->buffer_size bytes. `event` hears from each log,
 * with `context`; NULL: nobody does. */
struct arena *arena_spec_open(struct arena_spec *spec,
                              const struct arena_options *options, void *buffer,
                              arena_event_function *event, void *context);

/* The first fault of a spec, to see what it has refused; NULL: there is none. */
struct arena_fault *arena_spec_fault(struct arena_spec *spec);

#ifdef __cplusplus
}
#endif

#endif
