/* blocks_suite.c: how large what the backends take from the system is, to the byte. */
#include <stddef.h>

#include "tests/arenas.h"

/* The array of all places doubles, so that it is made anew a few times only. */
void host_keeps_books_in_few_places(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {
        .backend = &arena_host, .source = serve, .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    for (int i = 0; i < 1000; i++)
        arena_alloc(&arena, 8, "object");
    expect(report, source.taken == 1000 + 1 + 5, "%zu places for 1000 objects",
           source.taken);
    arena_destroy(&arena);
}

/* To the byte, with what aligning takes; double the size each, up to the largest. */
void blocks_are_as_large_as_they_are_told(struct report *report)
{
    static const struct {
        const struct arena_backend *backend; /* bump or slab */
        size_t first;                        /* bytes of the first block */
        size_t largest;                      /* where doubling ends */
        size_t align;                        /* of each */
        size_t held;                         /* bytes of three blocks, with books */
    } cases[] = {{&arena_bump, 1000, 4000, 0, 1000 + 2000 + 4000},
                 {&arena_bump, 1000, 3999, 0, 1000 + 2000 + 2000},
                 {&arena_bump, 1000, 4000, 64, 1000 + 2000 + 4000 + 3 * 64},
                 {&arena_bump, 1000, 1000, _Alignof(max_align_t), 3000},
                 {&arena_bump, 1000, 1, 0, 3000}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct source source = {0};
        struct arena_options options = {.backend = cases[i].backend,
                                        .first_block = cases[i].first,
                                        .largest_block = cases[i].largest,
                                        .block_align = cases[i].align,
                                        .source = serve,
                                        .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        while (source.taken < 3)
            arena_alloc(&arena, 8, "object");
        expect(report, source.held == cases[i].held, "case %zu: %zu bytes", i,
               source.held);
        arena_destroy(&arena);
    }
    struct source source = {0};
    struct arena_options options = {.backend = &arena_slab,
                                    .first_block = 64,
                                    .source = serve,
                                    .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    arena_alloc(&arena, 1, "object");
    size_t books = source.held;
    arena_destroy(&arena);
    arena_init(&arena, &options);
    arena_alloc(&arena, 1024, "object");
    expect(report, source.held == books && source.taken == 2 * 3,
           "a slab's first block has room for its largest place: %zu and %zu bytes",
           source.held, books);
    arena_destroy(&arena);
}

/* An alignment, or with it a size, that is more than there can be. */
void blocks_of_no_size_there_is(struct report *report)
{
    static const struct {
        size_t size;  /* of a block */
        size_t align; /* of its beginning */
    } cases[] = {{4096, SIZE_MAX / 4 + 1},
                 {PTRDIFF_MAX - 4095, 4096},
                 {PTRDIFF_MAX, 4096},
                 {SIZE_MAX, 4096}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct source source = {.fails = 1};
        struct arena_options options = {.first_block = cases[i].size,
                                        .largest_block = cases[i].size,
                                        .block_align = cases[i].align,
                                        .source = serve,
                                        .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        expect(report, arena_alloc(&arena, 8, "object") == NULL, "block %zu", i);
        arena_destroy(&arena);
    }
}

/* A size that would wrap round where room for aligning is added. */
void blocks_too_large_are_refused(struct report *report)
{
    for (size_t less = 0; less < 3 * ARENA_HUGE_PAGE; less += ARENA_HUGE_PAGE / 4) {
        struct source source = {0};
        struct arena_options options = {.first_block = SIZE_MAX - less,
                                        .block_align = 4096,
                                        .source = serve,
                                        .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        bool made = arena_alloc(&arena, 8, "object") != NULL;
        size_t window = (size_t)(arena.block_end - arena.start);
        expect(report, made && window <= source.held,
               "a window of %zu bytes in %zu from the system", window, source.held);
        arena_destroy(&arena);
        expect(report, arena_huge_source(NULL, NULL, 0, SIZE_MAX - less) == NULL,
               "huge pages for all but %zu bytes there can be", less);
    }
}
