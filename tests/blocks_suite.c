/* blocks_suite.c: how large what the backends take from the system is, to the byte. */
#include <stddef.h>

#include "arena/backend/objects.h"
#include "tests/arenas.h"

/* A mark may be older than all books. */
void host_releases_its_first_object(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {
        .backend = &arena_host, .source = serve, .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 100000, "object");
    arena_release(&arena, mark);
    expect(report, source.held == arena_stats(&arena).bookkeeping,
           "nothing but books: %zu bytes", source.held);
    arena_destroy(&arena);
}

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
    size_t books = sizeof(struct arena_objects) + 1024 * sizeof(struct arena_object);
    expect(report, arena_stats(&arena).bookkeeping == books, "%zu bytes of books",
           arena_stats(&arena).bookkeeping);
    expect(report, source.held == books + 8000, "and the objects' own: %zu",
           source.held);
    arena_alloc(&arena, 0, "empty");
    expect(report, source.held == books + 8001, "an empty one has a byte");
    arena_alloc_aligned(&arena, 100, 64, "aligned");
    expect(report, source.held == books + 8101 + 64 - _Alignof(max_align_t),
           "one that is aligned, what is skipped at most");
    arena_destroy(&arena);
}

/* Places no better aligned than malloc promises, as long as there are some. */
struct places {
    size_t given; /* how many */
    size_t most;  /* how many there are */
};

static void *give_place(void *context, void *ptr, size_t old_size, size_t new_size)
{
    static _Alignas(4096) char places[4][4096];
    struct places *all = context;
    (void)ptr, (void)old_size;
    return new_size != 0 && all->given < all->most ? places[all->given++] + 16 : NULL;
}

/* What does not begin where its place does can grow by moving alone. */
void host_moves_nothing_without_memory(struct report *report)
{
    struct places places = {.most = 3}; /* two are books */
    struct arena_options options = {
        .backend = &arena_host, .source = give_place, .source_context = &places};
    struct arena arena;
    arena_init(&arena, &options);
    struct object object = make_object(&arena, 100, 64, 7);
    expect(report, object.bytes != NULL && places.given == 3, "an object");
    size_t used = arena_used(&arena), reserved = arena_stats(&arena).reserved;
    expect(report, arena_grow(&arena, object.bytes, 100, 500, "object") == NULL,
           "there is no other place");
    expect(report,
           is_intact(&object) && arena_used(&arena) == used &&
               arena_stats(&arena).reserved == reserved,
           "it is as it was");
    places.most = 4;
    unsigned char *before = object.bytes;
    object.bytes = arena_grow(&arena, object.bytes, 100, 500, "object");
    expect(report, object.bytes != NULL && object.bytes != before && is_intact(&object),
           "it moves to one");
    arena_destroy(&arena);
}

/* So is malloc's, of pointers. */
void malloc_keeps_books_in_few_places(struct report *report)
{
    static const struct {
        size_t count; /* of objects */
        size_t room;  /* for so many */
    } cases[] = {{1, 512}, {512, 512}, {513, 1024}, {1024, 1024}, {1025, 2048}};
    struct arena_options options = {.backend = &arena_malloc};
    struct arena arena;
    arena_init(&arena, &options);
    size_t made = 0;
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (; made < cases[i].count; made++)
            arena_alloc(&arena, 8, "object");
        struct arena_stats stats = arena_stats(&arena);
        size_t books = sizeof(void **) + 2 * sizeof(size_t);
        expect(report, stats.bookkeeping == books + cases[i].room * sizeof(void *),
               "%zu objects: %zu bytes of books", made, stats.bookkeeping);
        expect(report, stats.reserved == stats.bookkeeping + 8 * made, "beside them");
    }
    arena_destroy(&arena);
}

/* Whether the sizes in some tables are those of this machine: headers of blocks are
 * smaller with 32 bits, and half of all memory may be had there. */
static bool counts_on_64_bits(struct report *report)
{
    bool wide = sizeof(void *) == 8;
    expect(report, wide == (sizeof(struct arena_block) == 32), "a header of %zu bytes",
           sizeof(struct arena_block));
    return wide;
}

/* What malloc refuses, and checkers will not have asked of theirs, changes nothing. */
void malloc_that_fails_changes_nothing(struct report *report)
{
    if (!counts_on_64_bits(report))
        return;
#ifdef ARENA_POISON
    const size_t size = PTRDIFF_MAX; /* refused before */
#else
    const size_t size = PTRDIFF_MAX / 2;
#endif
    struct arena_options options = {.backend = &arena_malloc};
    struct arena arena;
    arena_init(&arena, &options);
    struct object object = make_object(&arena, 100, ARENA_ALIGN, 7);
    for (int round = 0; round < 2; round++) {
        expect(report, arena_alloc(&arena, size, "huge") == NULL, "%zu bytes", size);
        expect(report, arena_grow(&arena, object.bytes, 100, size, "huge") == NULL,
               "growing to %zu bytes", size);
        expect(report, arena_used(&arena) == 104, "%zu bytes in use",
               arena_used(&arena));
        expect(report, is_intact(&object), "what there is is as it was");
    }
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
                 {&arena_bump, 1000, 1999, 0, 3000},
                 {&arena_bump, 1000, 2000, 0, 1000 + 2000 + 2000},
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
        struct arena_stats stats = arena_stats(&arena);
        expect(report,
               stats.blocks == 3 && stats.bookkeeping == 3 * sizeof(struct arena_block),
               "case %zu: %zu blocks and %zu bytes of books", i, stats.blocks,
               stats.bookkeeping);
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
    struct arena_stats stats = arena_stats(&arena);
    size_t block = 1024 + sizeof(struct arena_block);
    expect(report,
           stats.blocks == 1 &&
               stats.bookkeeping == books - block + sizeof(struct arena_block),
           "%zu blocks and %zu bytes of books", stats.blocks, stats.bookkeeping);
    arena_destroy(&arena);
}

/* How far apart two objects lie: no place is larger than it must be, by half or more.
 */
void slab_places_have_sizes_of_their_own(struct report *report)
{
    static const size_t places[] = {8,   16,  24,  32,  48,  64,  96,
                                    128, 192, 256, 384, 512, 768, 1024};
    for (size_t size = 0, i = 0; size <= 1024; size++) {
        struct arena_options options = {.backend = &arena_slab};
        struct arena arena;
        arena_init(&arena, &options);
        i += size > places[i];
        char *one = arena_alloc(&arena, size, "one");
        char *two = arena_alloc(&arena, size, "two");
        expect(report, one + places[i] == two, "%zu bytes in a place of %td", size,
               two - one);
        arena_destroy(&arena);
    }
}

/* Also where its size is no multiple of what objects are aligned to; and by arena_grow,
 * too, which has its own copy of the way to a hit. */
void blocks_of_any_size_are_used_whole(struct report *report)
{
    for (size_t first = 64; first < 200; first++) {
        struct source source = {0};
        struct arena_options options = {
            .first_block = first, .source = serve, .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        size_t room = first - sizeof(struct arena_block), count = 0;
        while (source.taken < 2 && count < room) {
            void *object = count % 2 == 0 ? arena_alloc(&arena, 8, "object")
                                          : arena_grow(&arena, NULL, 0, 8, "object");
            expect(report, object != NULL && arena.ptr <= arena.end, "object %zu",
                   count);
            count += source.taken < 2;
        }
        expect(report, count == room / 8, "%zu objects in %zu bytes", count, room);
        arena_destroy(&arena);
    }
    for (size_t first = 64; first < 200; first++) {
        struct arena_options options = {.first_block = first};
        struct arena arena;
        arena_init(&arena, &options);
        size_t room = first - sizeof(struct arena_block),
               whole = (room + 7) & ~(size_t)7;
        arena_grow(&arena, NULL, 0, 8, "first");
        arena_grow(&arena, NULL, 0, whole - 8, "rest");
        expect(report, (arena_stats(&arena).blocks == 1) == (whole == room),
               "%zu bytes more in %zu", whole - 8, room);
        arena_destroy(&arena);
    }
}

/* A block that there was no memory for is asked for again, and no larger. */
void blocks_refused_do_not_double(struct report *report)
{
    struct source source = {.fails = 1};
    struct arena_options options = {
        .first_block = 1000, .source = serve, .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    for (size_t held = 1000; held <= 7000; held = 2 * held + 1000) {
        source.fails = 1;
        while (arena_alloc(&arena, 8, "object") != NULL)
            continue;
        source.fails = 0;
        expect(report, arena_alloc(&arena, 8, "object") != NULL && source.held == held,
               "%zu bytes, not %zu", source.held, held);
    }
    arena_destroy(&arena);
}

/* What is left in a window of 1008 bytes when an object does not fit in it: up to an
 * eighth of the next one's 2048 is given up, more is not. */
void blocks_are_left_nearly_full(struct report *report)
{
    if (!counts_on_64_bits(report))
        return;
    static const struct {
        size_t left; /* bytes in the window */
        size_t size; /* of an object */
        size_t held; /* bytes of both blocks */
        bool moves;  /* whether the window moves on to the object's block */
    } cases[] = {{0, 8, 1040 + 2080, true},      {256, 264, 1040 + 2080, true},
                 {256, 2048, 1040 + 2080, true}, {256, 2056, 1040 + 2088, false},
                 {264, 272, 1040 + 304, false},  {1000, 1008, 1040 + 1040, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct source source = {0};
        struct arena_options options = {
            .first_block = 1040, .source = serve, .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        arena_alloc(&arena, 8, "first");
        if (cases[i].left < 1000)
            arena_alloc(&arena, 1000 - cases[i].left, "rest");
        char *object = arena_alloc(&arena, cases[i].size, "object");
        expect(report, source.held == cases[i].held, "case %zu: %zu bytes", i,
               source.held);
        expect(report, (arena.ptr == object + cases[i].size) == cases[i].moves,
               "case %zu: where the window is", i);
        arena_destroy(&arena);
    }
}

/* Blocks of 1056, 2112 and 4224 bytes, and before them with bump a large object's of
 * 1064; what of it a reset keeps. */
static size_t kept(const struct arena_backend *backend, size_t retain)
{
    struct source source = {0};
    struct arena_options options = {.backend = backend,
                                    .first_block = 1056,
                                    .retain = retain,
                                    .source = serve,
                                    .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    size_t blocks = backend == &arena_bump ? 4 : 3;
    if (backend == &arena_bump)
        arena_alloc(&arena, 1032, "large");
    while (arena_stats(&arena).blocks < blocks)
        arena_alloc(&arena, 8, "object");
    arena_reset(&arena);
    size_t held = source.held;
    arena_destroy(&arena);
    return held;
}

/* The oldest blocks first, then large ones, as many as there is room for. A slab keeps
 * the books that it has without a block, too. */
void blocks_are_kept_within_the_retention(struct report *report)
{
    if (!counts_on_64_bits(report))
        return;
    static const struct {
        const struct arena_backend *backend; /* bump or slab */
        size_t retain; /* what may be kept, but for a slab's books */
        size_t held;   /* what is kept, likewise */
    } cases[] = {
        {&arena_bump, 1, 0},       {&arena_bump, 1055, 0},    {&arena_bump, 1056, 1056},
        {&arena_bump, 2119, 1056}, {&arena_bump, 2120, 2120}, {&arena_bump, 3167, 2120},
        {&arena_bump, 3168, 3168}, {&arena_bump, 4231, 3168}, {&arena_bump, 4232, 4232},
        {&arena_bump, 7391, 4232}, {&arena_bump, 7392, 7392}, {&arena_bump, 8455, 7392},
        {&arena_bump, 8456, 8456}, {&arena_slab, 1055, 0},    {&arena_slab, 1056, 1056},
        {&arena_slab, 3167, 1056}, {&arena_slab, 3168, 3168}, {&arena_slab, 7391, 3168},
        {&arena_slab, 7392, 7392}};
    size_t books = kept(&arena_slab, 1), all = kept(&arena_slab, SIZE_MAX);
    expect(report, kept(&arena_slab, all) == all, "a slab of %zu bytes is kept", all);
    expect(report, kept(&arena_slab, all - 1) == books + 7392, "or its blocks alone");
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t more = cases[i].backend == &arena_slab ? books : 0;
        size_t held = kept(cases[i].backend, cases[i].retain + more);
        expect(report, held == cases[i].held + more, "case %zu: %zu bytes are kept", i,
               held);
    }
}

/* An alignment, or with it a size, that is more than there can be. */
void blocks_of_no_size_there_is(struct report *report)
{
    static const struct {
        size_t size;  /* of a block */
        size_t align; /* of its beginning */
        size_t calls; /* of the source: for a block, and for the object alone */
    } cases[] = {{4096, SIZE_MAX / 4 + 1, 0},
                 {4096, SIZE_MAX / 8 + 1, 0},
                 {4096, SIZE_MAX / 16 + 1, 2},
                 {PTRDIFF_MAX - 4096, 4096, 2},
                 {PTRDIFF_MAX - 4095, 4096, 1},
                 {PTRDIFF_MAX, 4096, 1},
                 {SIZE_MAX, 4096, 1}};
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
        expect(report, source.calls == cases[i].calls, "block %zu: %zu requests", i,
               source.calls);
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
