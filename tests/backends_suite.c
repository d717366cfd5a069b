/* backends_suite.c: what is each backend's own: slab, fixed, host, aligned blocks and
 * huge pages. */
#include <stdio.h>
#include <string.h>

#include "arena/backend/block.h"
#include "tests/arenas.h"

void slab_places_are_reused(struct report *report)
{
    static const size_t sizes[] = {0, 1, 8, 9, 40, 64, 65, 700, 1024, 1025, 100000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct source source = {0};
        struct arena_options options = {
            .backend = &arena_slab, .source = serve, .source_context = &source};
        struct arena arena;
        arena_init(&arena, &options);
        struct arena_mark mark = arena_mark(&arena);
        void *one = arena_alloc(&arena, sizes[i], "one");
        void *two = arena_alloc(&arena, sizes[i], "two");
        size_t held = source.held;
        arena_release(&arena, mark);
        void *again = arena_alloc(&arena, sizes[i], "one");
        bool in_block = sizes[i] <= 1024;
        expect(report, !in_block || again == one, "%zu bytes: the first place",
               sizes[i]);
        again = arena_alloc(&arena, sizes[i], "two");
        expect(report, !in_block || again == two, "%zu bytes: the second", sizes[i]);
        expect(report, source.held == held, "%zu bytes: no more memory", sizes[i]);
        expect(report, arena_stats(&arena).reserved == held, "and it knows how much");
        arena_destroy(&arena);
        expect(report, source.held == 0, "%zu bytes: nothing is left", sizes[i]);
    }
}

void slab_growing_frees_the_old_place(struct report *report)
{
    struct arena_options options = {.backend = &arena_slab};
    struct arena arena;
    arena_init(&arena, &options);
    char *array = arena_alloc(&arena, 20, "array");
    expect(report, arena_grow(&arena, array, 20, 24, "array") == array,
           "its place has room");
    char *grown = arena_grow(&arena, array, 24, 100, "array");
    expect(report, grown != array, "its place has none");
    expect(report, arena_alloc(&arena, 24, "other") == array,
           "the old place serves the next object of its class");
    expect(report, arena_used(&arena) == 104 + 24, "%zu bytes in use",
           arena_used(&arena));
    arena_destroy(&arena);
}

/* A caller's mistake, answered by a failure and not by a search without an end. */
void malloc_grows_only_its_own(struct report *report)
{
    struct arena_options options = {.backend = &arena_malloc};
    struct arena arena, other;
    arena_init(&arena, &options);
    arena_init(&other, &options);
    void *own = arena_alloc(&arena, 8, "own");
    void *strange = arena_alloc(&other, 8, "other");
    expect(report, own != NULL && strange != NULL, "both serve");
    expect(report, arena_grow(&arena, strange, 8, 5000, "other") == NULL,
           "an object of another arena is refused");
    expect(report, arena_grow(&other, strange, 8, 5000, "other") != NULL,
           "its own arena grows it");
    arena_destroy(&arena);
    arena_destroy(&other);
}

void slab_retention(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {.backend = &arena_slab,
                                    .source = serve,
                                    .source_context = &source,
                                    .retain = 50000};
    struct arena arena;
    arena_init(&arena, &options);
    for (int round = 0; round < 3; round++) {
        for (unsigned i = 0; i < 3000; i++)
            arena_alloc(&arena, i % 300, "object");
        expect(report, source.held > 400000, "it takes what it needs");
        arena_reset(&arena);
        expect(report, source.held > 0 && source.held <= 50000,
               "a reset keeps no more than the limit: %zu", source.held);
        struct object object = make_object(&arena, 1000, ARENA_ALIGN, 7);
        expect(report, object.bytes != NULL && is_intact(&object),
               "what it kept works");
    }
    arena_destroy(&arena);
    expect(report, source.held == 0, "destroying gives everything back");
}

void slab_warm_unit_asks_for_nothing(struct report *report)
{
    struct source source = {0};
    struct arena_options options = {
        .backend = &arena_slab, .source = serve, .source_context = &source};
    struct arena arena;
    arena_init(&arena, &options);
    for (int round = 0; round < 3; round++) {
        size_t taken = source.taken;
        for (unsigned i = 0; i < 3000; i++)
            arena_alloc(&arena, i % 300, "object");
        arena_reset(&arena);
        expect(report, round == 0 || source.taken == taken, "round %d", round);
    }
    arena_destroy(&arena);
}

void fixed_uses_its_buffer_whole(struct report *report)
{
    static char buffer[1001];
    for (size_t size = 0; size <= 1000; size++) {
        struct arena_options options = {
            .backend = &arena_fixed, .buffer = buffer + 1, .buffer_size = size};
        struct arena arena;
        size_t made = 0;
        memset(buffer, 0x5a, sizeof buffer);
        arena_init(&arena, &options);
        while (make_object(&arena, 8, ARENA_ALIGN, 1).bytes != NULL)
            made += 8;
        size_t skip = -(uintptr_t)(buffer + 1) & 7;
        size_t whole = size >= skip ? (size - skip) & ~(size_t)7 : 0;
        expect(report, made == whole, "%zu bytes of %zu are used", made, size);
        expect(report, arena_used(&arena) == made, "and counted");
        expect(report, (arena.block_end - arena.start) % 8 == 0, "in whole places");
        expect(report, arena_stats(&arena).reserved == 0, "nothing is the system's");
        arena_destroy(&arena);
        expect(report, buffer[0] == 0x5a, "nothing before the buffer is touched");
        for (size_t i = 1 + size; i < sizeof buffer; i++)
            if (buffer[i] != 0x5a)
                expect(report, false, "byte %zu behind %zu is touched", i, size);
    }
}

void fixed_without_a_buffer_refuses(struct report *report)
{
    struct arena_options options = {.backend = &arena_fixed};
    struct arena arena;
    arena_init(&arena, &options);
    struct arena_mark mark = arena_mark(&arena);
    expect(report, arena_alloc(&arena, 0, "object") == NULL, "not a byte");
    arena_release(&arena, mark);
    arena_reset(&arena);
    expect(report, arena_alloc(&arena, 8, "object") == NULL, "nor after a reset");
    arena_destroy(&arena);
}

void fixed_marks_before_the_first_object(struct report *report)
{
    _Alignas(8) char buffer[256];
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = buffer, .buffer_size = sizeof buffer};
    struct arena arena;
    arena_init(&arena, &options);
    struct arena_mark mark = arena_mark(&arena);
    expect(report, arena_alloc(&arena, 256, "object") == (void *)buffer, "all of it");
    expect(report, arena_alloc(&arena, 1, "object") == NULL, "and no more");
    arena_release(&arena, mark);
    expect(report, arena_used(&arena) == 0, "nothing in use");
    expect(report, arena_alloc(&arena, 8, "object") == (void *)buffer, "and again");
    arena_destroy(&arena);
}

/* An embedder's functions that know every place they gave, and its size. */
struct host {
    struct {
        void *ptr;   /* a place, or NULL */
        size_t size; /* its size */
    } places[512];
    size_t count;   /* places in use */
    size_t resized; /* times a place was resized */
    bool wrong;     /* a size or a place was not as given */
};

static void *host_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    struct host *host = context;
    size_t i = 0;
    while (i < 512 && host->places[i].ptr != ptr)
        i++;
    if (i == 512 || (ptr != NULL && host->places[i].size != old_size) ||
        (ptr == NULL && old_size != 0)) {
        host->wrong = true;
        return NULL;
    }
    host->resized += ptr != NULL && new_size != 0;
    host->count += ptr == NULL;
    host->count -= new_size == 0;
    host->places[i].ptr = arena_system_source(NULL, ptr, old_size, new_size);
    host->places[i].size = new_size;
    return host->places[i].ptr;
}

void host_is_told_sizes(struct report *report)
{
    struct host host = {.count = 0};
    struct arena_options options = {
        .backend = &arena_host, .source = host_source, .source_context = &host};
    struct arena arena;
    arena_init(&arena, &options);
    for (int round = 0; round < 2; round++) {
        for (unsigned i = 0; i < 200; i++)
            make_object(&arena, i * 3, i % 5 == 0 ? 4096 : ARENA_ALIGN, i);
        size_t count = host.count;
        expect(report, count >= 200 && count <= 202, "a place each: %zu", count);
        struct arena_mark mark = arena_mark(&arena);
        char *array = arena_alloc(&arena, 5, "array");
        memcpy(array, "abcd", 5);
        array = arena_grow(&arena, array, 5, 5000, "array");
        expect_text(report, "the grown array", array, "abcd");
        char *page = arena_alloc_aligned(&arena, 5, 4096, "page");
        memcpy(page, "efgh", 5);
        page = arena_grow(&arena, page, 5, 9000, "page");
        expect_text(report, "the grown page", page, "efgh");
        arena_release(&arena, mark);
        expect(report, host.count == count, "a release gives places back");
        arena_reset(&arena);
    }
    /* So are pages where malloc happens to align them by itself. */
    expect(report, host.resized >= 2, "arrays are resized: %zu", host.resized);
    arena_destroy(&arena);
    expect(report, host.count == 0, "every place has gone back");
    expect(report, !host.wrong, "with the size that it was given with");
}

void blocks_begin_where_they_are_told_to(struct report *report)
{
    static const struct arena_backend *const backends[] = {&arena_bump, &arena_slab};
    for (size_t align = 16; align <= ARENA_HUGE_PAGE; align *= 2)
        for (size_t b = 0; b < 2; b++) {
            struct source source = {0};
            struct arena_options options = {.backend = backends[b],
                                            .block_align = align,
                                            .source = serve,
                                            .source_context = &source};
            struct arena arena;
            arena_init(&arena, &options);
            char *first = arena_alloc(&arena, 8, "first");
            char *block = first - sizeof(struct arena_block);
            expect(report, is_aligned(block, align), "a block at a multiple of %zu: %p",
                   align, (void *)block);
            for (int i = 0; i < 100; i++)
                make_object(&arena, 500, ARENA_ALIGN, 3);
            expect(report, arena_stats(&arena).reserved == source.held,
                   "what aligning takes is counted");
            arena_destroy(&arena);
            expect(report, source.held == 0, "and given back");
        }
}

/* Pages of address space in use, where the system tells. */
static long pages_mapped(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL)
        return 0;
    if (fscanf(file, "%ld", &pages) != 1)
        pages = 0;
    fclose(file);
    return pages;
}

void blocks_of_huge_pages_go_back_whole(struct report *report)
{
    long before = pages_mapped();
    for (int i = 0; i < 50; i++) {
        void *block = arena_huge_source(NULL, NULL, 0, ARENA_HUGE_PAGE + 1);
        expect(report, block != NULL, "block %d", i);
        arena_huge_source(NULL, block, ARENA_HUGE_PAGE + 1, 0);
    }
    expect(report, pages_mapped() < before + 2048, "%ld pages before, %ld after",
           before, pages_mapped());
    void *blocks[50];
    for (int i = 0; i < 50; i++)
        blocks[i] = arena_huge_source(NULL, NULL, 0, ARENA_HUGE_PAGE);
    expect(report, pages_mapped() < before + 50 * 512 + 2048,
           "a huge page each: %ld pages before, %ld after", before, pages_mapped());
    for (int i = 0; i < 50; i++)
        arena_huge_source(NULL, blocks[i], ARENA_HUGE_PAGE, 0);
}

void blocks_of_huge_pages(struct report *report)
{
    static const size_t sizes[] = {1,
                                   4096,
                                   ARENA_HUGE_PAGE - 1,
                                   ARENA_HUGE_PAGE,
                                   ARENA_HUGE_PAGE + 1,
                                   3 * ARENA_HUGE_PAGE};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        char *block = arena_huge_source(NULL, NULL, 0, sizes[i]);
        if (!expect(report, block != NULL, "%zu bytes", sizes[i]))
            continue;
        block[0] = block[sizes[i] - 1] = 1;
#ifdef __linux__
        expect(report, sizes[i] < ARENA_HUGE_PAGE || is_aligned(block, ARENA_HUGE_PAGE),
               "%zu bytes begin at a huge page", sizes[i]);
#endif
        arena_huge_source(NULL, block, sizes[i], 0);
    }
    size_t most = sizeof most > 4 ? PTRDIFF_MAX / 2 : PTRDIFF_MAX; /* 1 GiB there is */
    expect(report, arena_huge_source(NULL, NULL, 0, most) == NULL,
           "more than there is");
    /* A size like an address is more than there is, and no address to unmap. */
    char *block = arena_huge_source(NULL, NULL, 0, ARENA_HUGE_PAGE);
    block[0] = 7;
    expect(report, arena_huge_source(NULL, NULL, 0, (uintptr_t)block) == NULL,
           "nor as much as stands before a block");
    expect(report,
           arena_huge_source(NULL, block, ARENA_HUGE_PAGE, (uintptr_t)block) == NULL,
           "nor to resize it to");
    expect(report, block[0] == 7, "which stays where it is");
    arena_huge_source(NULL, block, ARENA_HUGE_PAGE, 0);
}

/* A place that grows into huge pages and shrinks out of them keeps its bytes. */
void blocks_of_huge_pages_are_resized(struct report *report)
{
    static const size_t sizes[] = {100, 3 * ARENA_HUGE_PAGE, 5 * ARENA_HUGE_PAGE, 50};
    long before = pages_mapped();
    for (int round = 0; round < 50; round++) {
        struct arena_options options = {.backend = &arena_host,
                                        .source = arena_huge_source};
        struct arena arena;
        arena_init(&arena, &options);
        char *array = arena_alloc(&arena, 5, "array");
        memcpy(array, "abcd", 5);
        array = arena_grow(&arena, array, 5, ARENA_HUGE_PAGE, "array");
        expect_text(report, "grown into a huge page", array, "abcd");
        array[ARENA_HUGE_PAGE - 1] = 'e';
        array =
            arena_grow(&arena, array, ARENA_HUGE_PAGE, 3 * ARENA_HUGE_PAGE, "array");
        expect_text(report, "grown into more", array, "abcd");
        expect(report, array[ARENA_HUGE_PAGE - 1] == 'e', "to the last byte");
        arena_destroy(&arena);
    }
    expect(report, pages_mapped() < before + 2048, "%ld pages before, %ld after",
           before, pages_mapped());
    char *place = arena_huge_source(NULL, NULL, 0, 50);
    memcpy(place, "abcd", 5);
    for (size_t i = 0, size = 50; i < 4; size = sizes[i++]) {
        place = arena_huge_source(NULL, place, size, sizes[i]);
        expect_text(report, "resized", place, "abcd");
    }
    place = arena_huge_source(NULL, place, 50, ARENA_HUGE_PAGE);
    place = arena_huge_source(NULL, place, ARENA_HUGE_PAGE, 1);
    expect(report, place != NULL && place[0] == 'a', "resized to a single byte");
    arena_huge_source(NULL, place, 1, 0);
}

void backends_names(struct report *report)
{
    static const char *const names[] = {"arena", "malloc", "slab", "fixed", "host"};
    for (size_t i = 0; i < 5; i++) {
        const struct arena_backend *backend = arena_backend_named(names[i]);
        expect_text(report, "a name", arena_backend_name(i), names[i]);
        expect(report, backend != NULL && strcmp(backend->name, names[i]) == 0,
               "%s has a backend", names[i]);
    }
    expect(report, arena_backend_name(5) == NULL, "there are five");
    expect(report, arena_backend_named("") == NULL, "no name");
    expect(report, arena_backend_named("mallo") == NULL, "half a name");
    expect(report, arena_backend_named("log") == NULL, "a wrapper needs setup");
}
