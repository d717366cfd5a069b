/* heap.h: what a program's heap looks like before the parser gets its turn.
 *
 * A fresh process has a heap that no program has for long: empty and in order. So the
 * rivals also meet two others, which this makes and which stay while they are measured.
 */
#ifndef BENCH_HEAP_H
#define BENCH_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the heap `name`: clean (nothing), fragmented (400,000 objects, then half of
 * them freed at random) or churned (200,000, then 2,000,000 times a random one freed
 * and another made in its place). Of ten objects nine have 8 to 128 bytes, in steps of
 * 8, one has 128 to 2048, each size as often: 170 on average. False: no such heap. */
bool bench_make_heap(const char *name, uint64_t seed);

#endif
