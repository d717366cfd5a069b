/* arena_suite.c: what is the bump backend's own: its window, its blocks. */
#include <string.h>

#include "arena/backend/block.h"
#include "tests/arenas.h"

void arena_defaults(struct report *report)
{
    static const struct {
        size_t first; /* the first block's size, as it is told */
        size_t held;  /* as it is taken */
    } cases[] = {{0, 4096}, {1, 64}, {63, 64}, {64, 64}, {65, 65}, {4095, 4095}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct source source = {0};
        struct arena_options options = {
            .source = serve, .source_context = &source, .first_block = cases[i].first};
        struct arena arena;
        arena_init(&arena, &options);
        arena_alloc(&arena, 1, "object");
        expect(report, source.held == cases[i].held, "a first block of %zu bytes: %zu",
               cases[i].first, source.held);
        arena_destroy(&arena);
    }
    struct arena arena;
    arena_init(&arena, NULL);
    const struct arena_options *o = &arena.options;
    expect(report, o->backend == &arena_bump && o->source == arena_system_source,
           "blocks from the system");
    expect(report, o->largest_block == 1048576, "doubling ends at a mebibyte");
    expect(report, o->retain == 16777216, "a reset keeps 16 MiB");
    expect(report, o->limit == SIZE_MAX, "there is no limit");
    expect(report, arena.ptr == arena.end && arena.ptr != NULL,
           "the window is shut, and not at NULL, with which there is no arithmetic");
    arena_destroy(&arena);
}

/* A source hears of no size that arithmetic with it could overflow. */
void arena_asks_for_no_more_than_there_is(struct report *report)
{
    static const struct {
        size_t size;  /* of an object */
        size_t align; /* its alignment */
        bool asked;   /* whether the source is */
    } cases[] = {{PTRDIFF_MAX / 2 - 8, 8, true},
                 {PTRDIFF_MAX / 2, 8, true},
                 {PTRDIFF_MAX / 2 + 1, 8, false},
                 {PTRDIFF_MAX, 8, false},
                 {SIZE_MAX, 8, false},
                 {PTRDIFF_MAX / 2, 64, true},
                 {PTRDIFF_MAX / 2 + 1, 64, false},
                 {8, PTRDIFF_MAX / 8 + 1, true},
                 {8, PTRDIFF_MAX / 4 + 1, false},
                 {8, PTRDIFF_MAX / 2 + 1, false}};
    static const struct arena_backend *const backends[] = {&arena_bump, &arena_slab,
                                                           &arena_host};
    for (size_t i = 0; i < COUNT(cases) * 3; i++) {
        size_t size = cases[i / 3].size, align = cases[i / 3].align;
        struct source source = {0};
        struct arena_options options = {
            .backend = backends[i % 3], .source = serve, .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        void *small = arena_alloc(&arena, 8, "small");
        arena_alloc(&arena, 8, "behind");
        source.fails = 1;
        expect(report, make_object(&arena, size, align, 0).bytes == NULL,
               "%zu bytes there are not", size);
        expect(report, (source.calls > 0) == cases[i / 3].asked,
               "%zu bytes, aligned to %zu: %zu requests", size, align, source.calls);
        source.calls = 0;
        expect(report,
               align != 8 || arena_grow(&arena, small, 8, size, "small") == NULL,
               "nor to grow to");
        expect(report, align != 8 || (source.calls > 0) == cases[i / 3].asked,
               "growing to %zu bytes: %zu requests", size, source.calls);
        source.fails = 0;
        arena_destroy(&arena);
    }
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

void arena_reset_that_keeps_nothing(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {
        .source = serve, .source_context = &source, .retain = 1};
    struct arena arena;
    arena_init(&arena, &options);
    for (int round = 0; round < 3; round++) {
        struct object object = make_object(&arena, 100, ARENA_ALIGN, 1);
        expect(report, source.held > 0 && is_intact(&object), "an object in a block");
        arena_reset(&arena);
        expect(report, source.held == 0, "no block is kept: %zu", source.held);
        expect(report, !arena_has_room(&arena, 8), "and the window is shut");
    }
    arena_destroy(&arena);
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
    for (size_t size = 0; size < sizeof buffer; size++) {
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
            expect(report, (arena.block_end - arena.start) % 8 == 0, "whole places");
        }
        size_t taken = sizeof(struct arena_block) + (-(uintptr_t)(buffer + 1) & 7);
        size_t room = size > taken ? (size - taken) & ~(size_t)7 : 0;
        expect(report, in_buffer == room, "%zu bytes of %zu are used", in_buffer, size);
        expect(report, source.held == 4096, "%zu bytes beside it", source.held);
        arena_reset(&arena);
        arena_destroy(&arena);
        expect(report, source.held == 0, "the buffer itself is never given back");
    }
}

/* What cannot grow where it is needs room for a copy. */
void arena_growing_without_memory(struct report *report)
{
    static const struct arena_backend *const backends[] = {&arena_bump, &arena_fixed};
    _Alignas(8) char buffer[128];
    for (size_t i = 0; i < 2; i++) {
        struct source source = {.fails = 1};
        struct arena_options options = {.backend = backends[i],
                                        .buffer = buffer,
                                        .buffer_size = sizeof buffer,
                                        .source = serve,
                                        .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        char *array = arena_alloc(&arena, 16, "array");
        char *behind = arena_alloc(&arena, 8, "behind");
        expect(report, array != NULL && behind != NULL, "two objects");
        memset(array, 7, 16);
        size_t used = arena_used(&arena);
        expect(report, arena_grow(&arena, array, 16, 200, "array") == NULL,
               "backend %zu: there is no room for a copy", i);
        expect(report, arena_used(&arena) == used && array[0] == 7 && array[15] == 7,
               "backend %zu: it is as it was", i);
        arena_destroy(&arena);
    }
}

/* Objects larger than the buffer, too, find their places again. */
void arena_callers_buffer_again(struct report *report)
{
    static _Alignas(8) char buffer[400];
    static const size_t sizes[] = {3540, 8, 4106, 100, 3000, 2000};
    struct arena_options options = {.buffer = buffer, .buffer_size = sizeof buffer};
    struct arena arena;
    void *first[6];
    arena_init(&arena, &options);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 6; i++) {
            void *object = arena_alloc(&arena, sizes[i], "object");
            if (round == 0)
                first[i] = object;
            expect(report, object == first[i], "object %zu of round %d", i, round);
        }
        arena_reset(&arena);
    }
    arena_destroy(&arena);
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
