/* record.c: a backend that keeps the window shut, so that it sees every request, and
 * serves them from one large block: addresses then rise with time, and the object that
 * a pointer points into is found by halving. */
#include "bench/record.h"

#include <string.h>

#include "arena/backend/backend.h"
#include "bench/pages.h"

static struct bench_request *note(struct bench_record *record, void *at, size_t size)
{
    if (record->count == record->capacity) {
        size_t capacity = record->capacity ? 2 * record->capacity : 4096;
        record->requests = bench_pages_grow(record->requests,
                                            record->capacity * sizeof *record->requests,
                                            capacity * sizeof *record->requests);
        record->capacity = capacity;
    }
    struct bench_request *request = &record->requests[record->count++];
    *request = (struct bench_request){.at = at, .size = size};
    return request;
}

static void *record_alloc(struct arena *arena, size_t size, size_t align,
                          const char *tag)
{
    struct bench_record *record = arena->state;
    void *object = arena_alloc_aligned(&record->inner, size, align, tag);
    if (object != NULL)
        note(record, object, size)->tag = tag;
    return object;
}

static void *record_grow(struct arena *arena, void *ptr, size_t old_size,
                         size_t new_size)
{
    struct bench_record *record = arena->state;
    struct bench_request *old = bench_record_find(record, ptr);
    void *object = arena_alloc(&record->inner, new_size, "");
    if (old == NULL || object == NULL)
        return NULL;
    uint32_t origin = old->tag ? (uint32_t)(old - record->requests) : old->origin;
    old->abandoned = true;
    note(record, object, new_size)->origin = origin;
    return memcpy(object, ptr, old_size);
}

static void record_mark(struct arena *arena, struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void record_release(struct arena *arena, const struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void record_reset(struct arena *arena)
{
    (void)arena;
}

static void record_stats(const struct arena *arena, struct arena_stats *stats)
{
    (void)arena, (void)stats;
}

static const struct arena_backend recording = {
    .name = "recording",
    .alloc = record_alloc,
    .grow = record_grow,
    .mark = record_mark,
    .release = record_release,
    .reset = record_reset,
    .destroy = record_reset,
    .stats = record_stats,
};

void bench_record(struct bench_record *record, struct cel_string text)
{
    struct arena_options outer = {.backend = &recording};
    struct cel_options parse = {.max_memory = SIZE_MAX};
    size_t block = text.size * 64 + (1 << 16); /* mapped only where it is touched */
    struct arena_options inner = {
        .first_block = block, .largest_block = block, .source = bench_page_source};
    struct arena arena;
    if (record->inner.backend != NULL)
        arena_destroy(&record->inner);
    arena_init(&record->inner, &inner);
    record->count = 0;
    arena_init(&arena, &outer);
    arena.state = record;
    cel_parse(&arena, text.data, text.size, &parse, &record->unit);
    arena_destroy(&arena);
}

struct bench_request *bench_record_find(const struct bench_record *record,
                                        const void *at)
{
    size_t low = 0, high = record->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((uintptr_t)record->requests[middle].at <= (uintptr_t)at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    struct bench_request *last = &record->requests[low - 1];
    return (uintptr_t)at - (uintptr_t)last->at < last->size ? last : NULL;
}

bool bench_is_token(const struct bench_request *request)
{
    return request->tag != NULL && strstr(request->tag, "token") != NULL;
}

void bench_record_free(struct bench_record *record)
{
    if (record->inner.backend != NULL)
        arena_destroy(&record->inner);
    bench_pages_free(record->requests, record->capacity * sizeof *record->requests);
    *record = (struct bench_record){0};
}
