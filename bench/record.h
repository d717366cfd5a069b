/* record.h: what a parser asks its allocator for, written down.
 *
 * A backend that notes each request and passes it on to an arena. From the notes come
 * the replayed traces, what malloc-tree cannot reach from the tree, and the drag. */
#ifndef BENCH_RECORD_H
#define BENCH_RECORD_H

#include <stdint.h>

#include "cellar.h"

/* A request, in the order they came. A growth is one of its own: it makes a new object
 * and leaves the old one behind. */
struct bench_request {
    char *at;        /* the object */
    size_t size;     /* its bytes, rounded up to ARENA_ALIGN */
    const char *tag; /* what it is for; of a growth NULL */
    uint32_t origin; /* of a growth: the index of the request that made the object */
    bool abandoned;  /* it has grown and lies elsewhere now */
    bool reached;    /* the unit points at it: see bench_record_reach */
};

/* Requests under way. The objects live until the next bench_record. */
struct bench_record {
    struct arena inner;             /* serves the requests */
    struct bench_request *requests; /* they, by address too: memory is one block */
    size_t count;                   /* how many */
    size_t capacity;                /* how many there is room for */
    struct cel_unit unit;           /* what was parsed */
};

/* Parses `text` and records. The record is zeroed before its first use. */
void bench_record(struct bench_record *record, struct cel_string text);

/* The object that `at` points into, or NULL. */
struct bench_request *bench_record_find(const struct bench_record *record,
                                        const void *at);

/* Whether the request is for a token. */
bool bench_is_token(const struct bench_request *request);

void bench_record_free(struct bench_record *record);

#endif
