/* laws_model.h: what the files of the laws share: the model beside the arena, and the
 * source of memory that knows what it has given. */
#ifndef TESTS_LAWS_MODEL_H
#define TESTS_LAWS_MODEL_H

#include "tests/laws.h"

/* Memory that an arena was given, with guards before and behind it. */
struct laws_block {
    struct laws_block *next; /* the one given before it */
    struct laws_block *prev; /* the one given after it */
    size_t size;             /* bytes for the arena */
    bool lent;               /* it is a buffer, and does not come back */
};

/* The source of memory: it counts, refuses, and moves whatever is resized. */
struct laws_source {
    struct laws_block *newest; /* all blocks that are out */
    size_t held;               /* bytes of them, lent ones not counted */
    size_t count;              /* blocks of them, likewise */
    size_t calls;              /* requests for memory, */
    size_t refused;            /* and how many were refused */
    size_t returned;           /* times memory came back */
    size_t fail;               /* so many of the next requests are refused */
    bool may_resize;           /* the backend is one that may */
    const char *wrong;         /* what the arena did that it must not, or NULL */
};

/* The arena_source; its context is a struct laws_source. */
void *laws_serve(void *context, void *ptr, size_t old_size, size_t new_size);

/* A buffer with guards, for the arena to use; part of what it may use until the end. */
void *laws_lend(struct laws_source *source, size_t size);

/* The block that [ptr, ptr + size) lies in, or NULL. */
const struct laws_block *laws_block_of(const struct laws_source *source,
                                       const void *ptr, size_t size);

/* Whether no guard of any block has been written on. */
bool laws_guards_hold(const struct laws_source *source);

/* Frees whatever is out: buffers, and what has leaked. */
void laws_free_all(struct laws_source *source);

enum {
    LAWS_OBJECTS = 256, /* live at a time */
    LAWS_MARKS = 16,    /* open at a time */
    LAWS_TRACE = 1024,  /* addresses of a round that are compared */
    LAWS_ROUNDS = 3,    /* runs of a program: cold, warm, warm again */
    LAWS_EDGE = 256     /* bytes at each end of an object that are looked at */
};

/* A live object. */
struct laws_object {
    unsigned char *bytes; /* where it is */
    size_t size;          /* as asked for */
    unsigned char fill;   /* where in the noise its pattern begins */
};

/* An open mark. */
struct laws_mark {
    struct arena_mark mark; /* the arena's */
    size_t used;            /* bytes in use then */
    size_t count;           /* live objects then */
};

/* Where the objects of a round were, and what may have moved them. */
struct laws_round {
    void *places[LAWS_TRACE]; /* each result in turn, NULL ones included */
    size_t count;             /* how many */
    bool plain;               /* no release, reset or over-aligned object */
    size_t calls;             /* of the source */
    size_t returned;          /* times memory went back to it */
    size_t refusals;          /* by the source or a planted fault of the spec */
};

/* What is known of the arena. */
struct laws_model {
    struct laws_calls calls;    /* how it is used */
    FILE *trace;                /* gets a line an operation, or NULL */
    struct laws_report *report; /* what has come of it */
    struct arena_spec spec;     /* the arenas */
    struct arena *arena;        /* the outermost */
    struct laws_source source;  /* their memory */
    bool tracked;               /* all of it: the backend uses the source alone */
    bool windowed;              /* the backend opens a window */
    bool fixed;                 /* the backend has a buffer only */
    bool shut;                  /* the arena's own window never opens */
    bool counts_blocks;         /* each request of the source is a block */
    size_t limit;               /* bytes in use at most */
    size_t first_limit;         /* what it is at the beginning of a round */
    size_t first_fails;         /* and how many requests of the source fail then */
    size_t peak;                /* the most in use that the arena can have seen */
    struct laws_object objects[LAWS_OBJECTS]; /* live, in the order made */
    unsigned short by_place[LAWS_OBJECTS];    /* the same, by address */
    size_t count;                             /* how many */
    struct laws_mark marks[LAWS_MARKS];       /* open ones, the outermost first */
    size_t mark_count;                        /* how many */
    struct laws_round rounds[2];              /* this one and the one before */
    int round;                                /* which one it is */
    size_t step;                              /* the operation that is run */
    unsigned fills;                           /* patterns used so far */
    unsigned char noise[256 + LAWS_EDGE];     /* what objects are filled with */
};

/* Notes that a law was looked at and, if it does not hold, that and how it is broken;
 * the first time is kept. Returns whether it holds. */
bool laws_hold(struct laws_model *model, enum law law, bool holds, const char *format,
               ...) __attribute__((format(printf, 4, 5)));

/* Makes what objects are filled with. */
void laws_make_noise(struct laws_model *model);

/* Adds an object just made: it is held to its laws and filled. */
void laws_add(struct laws_model *model, void *ptr, size_t size, size_t align);

/* An object has grown, and may have moved: the same, and what it held is still there.
 */
void laws_regrow(struct laws_model *model, size_t index, void *ptr, size_t size);

/* Forgets all objects but the first `count`. */
void laws_forget(struct laws_model *model, size_t count);

/* Whether all live objects are as they were written, and the guards, too. */
bool laws_look(struct laws_model *model);

/* Whether the arena has used the source as it must. */
bool laws_ask_source(struct laws_model *model);

/* What was the case before a request. */
struct laws_before {
    size_t used;     /* bytes in use */
    size_t misses;   /* requests served by the backend */
    size_t refusals; /* by the source or a planted fault of the spec */
    bool has_room;   /* what it promises to be a hit */
};

/* How often a source or a fault of the spec has refused a request. */
size_t laws_refusals(const struct laws_model *model);

/* How things are before a request of `size` bytes. */
struct laws_before laws_before(const struct laws_model *model, size_t size);

/* Looks at the outcome of a request: whether it may be refused or served at all, what
 * it has changed, and the object. `overflow`: it asks for more than there can be. */
void laws_made(struct laws_model *model, struct laws_before before, void *ptr,
               size_t size, size_t align, bool overflow);

/* The same of a request to make object `index` longer. */
void laws_grown(struct laws_model *model, struct laws_before before, void *ptr,
                size_t index, size_t new_size);

/* Holds the statistics to what is known. */
void laws_count_up(struct laws_model *model);

/* Keeps the peak: the arena sees bytes in use when it is asked for statistics, and
 * before it takes bytes back. */
void laws_note_peak(struct laws_model *model);

/* Runs an operation. */
void laws_step(struct laws_model *model, const unsigned char step[LAWS_STEP]);

/* Some operations by name. This reset is not one of the program's. */
void laws_alloc(struct laws_model *model, size_t size);
void laws_reset(struct laws_model *model);
void laws_destroy(struct laws_model *model);
void laws_set_limit(struct laws_model *model, size_t limit);

#endif
