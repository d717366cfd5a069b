/* trace.c: from the record of a parse to a list of eight bytes a request. */
#include "bench/trace.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/pages.h"
#include "bench/record.h"

static struct bench_op *append(struct bench_trace *trace, size_t *count)
{
    if (*count == trace->capacity) {
        size_t capacity = trace->capacity ? 2 * trace->capacity : 4096;
        trace->ops = bench_pages_grow(trace->ops, trace->capacity * sizeof *trace->ops,
                                      capacity * sizeof *trace->ops);
        trace->capacity = capacity;
    }
    return &trace->ops[(*count)++];
}

/* The slot of the object that the request at `origin` made; a new one if it has none.
 */
static uint16_t slot_of(uint32_t origins[BENCH_SLOTS], uint16_t *slots, uint32_t origin)
{
    for (uint16_t slot = 1; slot <= *slots; slot++)
        if (origins[slot] == origin)
            return slot;
    if (*slots + 1 == BENCH_SLOTS) {
        fputs("bench: more objects grow than a trace has room for\n", stderr);
        exit(2);
    }
    origins[++*slots] = origin;
    return *slots;
}

static void add_unit(struct bench_trace *trace, const struct bench_record *record,
                     bool tokens, size_t *count)
{
    uint32_t origins[BENCH_SLOTS];
    uint16_t slots = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct bench_request *request = &record->requests[i];
        bool grows = request->tag == NULL;
        if (!tokens && bench_is_token(request))
            continue;
        struct bench_op op = {.size = (uint32_t)request->size, .grow = grows};
        if (grows || request->abandoned || request->grown)
            op.slot = slot_of(origins, &slots, grows ? request->origin : (uint32_t)i);
        *append(trace, count) = op;
    }
}

struct bench_trace bench_make_trace(const struct bench_set *set, bool tokens)
{
    struct bench_trace trace = {.units = set->units.count};
    struct bench_record record = {0};
    size_t count = 0;
    trace.ends = bench_pages(trace.units * sizeof *trace.ends);
    for (size_t i = 0; i < trace.units; i++) {
        bench_record(&record, set->units.texts[i]);
        add_unit(&trace, &record, tokens, &count);
        trace.ends[i] = count;
    }
    bench_record_free(&record);
    return trace;
}

void bench_free_trace(struct bench_trace *trace)
{
    bench_pages_free(trace->ops, trace->capacity * sizeof *trace->ops);
    bench_pages_free(trace->ends, trace->units * sizeof *trace->ends);
    *trace = (struct bench_trace){0};
}
