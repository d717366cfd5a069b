/* laws.h: the laws of the arena, held against any program of requests.
 *
 * A program is bytes, so that chance, a fuzzer or a person may write it: 8 bytes of
 * options, then 4 bytes an operation. Any bytes are a program. It is run on an arena
 * beside a simple model, a list of the live objects and what is written in them, three
 * times with a reset between; after each operation the arena is held to the laws. */
#ifndef TESTS_LAWS_H
#define TESTS_LAWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cellar.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of a program's head, and of each operation. */
enum { LAWS_HEAD = 8, LAWS_STEP = 4 };

/* The most operations that are run of a program; the rest is not looked at. */
enum { LAWS_LONGEST = 500 };

/* What must hold. */
enum law {
    LAW_ALIGNED,  /* an object begins at a multiple of its alignment */
    LAW_DISJOINT, /* no byte is of two objects */
    LAW_INSIDE,   /* each object lies whole in memory that the arena was given */
    LAW_BOUNDS,   /* nothing is written outside that memory */
    LAW_CONTENTS, /* nobody but its owner writes in an object, growth included */
    LAW_EMPTY,    /* an object of no bytes has an address of its own */
    LAW_OVERFLOW, /* a size or product past all memory is refused */
    LAW_REFUSED,  /* what is refused changes nothing */
    LAW_SERVED,   /* nothing is refused without a reason */
    LAW_LIMIT,    /* the limit is exact */
    LAW_USED,     /* bytes in use are the sum of what was handed out, rounded up */
    LAW_MARKS,    /* marks nest; a release goes back to the mark and no further */
    LAW_AGAIN,    /* after a release or reset the same requests get the same places */
    LAW_RESET,    /* a reset frees all, and keeps no more than it may */
    LAW_WARM,     /* after a reset the same requests need no memory from the source */
    LAW_PEAK,     /* the peak never falls, and is the most that was in use */
    LAW_STATS,    /* the statistics are what the model and the source add up to */
    LAW_SOURCE,   /* what the source gave goes back once, with its size */
    LAW_LEAK,     /* a destroyed arena holds nothing, and is as new */
    LAWS          /* how many there are */
};

/* A law in words. */
const char *law_text(enum law law);

/* The calls that programs are made of: arena.h's own, or those of a planted fault. */
struct laws_calls {
    /* Each as the function of arena.h that has its name. */
    void *(*alloc)(struct arena *arena, size_t size, const char *tag);
    void *(*alloc_array)(struct arena *arena, size_t count, size_t size,
                         const char *tag);
    void *(*alloc_aligned)(struct arena *arena, size_t size, size_t align,
                           const char *tag);
    void *(*grow)(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                  const char *tag);
    void (*release)(struct arena *arena, struct arena_mark mark);
    void (*reset)(struct arena *arena);
    void (*destroy)(struct arena *arena);
    struct arena_stats (*stats)(struct arena *arena);
};

/* arena.h's own. */
extern const struct laws_calls laws_real_calls;

/* The i-th spec from 0, of all that must keep the laws; NULL behind the last. */
const char *laws_spec(size_t i);

/* What is to be run. */
struct laws_case {
    const char *spec;               /* the arena, as arena/spec.h reads it */
    const struct laws_calls *calls; /* NULL: laws_real_calls */
    FILE *trace;                    /* gets a line an operation; NULL: none */
};

/* What has come of it. Counts are added to, so that one report may serve many runs. */
struct laws_report {
    bool broken;                /* a law was broken: the run ended there */
    enum law law;               /* which */
    char text[300];             /* how, in words */
    size_t step;                /* the operation at which, from 0, */
    int round;                  /* and the round, from 0 */
    unsigned long operations;   /* run */
    unsigned long objects;      /* handed out */
    unsigned long large;        /* of them, of 4096 bytes or more */
    unsigned long grown;        /* times one grew in place */
    unsigned long moved;        /* times one grew and moved */
    unsigned long refused;      /* requests that were refused */
    unsigned long released;     /* marks released */
    unsigned long compared;     /* objects that had to be in the same place again */
    unsigned long checks[LAWS]; /* times each law was looked at */
};

/* Runs a program. False: a law is broken, the report says which. `report` must have
 * begun as zeros; one that is broken must not be used again. Nothing stays allocated.
 * Where memory lies decides what an alignment of more than 16 skips; all else is the
 * same in each run. */
bool laws_run(const struct laws_case *test, const unsigned char *program, size_t size,
              struct laws_report *report);

#ifdef __cplusplus
}
#endif

#endif
