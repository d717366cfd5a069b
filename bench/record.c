/* record.c: the log backend's events, kept. The objects come from one large block:
 * addresses then rise with time, and the object that a pointer points into is found by
 * halving. */
#include "bench/record.h"

#include <string.h>

#include "bench/pages.h"

static struct bench_request *note(struct bench_record *record,
                                  const struct arena_event *event)
{
    if (record->count == record->capacity) {
        size_t capacity = record->capacity ? 2 * record->capacity : 4096;
        record->requests = bench_pages_grow(record->requests,
                                            record->capacity * sizeof *record->requests,
                                            capacity * sizeof *record->requests);
        record->capacity = capacity;
    }
    struct bench_request *request = &record->requests[record->count++];
    *request = (struct bench_request){.at = event->ptr, .size = event->size};
    return request;
}

static void note_growth(struct bench_record *record, const struct arena_event *event)
{
    struct bench_request *old = bench_record_find(record, event->old_ptr);
    uint32_t origin = old->tag ? (uint32_t)(old - record->requests) : old->origin;
    old->grown = event->ptr == event->old_ptr;
    old->abandoned = !old->grown;
    note(record, event)->origin = origin;
}

static void on_event(void *context, const struct arena_event *event)
{
    if (event->kind == ARENA_EVENT_ALLOC)
        note(context, event)->tag = event->tag;
    else if (event->kind == ARENA_EVENT_GROW)
        note_growth(context, event);
}

void bench_record(struct bench_record *record, struct cel_string text)
{
    struct cel_options parse = {.max_memory = SIZE_MAX};
    size_t block = text.size * 64 + (1 << 16); /* mapped only where it is touched */
    struct arena_options inner = {
        .first_block = block, .largest_block = block, .source = bench_page_source};
    struct arena arena;
    if (record->inner.backend != NULL)
        arena_destroy(&record->inner);
    arena_init(&record->inner, &inner);
    record->count = 0;
    struct arena_log log = {
        .inner = &record->inner, .event = on_event, .context = record};
    struct arena_options outer = {.backend = &arena_logged, .setup = &log};
    arena_init(&arena, &outer);
    cel_parse(&arena, text.data, text.size, &parse, &record->unit);
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
