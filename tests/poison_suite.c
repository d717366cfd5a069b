/* poison_suite.c: which bytes a memory checker is told not to touch, each by itself. A
 * build without AddressSanitizer sees the same objects whole, and no more than that. */
#include <stdlib.h>
#include <string.h>

#include "tests/arenas.h"

#ifdef ARENA_POISON_ASAN
int __asan_address_is_poisoned(const volatile void *address);
#endif

static void expect_byte(struct report *report, const char *spec, const char *what,
                        const unsigned char *byte, bool poisoned)
{
    bool is = poisoned;
#ifdef ARENA_POISON_ASAN
    is = __asan_address_is_poisoned(byte);
#endif
    expect(report, byte != NULL && is == poisoned, "%s: %s is%s poisoned", spec, what,
           is ? "" : " not");
}

/* Whether an object may be touched, its first byte and its last. */
static void expect_object(struct report *report, const char *spec, const char *what,
                          const struct object *object, bool free)
{
    expect_byte(report, spec, what, object->bytes, free);
    expect_byte(report, spec, what, object->bytes + object->size - 1, free);
    expect(report, free || is_intact(object), "%s: %s is intact", spec, what);
}

/* Small objects for more than one block, and a large one. */
struct several {
    struct object small[100]; /* of 100 bytes */
    struct object large;      /* with a block of its own */
    struct object aligned;    /* this one, too, and not at its beginning or end */
};

static struct several make_several(struct arena *arena)
{
    struct several made;
    for (unsigned i = 0; i < 100; i++)
        made.small[i] = make_object(arena, 100, ARENA_ALIGN, i);
    made.large = make_object(arena, 50001, ARENA_ALIGN, 1);
    made.aligned = make_object(arena, 50001, 4096, 2);
    return made;
}

static void expect_several(struct report *report, const char *spec, const char *when,
                           const struct several *made, bool free)
{
    for (int i = 0; i < 100; i++)
        expect_object(report, spec, when, &made->small[i], free);
    expect_object(report, spec, when, &made->large, free);
    expect_object(report, spec, when, &made->aligned, free);
    if (free)
        return;
    expect_byte(report, spec, "behind 100 bytes", made->small[0].bytes + 100, true);
    bool in_block = strstr("slab host malloc", spec) == NULL;
    if (!in_block) /* but the source's own, which pads it as it likes */
        return;
    expect_byte(report, spec, "behind a large one", made->large.bytes + 50001, true);
    expect_byte(report, spec, "and an aligned one", made->aligned.bytes + 50001, true);
    expect_byte(report, spec, "and the next place", made->aligned.bytes + 50008, true);
}

static void check_poison(struct report *report, const char *spec)
{
    struct made made;
    struct arena *arena = make_arena(&made, spec, NULL);
    struct arena_mark beginning = arena_mark(arena);
    struct object none = make_object(arena, 5, ARENA_ALIGN, 6);
    arena_release(arena, beginning);
    expect_object(report, spec, "what a release to the beginning frees", &none, true);
    struct object first = make_object(arena, 5, ARENA_ALIGN, 7);
    expect_object(report, spec, "an object", &first, false);
    expect_byte(report, spec, "the rest of its place", first.bytes + 5, true);
    expect_byte(report, spec, "the next place", first.bytes + 8, true);
    for (int round = 0; round < 2; round++) {
        struct arena_mark mark = arena_mark(arena);
        struct object again = make_object(arena, 5, ARENA_ALIGN, 8);
        expect_byte(report, spec, "the rest of a place", again.bytes + 5, true);
        struct several several = make_several(arena);
        expect_several(report, spec, "among others", &several, false);
        arena_release(arena, mark);
        expect_several(report, spec, "released", &several, true);
        expect_object(report, spec, "what was there before", &first, false);
    }
    struct several several = make_several(arena);
    first.bytes = arena_grow(arena, first.bytes, 5, 61, "object");
    memset(first.bytes, 7, first.size = 61);
    expect_object(report, spec, "what has grown", &first, false);
    expect_byte(report, spec, "behind it", first.bytes + 61, true);
    arena_reset(arena);
    expect_several(report, spec, "after a reset", &several, true);
    expect_object(report, spec, "what was there first", &first, true);
    unmake_arena(&made);
}

void poison_covers_what_is_free(struct report *report)
{
    static const char *const specs[] = {
        "arena", "slab",   "fixed:1000000", "arena:align=4096",
        "host",  "malloc", "log,arena",     "arena:retain=1"};
    for (size_t i = 0; i < COUNT(specs); i++)
        check_poison(report, specs[i]);
}

/* Memory that goes back is not for the checker to watch any more: its next owner may
 * touch it. */
static void *take_clean(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct report *report = context;
    for (size_t i = 0; i < old_size; i++)
        expect_byte(report, "a source", "what goes back", (unsigned char *)ptr + i,
                    false);
    return arena_system_source(NULL, ptr, old_size, new_size);
}

void poison_is_off_what_goes_back(struct report *report)
{
    static const char *const names[] = {"arena", "slab", "fixed"};
    static _Alignas(8) unsigned char buffer[3000];
    for (size_t i = 0; i < COUNT(names); i++) {
        struct arena_options options = {.backend = arena_backend_named(names[i]),
                                        .buffer = buffer,
                                        .buffer_size = sizeof buffer,
                                        .source = take_clean,
                                        .source_context = report};
        struct arena arena;
        arena_init(&arena, &options);
        make_object(&arena, 1000, ARENA_ALIGN, 1);
        make_object(&arena, 500, ARENA_ALIGN, 2);
        make_object(&arena, 5000, ARENA_ALIGN, 3);
        arena_reset(&arena);
        make_object(&arena, 8, ARENA_ALIGN, 4);
        arena_destroy(&arena);
        for (size_t j = 0; j < sizeof buffer; j++)
            expect_byte(report, names[i], "the buffer", buffer + j, false);
    }
}
