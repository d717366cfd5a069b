/* arena_suite.c: the arena: one contract for all backends, then what is the bump
 * backend's own. */
#include <stdlib.h>
#include <string.h>

#include "tests/report.h"

static bool is_aligned(const void *ptr, size_t align)
{
    return ((uintptr_t)ptr & (align - 1)) == 0;
}

/* An object is used whole: written, and read again later. */
struct object {
    unsigned char *bytes; /* where it is */
    size_t size;          /* how long */
    unsigned char fill;   /* what it was filled with */
};

static bool is_intact(const struct object *object)
{
    for (size_t i = 0; i < object->size; i++)
        if (object->bytes[i] != object->fill)
            return false;
    return true;
}

static struct object make(struct arena *arena, size_t size, size_t align, unsigned fill)
{
    struct object made = {NULL, size, (unsigned char)fill};
    made.bytes = align == ARENA_ALIGN
                     ? arena_alloc(arena, size, "object")
                     : arena_alloc_aligned(arena, size, align, "object");
    if (made.bytes != NULL && size > 0)
        memset(made.bytes, made.fill, size);
    return made;
}

/* Objects of many sizes and alignments: aligned, apart from each other, writable. */
static void check_objects(struct report *report, struct arena *arena, const char *name)
{
    enum { COUNT = 400 };
    static const size_t aligns[] = {8, 8, 8, 16, 64, 4096};
    struct object objects[COUNT];
    for (unsigned i = 0; i < COUNT; i++) {
        size_t size = i % 97 == 0 ? 10000 + i : (i * 7) % 129;
        size_t align = aligns[i % 6];
        objects[i] = make(arena, size, align, i);
        if (!expect(report, objects[i].bytes != NULL, "%s: object %u of %zu bytes",
                    name, i, size))
            return;
        expect(report, is_aligned(objects[i].bytes, align), "%s: %u aligned to %zu",
               name, i, align);
    }
    for (unsigned i = 0; i < COUNT; i++)
        expect(report, is_intact(&objects[i]), "%s: object %u is intact", name, i);
}

static void check_refusals(struct report *report, struct arena *arena, const char *name)
{
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 7, SIZE_MAX - 15,
                                   (size_t)PTRDIFF_MAX + 1, PTRDIFF_MAX};
    size_t used = arena_used(arena);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        expect(report, arena_alloc(arena, sizes[i], "huge") == NULL,
               "%s: %zu bytes are refused", name, sizes[i]);
    expect(report, arena_alloc_array(arena, SIZE_MAX / 8 + 2, 8, "huge") == NULL,
           "%s: an overflowing product is refused", name);
    expect(report, arena_alloc_aligned(arena, 1, SIZE_MAX / 2 + 1, "huge") == NULL,
           "%s: a huge alignment is refused", name);
    expect(report, arena_used(arena) == used, "%s: refusals take nothing", name);
    void *one = arena_alloc(arena, 0, "empty"), *two = arena_alloc(arena, 0, "empty");
    expect(report, one != NULL && two != NULL && one != two,
           "%s: objects of no bytes have addresses of their own", name);
}

void arena_contract(struct report *report)
{
    const struct arena_backend *backend;
    for (size_t i = 0; (backend = backend_at(i)) != NULL; i++) {
        const char *name = arena_backend_name(i);
        struct arena_options options = {.backend = backend};
        struct arena one, two;
        arena_init(&one, &options);
        arena_init(&two, &options);
        struct object other = make(&two, 100, ARENA_ALIGN, 0xaa);
        for (int round = 0; round < 3; round++) {
            check_objects(report, &one, name);
            check_refusals(report, &one, name);
            arena_reset(&one);
            expect(report, arena_used(&one) == 0, "%s: a reset frees all", name);
        }
        arena_destroy(&one);
        expect(report, is_intact(&other), "%s: another arena is untouched", name);
        check_objects(report, &one, name); /* a destroyed arena is a new one */
        arena_destroy(&one);
        arena_destroy(&two);
    }
}

static void check_growing(struct report *report, const struct arena_backend *backend)
{
    struct arena_options options = {.backend = backend};
    struct arena arena;
    arena_init(&arena, &options);
    unsigned char *array = NULL;
    size_t size = 0;
    for (size_t next = 1; next < 100000; next = next * 3 / 2 + 1) {
        unsigned char *grown = arena_grow(&arena, array, size, next, "array");
        if (!expect(report, grown != NULL, "growing to %zu bytes", next))
            break;
        for (size_t i = 0; i < size; i++)
            if (grown[i] != (unsigned char)i)
                expect(report, false, "byte %zu of %zu is lost", i, next);
        for (size_t i = size; i < next; i++)
            grown[i] = (unsigned char)i;
        if (next % 5 == 0) /* something in the way of growing in place */
            arena_alloc(&arena, 24, "between");
        array = grown;
        size = next;
    }
    expect(report, arena_grow(&arena, array, size, SIZE_MAX, "array") == NULL,
           "growing past all memory is refused");
    expect(report, array[size - 1] == (unsigned char)(size - 1),
           "and leaves the object as it was");
    expect(report, arena_grow(&arena, array, size, size, "array") == array,
           "growing by nothing changes nothing");
    arena_destroy(&arena);
}

void arena_growing(struct report *report)
{
    with_each_backend(report, check_growing);
}

static void check_marks(struct report *report, const struct arena_backend *backend)
{
    struct arena_options options = {.backend = backend, .first_block = 256};
    struct arena arena;
    arena_init(&arena, &options);
    struct object before = make(&arena, 100, ARENA_ALIGN, 1);
    for (int round = 0; round < 3; round++) {
        struct arena_mark outer = arena_mark(&arena);
        size_t used = arena_used(&arena);
        make(&arena, 5000, ARENA_ALIGN, 2);
        struct object kept = make(&arena, 40, ARENA_ALIGN, 3);
        struct arena_mark inner = arena_mark(&arena);
        size_t inner_used = arena_used(&arena);
        for (int i = 0; i < 100; i++)
            make(&arena, 90, ARENA_ALIGN, 4);
        arena_release(&arena, inner);
        expect(report, arena_used(&arena) == inner_used, "the inner release");
        expect(report, is_intact(&kept), "what is older than the inner mark is intact");
        arena_release(&arena, outer);
        expect(report, arena_used(&arena) == used, "the outer release");
        expect(report, is_intact(&before),
               "what is older than the outer mark is intact");
    }
    struct arena_stats stats = arena_stats(&arena);
    expect(report, stats.peak >= 5000 + 9000, "the peak is remembered: %zu",
           stats.peak);
    arena_destroy(&arena);
}

void arena_mark_and_release(struct report *report)
{
    with_each_backend(report, check_marks);
}

void arena_reset_gives_same_addresses(struct report *report)
{
    struct arena arena;
    void *first[300];
    arena_init(&arena, NULL);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 300; i++) {
            void *object = arena_alloc(&arena, i == 7 ? 70000 : 8 * i, "object");
            if (round == 0)
                first[i] = object;
            expect(report, object == first[i], "object %zu of round %d", i, round);
        }
        size_t misses = arena_stats(&arena).misses;
        arena_reset(&arena);
        expect(report, arena_stats(&arena).misses == misses,
               "a reset asks for nothing");
    }
    arena_destroy(&arena);
}

/* A source of blocks that counts, and fails when it is told to. */
struct source {
    size_t calls; /* requests for memory so far */
    size_t held;  /* bytes given and not yet taken back */
    size_t fails; /* the request that fails, and all after it; 0: none */
};

static void *serve(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct source *source = context;
    if (new_size == 0) {
        source->held -= old_size;
        free(ptr);
        return NULL;
    }
    if (source->fails != 0 && ++source->calls >= source->fails)
        return NULL;
    source->held += new_size;
    return malloc(new_size);
}

void arena_retention(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {
        .source = serve, .source_context = &source, .retain = 100000};
    struct arena arena;
    arena_init(&arena, &options);
    expect(report, source.held == 0, "an arena without objects holds nothing");
    for (int i = 0; i < 1000; i++)
        arena_alloc(&arena, 1000, "object");
    arena_alloc(&arena, 500000, "large");
    expect(report, source.held > 1500000, "it takes what is asked of it");
    expect(report, arena_stats(&arena).reserved == source.held, "and knows how much");
    arena_reset(&arena);
    expect(report, source.held > 0 && source.held <= 100000,
           "a reset keeps no more than the limit: %zu", source.held);
    arena_alloc(&arena, 1000, "object");
    arena_destroy(&arena);
    expect(report, source.held == 0, "destroying gives everything back");
}

static void check_limit(struct report *report, const struct arena_backend *backend)
{
    struct arena_options options = {.backend = backend, .limit = 1000};
    struct arena arena;
    arena_init(&arena, &options);
    expect(report, arena_alloc(&arena, 1001, "object") == NULL, "1001 of 1000 bytes");
    expect(report, arena_alloc(&arena, 600, "object") != NULL, "600 of 1000");
    expect(report, arena_alloc(&arena, 401, "object") == NULL, "401 of 400");
    expect(report, arena_alloc(&arena, 393, "object") != NULL,
           "393, rounded up to 400");
    expect(report, arena_alloc(&arena, 0, "object") == NULL,
           "0 of 0: it needs a place");
    expect(report, arena_used(&arena) == 1000, "all used: %zu", arena_used(&arena));
    expect(report, arena_set_limit(&arena, 2000) == 1000, "the limit before");
    expect(report, arena_alloc(&arena, 1000, "object") != NULL, "the limit was moved");
    expect(report, arena_alloc(&arena, 1, "object") == NULL, "and is exact again");
    arena_set_limit(&arena, 10);
    expect(report, arena_alloc(&arena, 1, "object") == NULL,
           "a limit below what is used");
    arena_reset(&arena);
    expect(report, arena_alloc(&arena, 8, "object") != NULL, "8 of 10 after a reset");
    expect(report, arena_alloc(&arena, 8, "object") == NULL, "8 of 2");
    arena_destroy(&arena);
}

void arena_limit_is_exact(struct report *report)
{
    with_each_backend(report, check_limit);
}

/* Where the limit ends the window inside the bytes that an alignment skips, a request
 * is refused, and the window does not get lost. */
static void check_aligned_limit(struct report *report,
                                const struct arena_backend *backend, size_t align)
{
    for (size_t limit = 8; limit < 1200; limit += 8) {
        struct arena_options options = {.backend = backend, .limit = limit};
        struct arena arena;
        arena_init(&arena, &options);
        struct object object = make(&arena, 24, align, 7);
        expect(report, arena_used(&arena) <= limit, "%zu bytes of %zu, aligned to %zu",
               arena_used(&arena), limit, align);
        size_t count = 0;
        while (count < 200 && make(&arena, 8, ARENA_ALIGN, 9).bytes != NULL)
            count++;
        expect(report, count < 200 && arena_used(&arena) <= limit,
               "%zu bytes more fit in %zu", 8 * count, limit);
        expect(report, object.bytes == NULL || is_intact(&object),
               "the object is intact");
        arena_destroy(&arena);
    }
}

void arena_alignment_at_the_limit(struct report *report)
{
    const struct arena_backend *backend;
    for (size_t i = 0; (backend = backend_at(i)) != NULL; i++)
        for (size_t align = 16; align <= 4096; align *= 2)
            check_aligned_limit(report, backend, align);
}

void arena_large_objects(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {.source = serve, .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    char *small = arena_alloc(&arena, 8, "small");
    char *large = arena_alloc(&arena, 1 << 20, "large");
    char *next = arena_alloc(&arena, 8, "small");
    expect(report, next == small + 8, "a large object does not move the window");
    expect(report, arena_stats(&arena).blocks == 2, "it has a block of its own");
    size_t held = source.held;
    arena_alloc(&arena, 4000, "small");
    arena_alloc(&arena, 4000, "small");
    expect(report, source.held - held < 20000, "nor do the next blocks grow with it");
    held = source.held;
    arena_reset(&arena);
    arena_alloc(&arena, 8, "small");
    expect(report,
           arena_alloc(&arena, 1 << 20, "large") == large && source.held == held,
           "a reset keeps its block, too");
    arena_destroy(&arena);
}

void arena_callers_buffer(struct report *report)
{
    static char buffer[1001];
    struct source source = {0};
    for (size_t size = 0; size <= sizeof buffer; size += 7) {
        struct arena_options options = {.buffer = buffer + 1,
                                        .buffer_size = size,
                                        .source = serve,
                                        .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        size_t in_buffer = 0;
        for (int i = 0; i < 200; i++) {
            char *object = arena_alloc(&arena, 8, "object");
            bool inside = object >= buffer && object + 8 <= buffer + 1 + size;
            expect(report, object != NULL && (inside || source.held > 0), "object %d",
                   i);
            in_buffer += inside ? 8 : 0;
        }
        expect(report, in_buffer + 56 >= size || in_buffer == 1600,
               "%zu bytes of %zu are used", in_buffer, size);
        expect(report, (source.held == 0) == (in_buffer == 1600), "no block before");
        arena_reset(&arena);
        arena_destroy(&arena);
        expect(report, source.held == 0, "the buffer itself is never given back");
    }
}

void arena_source_that_fails(struct report *report)
{
    for (size_t fails = 1; fails < 12; fails++) {
        struct source source = {.fails = fails};
        struct arena_options options = {
            .source = serve, .source_context = &source, .first_block = fails};
        struct arena arena;
        arena_init(&arena, &options);
        size_t made = 0, used = 0;
        while (arena_alloc(&arena, 100, "object") != NULL && made < 10000) {
            made++;
            used = arena_used(&arena);
        }
        expect(report, made < 10000, "it runs out of memory in the end");
        expect(report, arena_used(&arena) == used, "a failed request takes nothing");
        source.fails = 0;
        expect(report, arena_alloc(&arena, 100, "object") != NULL,
               "it works again when there is memory");
        arena_reset(&arena);
        arena_destroy(&arena);
        expect(report, source.held == 0, "and nothing leaks");
    }
}

void arena_names(struct report *report)
{
    expect(report, arena_backend_named("arena") == &arena_bump, "arena");
    expect(report, arena_backend_named("malloc") == &arena_malloc, "malloc");
    expect(report, arena_backend_named("") == NULL, "no name");
    expect(report, arena_backend_named("mallo") == NULL, "half a name");
    expect(report, arena_backend_name(2) == NULL, "there are two");
}
