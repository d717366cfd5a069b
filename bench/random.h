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

/* A sum over bytes (FNV-1a), which goes on from `sum`; the first begins with BENCH_SUM.
 */
#define BENCH_SUM 0xcbf29ce484222325u
static inline uint64_t bench_sum(uint64_t sum, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    return sum;
}

/* Puts numbers into a random order. */
static inline void bench_shuffle(size_t *order, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = bench_random_below(state, i), kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

#endif
