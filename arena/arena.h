/* arena.h: memory for objects that all die together.
 *
 * An arena hands out objects from a *window*, the free bytes [ptr, end) of its current
 * block, by moving ptr forward: a hit. When the window is too small, a miss, the
 * backend is asked. Nothing is freed alone; arena_reset takes everything back at once.
 *
 * The backend is chosen when the arena is made: backends.h lists them. `arena_bump`
 * takes blocks and opens a window; `arena_malloc` keeps the window shut (ptr == end),
 * so that every request misses and becomes a malloc. The caller's code is the same, and
 * the hit path has no branch that only the choice needs.
 *
 * An arena belongs to one thread; two share nothing. This folder may be copied. */
#ifndef ARENA_H
#define ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "poison.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Every object's address and size are multiples of it. */
#define ARENA_ALIGN ((size_t)8)

#ifdef __GNUC__
#define ARENA_APART __attribute__((noinline)) /* leaves the hit path to itself */
#define ARENA_COLD  __attribute__((cold))     /* hardly ever called: out of its way */
#else
#define ARENA_APART
#define ARENA_COLD
#endif

/* Where memory comes from: new memory (ptr NULL, old_size 0), aligned for any C type,
 * or NULL; or a release (new_size 0); from arena_host alone also a resize, as realloc's
 * (no size is 0). `context` is the options' own. */
typedef void *arena_source(void *context, void *ptr, size_t old_size, size_t new_size);

/* How an arena is made; zero in a field means its default. */
struct arena_options {
    const struct arena_backend *backend; /* from backends.h; default arena_bump */
    void *buffer;         /* the caller's own first block; outlives the arena */
    size_t buffer_size;   /* its size in bytes */
    size_t first_block;   /* bytes of the first block: 64 or more; default 4 KiB */
    size_t largest_block; /* doubling stops here; default 1 MiB */
    size_t block_align;   /* bump's and slab's blocks begin at multiples of it, a power
                             of two; up to that much more is taken for each */
    size_t retain;        /* bytes of blocks that a reset keeps; default 16 MiB */
    size_t limit;         /* bytes in use at most; default none */
    arena_source *source; /* default malloc and free */
    void *source_context; /* handed to source */
    void *setup;          /* what a backend needs of its own; outlives the arena */
};

/* A point in the arena's life to go back to. */
struct arena_mark {
    struct arena_block *block; /* the current block */
    struct arena_block *large; /* the newest large block */
    char *ptr;                 /* the window's start then */
    size_t closed;             /* bytes in use outside that block */
    size_t count;              /* objects held, where the backend counts them */
    size_t depth;              /* how many marks were open */
};

/* The arena's own fields. The backend stands between ptr and end on purpose: some ARM
 * cores are slow to load two neighbours just after one of them is stored. */
struct arena {
    char *ptr;                           /* first free byte of the window */
    const struct arena_backend *backend; /* serves a miss */
    char *end;                           /* end of the window */
    char *start;                         /* first byte of the window's block */
    char *block_end;                     /* its end; beyond `end` if limited */
    size_t closed;                       /* bytes in use outside that block */
    size_t peak;                         /* the most in use so far */
    size_t misses;                       /* requests the backend served */
    size_t marks;                        /* marks open */
    size_t reserved;                     /* bytes held from the system */
    size_t next_size;                    /* bytes of the next block to take */
    struct arena_block *first;           /* the chain of blocks, oldest first */
    struct arena_block *current;         /* the window's block; spare ones follow */
    struct arena_block *large;           /* blocks of one object each, newest first */
    struct arena_block *spare;           /* large blocks kept for reuse */
    void *state;                         /* what other backends keep */
    struct arena_options options;        /* as given, defaults filled in */
};

/* Makes an empty arena; takes no memory yet. `options` may be NULL: all defaults.
 * Destroying gives everything back to the system, objects and blocks. */
void arena_init(struct arena *arena, const struct arena_options *options);
void arena_destroy(struct arena *arena);

/* Frees every object at once and keeps blocks of up to options.retain bytes, so that
 * the next unit of the same kind needs neither malloc nor system call, where all its
 * objects lie in blocks: with the bump and fixed backends. */
void arena_reset(struct arena *arena);

/* Whether `size` bytes, not 0 and a multiple of ARENA_ALIGN, would be a hit. */
static inline bool arena_has_room(const struct arena *arena, size_t size)
{
    return size <= (size_t)(arena->end - arena->ptr);
}

/* As arena_alloc below, for any power of two as alignment: cache lines, vectors, pages.
 */
ARENA_APART void *arena_alloc_aligned(struct arena *arena, size_t size, size_t align,
                                      const char *tag);

/* Where arena_alloc goes when the window is too small: arena_alloc_aligned. What is
 * cold the compiler makes small instead of fast, and with malloc each request is a
 * miss: so that the path is cold, and what it leads to is not. */
ARENA_COLD void *arena_alloc_missed(struct arena *arena, size_t size, const char *tag);

/* Returns `size` uninitialised bytes aligned to ARENA_ALIGN, the arena's until reset,
 * release or destroy; NULL when the system or the limit says no, and nothing changes
 * then. A size of 0 gets a unique address. `tag`, a constant, says what it is for. */
static inline void *arena_alloc(struct arena *arena, size_t size, const char *tag)
{
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
    /* A size of 0, and one that wrapped round to 0, become SIZE_MAX here: a miss. */
    if (rounded - 1 >= (size_t)(arena->end - arena->ptr))
        return arena_alloc_missed(arena, size, tag);
    char *object = arena->ptr;
    arena->ptr = object + rounded;
    arena_unpoison(object, size);
    return object;
}

/* As arena_alloc for `count` objects of `size` bytes; NULL if the product overflows. */
static inline void *arena_alloc_array(struct arena *arena, size_t count, size_t size,
                                      const char *tag)
{
    if (size != 0 && count > SIZE_MAX / size)
        return arena_alloc_aligned(arena, SIZE_MAX, ARENA_ALIGN, tag); /* refused */
    return arena_alloc(arena, count * size, tag);
}

/* Makes the object at `ptr` `new_size` bytes long, in place or as a moved copy; its
 * first old_size bytes (old_size <= new_size) stay; a copy is aligned to ARENA_ALIGN.
 * ptr NULL and old_size 0: a new one. NULL when there is no memory; the object is as
 * before then. An object older than an open mark must not grow: its copy would die at
 * the release. */
void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                 const char *tag);

/* An object of type T, or an array of n of them; uninitialised; NULL as arena_alloc. */
#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T), #T))
#define ARENA_ARRAY(arena, T, n)                                                       \
    ((T *)arena_alloc_array((arena), (n), sizeof(T), #T "[]"))

/* arena_release frees all objects made since the mark. Marks nest: the newest is
 * released first (asserted), and a reset ends them all. */
struct arena_mark arena_mark(struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);

/* From now on at most `limit` bytes in use, those in use already counted in. Returns
 * the limit that held before. */
size_t arena_set_limit(struct arena *arena, size_t limit);

/* Bytes in use: all sizes handed out and not taken back, rounded up to ARENA_ALIGN. */
static inline size_t arena_used(const struct arena *arena)
{
    return arena->closed + (size_t)(arena->ptr - arena->start);
}

#ifdef __cplusplus
}
#endif

#endif
