/* arenas.h: arenas of every backend, objects that tell when they are damaged, and a
 * source of memory that counts. */
#ifndef TESTS_ARENAS_H
#define TESTS_ARENAS_H

#include "tests/report.h"

/* The i-th spec from 0, of all that must behave alike; NULL behind the last. */
const char *spec_at(size_t i);

/* An arena made from a spec. */
struct made {
    struct arena_spec spec; /* all of it */
    void *buffer;           /* fixed's */
    struct arena *arena;    /* the outermost */
};

/* Makes an arena; `options` may be NULL. The spec must be a good one. */
struct arena *make_arena(struct made *made, const char *spec,
                         const struct arena_options *options);

/* Destroys it and gives the buffer back. */
void unmake_arena(struct made *made);

/* Calls a check once with each spec. */
void with_each_spec(struct report *report,
                    void (*check)(struct report *, const char *spec));

/* An object is used whole: written, and read again later. */
struct object {
    unsigned char *bytes; /* where it is; NULL: there was no memory */
    size_t size;          /* how long */
    unsigned char fill;   /* what it was filled with */
};

struct object make_object(struct arena *arena, size_t size, size_t align,
                          unsigned fill);

bool is_intact(const struct object *object);

bool is_aligned(const void *ptr, size_t align);

/* A source of memory that counts, and fails when it is told to. */
struct source {
    size_t calls; /* requests for memory so far, while it may fail */
    size_t held;  /* bytes given and not yet taken back */
    size_t taken; /* times memory was given or resized */
    size_t fails; /* the request that fails, and all after it; 0: none */
};

/* The arena_source; its context is a struct source. */
void *serve(void *context, void *ptr, size_t old_size, size_t new_size);

#endif
