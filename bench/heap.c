/* heap.c: filling the heap and making holes in it. The list of the objects is none of
 * the heap's: it is kept in pages of its own. */
#include "bench/heap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/pages.h"
#include "bench/random.h"

enum { FRAGMENTS = 400000, CHURNED = 200000, CHURNS = 2000000 };

static size_t random_size(uint64_t *seed)
{
    if (bench_random_below(seed, 10) > 0)
        return 8 + 8 * bench_random_below(seed, 16);
    return 128 + 8 * bench_random_below(seed, 241);
}

/* An object of random size, its first byte written. */
static void *make(uint64_t *seed)
{
    char *object = malloc(random_size(seed));
    if (object == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(2);
    }
    *object = 1;
    return object;
}

static void **fill(size_t count, uint64_t *seed)
{
    void **objects = bench_pages(count * sizeof *objects);
    for (size_t i = 0; i < count; i++)
        objects[i] = make(seed);
    return objects;
}

static void shuffle(void **objects, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = bench_random_below(seed, i);
        void *object = objects[i - 1];
        objects[i - 1] = objects[other];
        objects[other] = object;
    }
}

/* After the shuffle the first half is any half, in any order. */
static void fragment(uint64_t *seed)
{
    void **objects = fill(FRAGMENTS, seed);
    shuffle(objects, FRAGMENTS, seed);
    for (size_t i = 0; i < FRAGMENTS / 2; i++)
        free(objects[i]);
}

static void churn(uint64_t *seed)
{
    void **objects = fill(CHURNED, seed);
    for (size_t i = 0; i < CHURNS; i++) {
        size_t at = bench_random_below(seed, CHURNED);
        free(objects[at]);
        objects[at] = make(seed);
    }
}

bool bench_make_heap(const char *name, uint64_t seed)
{
    if (strcmp(name, "fragmented") == 0)
        fragment(&seed);
    else if (strcmp(name, "churned") == 0)
        churn(&seed);
    else
        return strcmp(name, "clean") == 0;
    return true;
}
