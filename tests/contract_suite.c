/* contract_suite.c: one contract for all backends and what is made of them. */
#include <string.h>

#include "tests/arenas.h"

/* Objects of many sizes and alignments: aligned, apart from each other, writable. */
static void check_objects(struct report *report, struct arena *arena, const char *name)
{
    enum { OBJECTS = 400 };
    static const size_t aligns[] = {8, 8, 8, 16, 64, 4096};
    struct object objects[OBJECTS];
    for (unsigned i = 0; i < OBJECTS; i++) {
        size_t size = i % 97 == 0 ? 10000 + i : (i * 7) % 129;
        size_t align = aligns[i % 6];
        objects[i] = make_object(arena, size, align, i);
        if (!expect(report, objects[i].bytes != NULL, "%s: object %u of %zu bytes",
                    name, i, size))
            return;
        expect(report, is_aligned(objects[i].bytes, align), "%s: %u aligned to %zu",
               name, i, align);
    }
    for (unsigned i = 0; i < OBJECTS; i++)
        expect(report, is_intact(&objects[i]), "%s: object %u is intact", name, i);
}

/* Sizes next to the alignment, written whole. */
static void check_aligned(struct report *report, struct arena *arena, const char *name)
{
    for (size_t align = 16; align <= 4096; align *= 2)
        for (size_t size = align - 1; size <= align + 1; size++) {
            struct object object = make_object(arena, size, align, 5);
            expect(report, object.bytes != NULL && is_aligned(object.bytes, align),
                   "%s: %zu bytes, aligned to %zu", name, size, align);
        }
}

static void check_refusals(struct report *report, struct arena *arena, const char *name)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 7, SIZE_MAX - 15,
                                   (size_t)PTRDIFF_MAX + 1, PTRDIFF_MAX};
    size_t used = arena_used(arena);
    for (size_t i = 0; i < COUNT(sizes); i++)
        expect(report, arena_alloc(arena, sizes[i], "huge") == NULL,
               "%s: %zu bytes are refused", name, sizes[i]);
    expect(report, arena_alloc_array(arena, SIZE_MAX / 8 + 2, 8, "huge") == NULL,
           "%s: an overflowing product is refused", name);
    expect(report, arena_alloc_aligned(arena, 1, SIZE_MAX / 2 + 1, "huge") == NULL,
           "%s: a huge alignment is refused", name);
    expect(report, arena_used(arena) == used, "%s: refusals take nothing", name);
    expect(report,
           arena_alloc_array(arena, SIZE_MAX, 0, "empty") != NULL &&
               arena_alloc_array(arena, 0, SIZE_MAX, "empty") != NULL,
           "%s: many objects of no bytes, and none of many", name);
    void *one = arena_alloc(arena, 0, "empty"), *two = arena_alloc(arena, 0, "empty");
    expect(report, one != NULL && two != NULL && one != two,
           "%s: objects of no bytes have addresses of their own", name);
}

static void check_contract(struct report *report, const char *spec)
{
    struct made one, two;
    make_arena(&one, spec, NULL);
    make_arena(&two, spec, NULL);
    struct object other = make_object(two.arena, 100, ARENA_ALIGN, 0xaa);
    for (int round = 0; round < 3; round++) {
        check_objects(report, one.arena, spec);
        check_aligned(report, one.arena, spec);
        check_refusals(report, one.arena, spec);
        arena_reset(one.arena);
        expect(report, arena_used(one.arena) == 0, "%s: a reset frees all", spec);
    }
    arena_destroy(one.arena);
    expect(report, is_intact(&other), "%s: another arena is untouched", spec);
    check_objects(report, one.arena, spec); /* a destroyed arena is a new one */
    unmake_arena(&one);
    unmake_arena(&two);
}

void contract_objects(struct report *report)
{
    with_each_spec(report, check_contract);
}

static void check_growing(struct report *report, const char *spec)
{
    struct made made;
    struct arena *arena = make_arena(&made, spec, NULL);
    unsigned char *array = NULL;
    size_t size = 0;
    for (size_t next = 1; next < 100000; next = next * 3 / 2 + 1) {
        unsigned char *grown = arena_grow(arena, array, size, next, "array");
        if (!expect(report, grown != NULL, "growing to %zu bytes", next))
            break;
        for (size_t i = 0; i < size; i++)
            if (grown[i] != (unsigned char)i)
                expect(report, false, "byte %zu of %zu is lost", i, next);
        for (size_t i = size; i < next; i++)
            grown[i] = (unsigned char)i;
        if (next % 5 == 0) /* something in the way of growing in place */
            arena_alloc(arena, 24, "between");
        array = grown;
        size = next;
    }
    expect(report, arena_grow(arena, array, size, SIZE_MAX, "array") == NULL,
           "growing past all memory is refused");
    expect(report, array[size - 1] == (unsigned char)(size - 1),
           "and leaves the object as it was");
    expect(report, arena_grow(arena, array, size, size, "array") == array,
           "growing by nothing changes nothing");
    char *small = arena_alloc(arena, 3, "small");
    arena_alloc(arena, 24, "between");
    memcpy(small, "ab", 3);
    size_t used = arena_used(arena);
    small = arena_grow(arena, small, 3, 8, "small");
    expect(report, memcmp(small, "ab", 3) == 0 && arena_used(arena) == used,
           "growing up to what its size was rounded to takes nothing");
    unmake_arena(&made);
}

void contract_growing(struct report *report)
{
    with_each_spec(report, check_growing);
}

static void check_marks(struct report *report, const char *spec)
{
    struct arena_options options = {.first_block = 256};
    struct made made;
    struct arena *arena = make_arena(&made, spec, &options);
    struct object before = make_object(arena, 100, ARENA_ALIGN, 1);
    for (int round = 0; round < 3; round++) {
        struct arena_mark outer = arena_mark(arena);
        size_t used = arena_used(arena);
        make_object(arena, 5000, ARENA_ALIGN, 2);
        struct object kept = make_object(arena, 40, ARENA_ALIGN, 3);
        struct arena_mark inner = arena_mark(arena);
        size_t inner_used = arena_used(arena);
        for (int i = 0; i < 100; i++)
            make_object(arena, 90, ARENA_ALIGN, 4);
        expect(report, outer.depth == 0 && inner.depth == 1, "%s: marks are counted",
               spec);
        arena_release(arena, inner);
        expect(report, arena_used(arena) == inner_used, "the inner release");
        expect(report, is_intact(&kept), "what is older than the inner mark is intact");
        arena_release(arena, outer);
        expect(report, arena_used(arena) == used, "the outer release");
        expect(report, is_intact(&before),
               "what is older than the outer mark is intact");
    }
    struct arena_stats stats = arena_stats(arena);
    expect(report, stats.peak >= 5000 + 9000, "the peak is remembered: %zu",
           stats.peak);
    arena_mark(arena);
    arena_mark(arena);
    arena_reset(arena);
    expect(report, arena_mark(arena).depth == 0, "%s: a reset ends all marks", spec);
    unmake_arena(&made);
}

void contract_mark_and_release(struct report *report)
{
    with_each_spec(report, check_marks);
}

/* An arena that nothing was asked of has nothing, and can be destroyed, and again. */
static void check_stats(struct report *report, const char *spec)
{
    struct made made;
    struct arena *arena = make_arena(&made, spec, NULL);
    for (int round = 0; round < 2; round++) {
        struct arena_stats stats = arena_stats(arena);
        expect(report,
               stats.reserved == 0 && stats.bookkeeping == 0 && stats.blocks == 0 &&
                   stats.misses == 0 && stats.peak == 0,
               "%s: nothing yet", spec);
        arena_reset(arena);
        arena_destroy(arena);
        char *array = arena_alloc(arena, 1000, "object");
        arena_alloc(arena, 24, "between");
        array = arena_grow(arena, array, 1000, 3000, "object");
        stats = arena_stats(arena);
        expect(report, stats.used == arena_used(arena) && stats.peak == stats.used,
               "%s: what is used", spec);
        expect(report, (stats.reserved >= 3000) == (strstr(spec, "fixed") == NULL),
               "%s: %zu bytes of the system's", spec, stats.reserved);
        expect(report, stats.misses > 0, "%s: misses", spec);
        for (struct arena *inner = arena; inner != &made.spec.base;) {
            inner = inner == &made.spec.wrappers[0].arena && made.spec.count > 1
                        ? &made.spec.wrappers[1].arena
                        : &made.spec.base;
            struct arena_stats below = arena_stats(inner);
            expect(report,
                   below.reserved == stats.reserved &&
                       below.bookkeeping == stats.bookkeeping &&
                       below.blocks == stats.blocks,
                   "%s: a wrapper has what it wraps", spec);
        }
        arena_destroy(arena);
    }
    unmake_arena(&made);
}

void contract_stats(struct report *report)
{
    with_each_spec(report, check_stats);
}

static void check_limit(struct report *report, const char *spec)
{
    struct arena_options options = {.limit = 1000};
    struct made made;
    struct arena *arena = make_arena(&made, spec, &options);
    expect(report, arena_alloc(arena, 1001, "object") == NULL, "1001 of 1000 bytes");
    expect(report, arena_alloc(arena, 600, "object") != NULL, "600 of 1000");
    expect(report, arena_alloc(arena, 401, "object") == NULL, "401 of 400");
    expect(report, arena_alloc(arena, 393, "object") != NULL, "393, rounded up to 400");
    expect(report, arena_alloc(arena, 0, "object") == NULL, "0 of 0: it needs a place");
    expect(report, arena_used(arena) == 1000, "all used: %zu", arena_used(arena));
    expect(report, arena_set_limit(arena, 2000) == 1000, "the limit before");
    expect(report, arena_alloc(arena, 1000, "object") != NULL, "the limit was moved");
    expect(report, arena_alloc(arena, 1, "object") == NULL, "and is exact again");
    arena_set_limit(arena, 10);
    expect(report, arena_alloc(arena, 1, "object") == NULL,
           "a limit below what is used");
    arena_reset(arena);
    expect(report, arena_alloc(arena, 8, "object") != NULL, "8 of 10 after a reset");
    expect(report, arena_alloc(arena, 8, "object") == NULL, "8 of 2");
    unmake_arena(&made);
}

void contract_limit_is_exact(struct report *report)
{
    with_each_spec(report, check_limit);
}

/* Where the limit ends the window inside the bytes that an alignment skips, a request
 * is refused, and the window does not get lost. */
static void check_aligned_limit(struct report *report, const char *spec, size_t align)
{
    for (size_t limit = 8; limit < 1200; limit += 8) {
        struct arena_options options = {.limit = limit};
        struct made made;
        struct arena *arena = make_arena(&made, spec, &options);
        struct object object = make_object(arena, 24, align, 7);
        expect(report, arena_used(arena) <= limit, "%zu bytes of %zu, aligned to %zu",
               arena_used(arena), limit, align);
        bool again = make_object(arena, 24, align, 7).bytes != NULL;
        expect(report, object.bytes != NULL || !again,
               "%s: what is refused is refused when asked for again: %zu to %zu", spec,
               limit, align);
        size_t count = 0;
        while (count < 200 && make_object(arena, 8, ARENA_ALIGN, 9).bytes != NULL)
            count++;
        expect(report, count < 200 && arena_used(arena) <= limit,
               "%zu bytes more fit in %zu", 8 * count, limit);
        expect(report, object.bytes == NULL || is_intact(&object),
               "the object is intact");
        unmake_arena(&made);
    }
}

void contract_alignment_at_the_limit(struct report *report)
{
    const char *spec;
    for (size_t i = 0; (spec = spec_at(i)) != NULL; i++)
        for (size_t align = 16; align <= 4096; align *= 2)
            check_aligned_limit(report, spec, align);
}
