/* trace.h: the requests of real units, without the parser.
 *
 * A parser with one token of lookahead, written for malloc, would make no token
 * objects. Ours makes them, so the requests are also replayed without the tokens. */
#ifndef BENCH_TRACE_H
#define BENCH_TRACE_H

#include "bench/sets.h"

/* A request: an object, or an object made longer. */
struct bench_op {
    uint32_t size; /* bytes asked for */
    uint16_t slot; /* remembers where it lies, if it grows later; 0: it does not */
    uint16_t grow; /* whether it is the slot's object made longer */
};

/* What the units of a set ask for, one behind the other. */
struct bench_trace {
    struct bench_op *ops; /* all requests */
    size_t capacity;      /* how many there is room for */
    size_t *ends;         /* for each unit, the index behind its last request */
    size_t units;         /* how many there are */
};

/* Objects of one unit that grow: the stack of children, and slot 0 for none. */
enum { BENCH_SLOTS = 64 };

/* Records the parse of each unit; without tokens if so wanted. */
struct bench_trace bench_make_trace(const struct bench_set *set, bool tokens);

void bench_free_trace(struct bench_trace *trace);

#endif
