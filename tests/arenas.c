/* arenas.c: what the tests of the backends share. */
#include "tests/arenas.h"

#include <stdlib.h>
#include <string.h>

const char *spec_at(size_t i)
{
    static const char *const specs[] = {"arena",
                                        "malloc",
                                        "slab",
                                        "fixed:33554432",
                                        "host",
                                        "arena:huge",
                                        "arena:align=4096",
                                        "arena:align=2097152:first=64",
                                        "slab:align=4096",
                                        "log",
                                        "log,malloc",
                                        "log,fixed:33554432",
                                        "fault:18446744073709551615",
                                        "fault:18446744073709551615+,log,slab",
                                        "fault-blocks:18446744073709551615"};
    return i < COUNT(specs) ? specs[i] : NULL;
}

struct arena *make_arena(struct made *made, const char *spec,
                         const struct arena_options *options)
{
    if (!arena_spec_read(&made->spec, spec))
        abort();
    made->buffer = malloc(made->spec.buffer_size + 1);
    made->arena = arena_spec_open(&made->spec, options, made->buffer, NULL, NULL);
    return made->arena;
}

void unmake_arena(struct made *made)
{
    arena_destroy(made->arena);
    free(made->buffer);
}

void with_each_spec(struct report *report,
                    void (*check)(struct report *, const char *spec))
{
    const char *spec;
    for (size_t i = 0; (spec = spec_at(i)) != NULL; i++)
        check(report, spec);
}

bool is_aligned(const void *ptr, size_t align)
{
    return ((uintptr_t)ptr & (align - 1)) == 0;
}

bool is_intact(const struct object *object)
{
    for (size_t i = 0; i < object->size; i++)
        if (object->bytes[i] != object->fill)
            return false;
    return true;
}

struct object make_object(struct arena *arena, size_t size, size_t align, unsigned fill)
{
    struct object made = {NULL, size, (unsigned char)fill};
    made.bytes = align == ARENA_ALIGN
                     ? arena_alloc(arena, size, "object")
                     : arena_alloc_aligned(arena, size, align, "object");
    if (made.bytes != NULL && size > 0)
        memset(made.bytes, made.fill, size);
    return made;
}

void *serve(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct source *source = context;
    if (new_size == 0) {
        source->held -= old_size;
        free(ptr);
        return NULL;
    }
    if (source->fails != 0 && ++source->calls >= source->fails)
        return NULL;
    source->held += new_size - old_size;
    source->taken++;
    return realloc(ptr, new_size);
}
