/* replay.h: rivals that replay traces: arena, slab, malloc with its array of pointers,
 * and glibc's obstack, each with and without the tokens. */
#ifndef BENCH_REPLAY_H
#define BENCH_REPLAY_H

#include "bench/rival.h"

/* The i-th of them from 0; NULL behind the last. */
const struct bench_rival *bench_replay_at(size_t i);

#endif
