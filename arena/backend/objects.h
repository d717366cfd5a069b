/* objects.h: a list of objects with their sizes, for the backends that free each. The
 * list itself is memory from the arena's source. */
#ifndef ARENA_OBJECTS_H
#define ARENA_OBJECTS_H

#include "block.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The place of an object. */
struct arena_object {
    char *base;  /* where its place begins */
    size_t size; /* bytes of the place */
    char *ptr;   /* the object: behind base where the alignment wants it */
};

/* All objects in the order they were made. */
struct arena_objects {
    struct arena_object *items; /* an array */
    size_t count;               /* how many there are */
    size_t capacity;            /* how many the array has room for */
};

/* Makes room for one more; false: no memory. */
bool arena_objects_make_room(struct arena *arena, struct arena_objects *objects);

/* The entry of an object, which is there. Only arrays grow, and they are among the
 * newest objects: it looks from the end. */
struct arena_object *arena_objects_find(const struct arena_objects *objects,
                                        const void *ptr);

/* Gives the list's own memory back. */
void arena_objects_destroy(struct arena *arena, struct arena_objects *objects);

/* Bytes of the list's own memory. */
static inline size_t arena_objects_bytes(const struct arena_objects *objects)
{
    return objects->capacity * sizeof *objects->items;
}

/* The first multiple of `align` in a place. */
static inline char *arena_align_in(char *base, size_t align)
{
    return base + (-(uintptr_t)base & (align - 1));
}

#ifdef __cplusplus
}
#endif

#endif
