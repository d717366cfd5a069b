/* random.h: numbers that look random and are the same for the same seed (splitmix64).
 * The C library's rand() differs from system to system, and keeps its state hidden. */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* The next number of the sequence that `state` stands in. */
static inline uint64_t bench_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* A number below `bound`, which is above 0. The bias is bound / 2^64: none to speak of.
 */
static inline size_t bench_random_below(uint64_t *state, size_t bound)
{
    return (size_t)(bench_random(state) % bound);
}

#endif
