/* lose.c: two of the workloads, each for an arena and as a program would write it for
 * malloc: without the switch and without a list, freeing what it has at hand. lose-grow
 * is an array of 131,072 numbers, lose-lifo ten buffers of 64 to 1,024 bytes on each
 * other, two hundred times. */
#include "bench/lose.h"

#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/allocator.h"
#include "bench/keep.h"
#include "bench/pages.h"
#include "bench/parsing.h"
#include "bench/random.h"
#include "bench/steps.h"

enum { NUMBERS = 1 << 17, BETWEEN = 16, OBJECT = 32, DEPTH = 10, TIMES = 200 };

/* A workload as one rival does it. */
struct manner {
    const char *set;                     /* which workload */
    const struct arena_backend *backend; /* NULL: malloc itself */
    void (*make)(void *state, size_t i); /* the work */
    void (*drop)(void *state);           /* what is left to free */
};

/* An object between the growths; the program frees them along this list. */
struct between {
    struct between *next;               /* the one made before */
    char rest[OBJECT - sizeof(void *)]; /* what it is for */
};

struct loser {
    const struct manner *manner;  /* what it does */
    struct arena arena;           /* unless it uses malloc */
    uint64_t *numbers;            /* lose-grow: the array */
    size_t capacity;              /* how many it has room for */
    struct between *objects;      /* lose-grow: the other objects */
    uint16_t sizes[TIMES][DEPTH]; /* lose-lifo: the buffers' sizes */
    uint64_t checksum;            /* of what has been written */
};

/* One growing array */

static void *more_of_arena(struct loser *l, void *old, size_t old_size, size_t size)
{
    return arena_grow(&l->arena, old, old_size, size, "array");
}

static void *more_of_malloc(struct loser *l, void *old, size_t old_size, size_t size)
{
    (void)l, (void)old_size;
    return realloc(old, size);
}

static inline void grow(struct loser *l, struct between *(*new_object)(struct loser *),
                        void *(*more)(struct loser *, void *, size_t, size_t))
{
    uint64_t sum = 0;
    l->numbers = NULL;
    l->objects = NULL;
    l->capacity = 0;
    for (size_t i = 0; i < NUMBERS; i++) {
        if (i == l->capacity) {
            size_t capacity = i > 0 ? 2 * i : 8, each = sizeof *l->numbers;
            l->numbers = more(l, l->numbers, i * each, capacity * each);
            l->capacity = capacity;
        }
        l->numbers[i] = i;
        if (i % BETWEEN == 0) {
            struct between *object = new_object(l);
            object->next = l->objects;
            l->objects = object;
        }
    }
    for (size_t i = 0; i < NUMBERS; i++)
        sum += l->numbers[i] * i;
    l->checksum = sum;
}

static struct between *object_of_arena(struct loser *l)
{
    return arena_alloc(&l->arena, sizeof(struct between), "object");
}

static struct between *object_of_malloc(struct loser *l)
{
    (void)l;
    return malloc(sizeof(struct between));
}

static void grow_in_arena(void *state, size_t i)
{
    (void)i;
    grow(state, object_of_arena, more_of_arena);
}

static void grow_in_malloc(void *state, size_t i)
{
    (void)i;
    grow(state, object_of_malloc, more_of_malloc);
}

static void free_grown(void *state)
{
    struct loser *l = state;
    for (struct between *next; l->objects != NULL; l->objects = next) {
        next = l->objects->next;
        free(l->objects);
    }
    free(l->numbers);
}

static void reset(void *state)
{
    arena_reset(&((struct loser *)state)->arena);
}

/* Buffers freed last in, first out */

static uint64_t fill(char *buffer, size_t size, size_t with)
{
    memset(buffer, (int)with, 64);
    buffer[size - 1] = (char)with;
    return (uint64_t)buffer[63] + size;
}

static uint64_t nest_in_arena(struct loser *l, size_t times, bool release)
{
    struct arena_mark marks[DEPTH];
    uint64_t sum = 0;
    for (size_t i = 0; i < DEPTH; i++) {
        if (release)
            marks[i] = arena_mark(&l->arena);
        size_t size = l->sizes[times][i];
        sum += fill(arena_alloc(&l->arena, size, "buffer"), size, i);
    }
    for (size_t i = DEPTH; release && i > 0; i--)
        arena_release(&l->arena, marks[i - 1]);
    return sum;
}

static void lifo_in_arena(void *state, size_t i)
{
    struct loser *l = state;
    (void)i;
    l->checksum = 0;
    for (size_t times = 0; times < TIMES; times++)
        l->checksum += nest_in_arena(l, times, false);
}

static void lifo_with_marks(void *state, size_t i)
{
    struct loser *l = state;
    (void)i;
    l->checksum = 0;
    for (size_t times = 0; times < TIMES; times++)
        l->checksum += nest_in_arena(l, times, true);
}

static void lifo_in_malloc(void *state, size_t unit)
{
    struct loser *l = state;
    char *buffers[DEPTH];
    (void)unit;
    l->checksum = 0;
    for (size_t times = 0; times < TIMES; times++) {
        for (size_t i = 0; i < DEPTH; i++) {
            buffers[i] = malloc(l->sizes[times][i]);
            l->checksum += fill(buffers[i], l->sizes[times][i], i);
        }
        for (size_t i = DEPTH; i > 0; i--)
            free(buffers[i - 1]);
    }
}

static void nothing(void *state)
{
    (void)state;
}

/* The rivals */

static bool suits(const struct bench_rival *rival, const struct bench_set *set)
{
    return strcmp(((const struct manner *)rival->kind)->set, set->name) == 0;
}

static void *open(const struct bench_rival *rival, const struct bench_set *set)
{
    struct loser *l = bench_pages(sizeof *l);
    struct arena_options options = {0};
    uint64_t seed = 1; /* the same sizes for all */
    (void)set;
    l->manner = rival->kind;
    options.backend = l->manner->backend;
    arena_init(&l->arena, &options);
    for (size_t times = 0; times < TIMES; times++)
        for (size_t i = 0; i < DEPTH; i++)
            l->sizes[times][i] = (uint16_t)(64 + bench_random_below(&seed, 961));
    return l;
}

static struct bench_steps steps_of(const struct loser *l)
{
    return (struct bench_steps){
        .make = l->manner->make, .drop = l->manner->drop, .units = 1};
}

static void play(void *state, const struct bench_terms *terms,
                 struct bench_sample *sample)
{
    struct loser *l = state;
    struct bench_steps steps = steps_of(l);
    sample->time[BENCH_LEX] = sample->time[BENCH_TOKENS] = NAN;
    bench_run_steps(&steps, l);
    bench_play_steps(&steps, l, terms, sample);
    sample->checksum = l->checksum;
}

static void run(void *state)
{
    struct bench_steps steps = steps_of(state);
    bench_run_steps(&steps, state);
}

/* Bytes that malloc has given for the array and the objects. */
static size_t malloc_bytes(const struct loser *l)
{
    size_t bytes = malloc_usable_size(l->numbers) + bench_malloc_header();
    for (struct between *object = l->objects; object != NULL; object = object->next)
        bytes += malloc_usable_size(object) + bench_malloc_header();
    return bytes;
}

/* Bytes of the largest ten buffers that lie on each other. */
static size_t deepest(const struct loser *l)
{
    size_t most = 0;
    for (size_t times = 0; times < TIMES; times++) {
        size_t sum = 0;
        for (size_t i = 0; i < DEPTH; i++)
            sum += l->sizes[times][i];
        most = sum > most ? sum : most;
    }
    return most;
}

/* What is held when all has been made. With lose-lifo malloc holds nothing then. */
static void report(void *state, const char *row)
{
    struct loser *l = state;
    l->manner->make(l, 0);
    struct arena_stats stats = arena_stats(&l->arena);
    if (l->manner->backend == NULL && l->objects != NULL) {
        stats.peak = stats.used = NUMBERS * (sizeof *l->numbers + OBJECT / BETWEEN);
        stats.reserved = malloc_bytes(l);
    } else if (l->manner->backend == NULL) {
        stats.peak = deepest(l);
    }
    bench_print_memory(row, "used", (double)stats.used);
    bench_print_memory(row, "peak", (double)stats.peak);
    bench_print_memory(row, "reserved", (double)stats.reserved);
    l->manner->drop(l);
}

static void close(void *state)
{
    struct loser *l = state;
    arena_destroy(&l->arena);
    bench_pages_free(l, sizeof *l);
}

static const struct manner grow_arena = {"lose-grow", &arena_bump, grow_in_arena,
                                         reset};
static const struct manner grow_slab = {"lose-grow", &arena_slab, grow_in_arena, reset};
static const struct manner grow_malloc = {"lose-grow", NULL, grow_in_malloc,
                                          free_grown};
static const struct manner lifo_arena = {"lose-lifo", &arena_bump, lifo_in_arena,
                                         reset};
static const struct manner lifo_mark = {"lose-lifo", &arena_bump, lifo_with_marks,
                                        reset};
static const struct manner lifo_malloc = {"lose-lifo", NULL, lifo_in_malloc, nothing};

#define LOSER(rival_name, manner)                                                      \
    {                                                                                  \
        .name = (rival_name), .kind = (manner), .suits = suits, .open = open,          \
        .play = play, .run = run, .report = report, .close = close                     \
    }

static const struct bench_rival losers[] = {
    LOSER("arena", &grow_arena),       LOSER("slab", &grow_slab),
    LOSER("arena-again", &grow_arena), LOSER("arena-again", &lifo_arena),
    LOSER("malloc", &grow_malloc),     LOSER("arena", &lifo_arena),
    LOSER("arena-mark", &lifo_mark),   LOSER("malloc", &lifo_malloc),
};

const struct bench_rival *bench_lose_at(size_t i)
{
    size_t count = sizeof losers / sizeof *losers;
    return i < count ? &losers[i] : bench_keep_at(i - count);
}
