/* record.h: what a parser asks its allocator for, written down by the log backend. From
 * it come the replayed traces, what malloc-tree cannot reach from the tree, and the
 * drag. */
#ifndef BENCH_RECORD_H
#define BENCH_RECORD_H

#include <stdint.h>

#include "cellar.h"

/* A request, in the order they came. A growth is one of its own: it made a new object
 * and left the old one behind, or is the same object under a new size. */
struct bench_request {
    const char *at;  /* the object */
    size_t size;     /* bytes asked for */
    const char *tag; /* what it is for; of a growth NULL */
    uint32_t origin; /* of a growth: the index of the request that made the object */
    bool abandoned;  /* it has grown and lies elsewhere now */
    bool grown;      /* it has grown in place: a later request is the same object */
    bool reached;    /* a mark for the caller's use */
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
