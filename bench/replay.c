/* replay.c: making a unit's objects, writing to them as constructors do, and freeing
 * them. An object of up to 128 bytes is written word by word, as a node is; of a longer
 * one a word in each cache line, so that its memory is there. */
#define _GNU_SOURCE
#include "bench/replay.h"

#include <math.h>
#include <obstack.h>
#include <stdlib.h>
#include <string.h>

#include "bench/pages.h"
#include "bench/parsing.h"
#include "bench/steps.h"
#include "bench/trace.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free  free

/* Units that are longer would have a trace larger than they are. */
static const size_t longest_trace = (size_t)16 << 20;

/* How a rival replays. */
struct manner {
    const struct arena_backend *backend; /* who serves; NULL: an obstack */
    bool tokens;                         /* whether tokens are among the requests */
    bool fresh;                          /* an arena for each unit */
};

struct replay {
    const struct manner *manner; /* how */
    struct bench_trace trace;    /* what */
    struct arena arena;          /* where objects are made, or */
    struct obstack obstack;      /* where they are made, and */
    void *bottom;                /* its first object */
};

static inline void touch(char *object, size_t size)
{
    uint64_t written = size; /* eight bytes on every machine */
    size_t stride = size > 128 ? 64 : 8;
    for (size_t at = 0; at + 8 <= size; at += stride)
        memcpy(object + at, &written, 8);
    object[size - 1] = 1;
}

static void make_in_arena(void *state, size_t i)
{
    struct replay *r = state;
    const struct bench_op *op = r->trace.ops + (i > 0 ? r->trace.ends[i - 1] : 0);
    const struct bench_op *end = r->trace.ops + r->trace.ends[i];
    char *slots[BENCH_SLOTS];
    size_t sizes[BENCH_SLOTS];
    for (; op < end; op++) {
        char *object = op->grow ? arena_grow(&r->arena, slots[op->slot],
                                             sizes[op->slot], op->size, "array")
                                : arena_alloc(&r->arena, op->size, "object");
        touch(object, op->size);
        if (op->slot > 0) {
            slots[op->slot] = object;
            sizes[op->slot] = op->size;
        }
    }
}

/* An arena that is destroyed is as good as one just made. */
static void drop_in_arena(void *state)
{
    struct replay *r = state;
    if (r->manner->fresh)
        arena_destroy(&r->arena);
    else
        arena_reset(&r->arena);
}

/* Makes an obstack's newest object longer: gives it back, bytes and all, and has it
 * grow as an unfinished one. */
static char *grow_newest(struct obstack *obstack, char *object, size_t old_size,
                         size_t size)
{
    obstack_free(obstack, object);
    obstack_blank(obstack, (int)old_size);
    obstack_blank(obstack, (int)(size - old_size));
    return obstack_finish(obstack);
}

/* An obstack can grow its newest object only; any other is copied, as in an arena. */
static void make_in_obstack(void *state, size_t i)
{
    struct replay *r = state;
    const struct bench_op *op = r->trace.ops + (i > 0 ? r->trace.ends[i - 1] : 0);
    const struct bench_op *end = r->trace.ops + r->trace.ends[i];
    char *slots[BENCH_SLOTS], *object = NULL;
    size_t sizes[BENCH_SLOTS];
    for (; op < end; op++) {
        if (op->grow && slots[op->slot] == object) {
            object = grow_newest(&r->obstack, object, sizes[op->slot], op->size);
        } else {
            object = obstack_alloc(&r->obstack, (int)op->size);
            if (op->grow)
                memcpy(object, slots[op->slot], sizes[op->slot]);
        }
        touch(object, op->size);
        if (op->slot > 0) {
            slots[op->slot] = object;
            sizes[op->slot] = op->size;
        }
    }
}

static void drop_in_obstack(void *state)
{
    struct replay *r = state;
    obstack_free(&r->obstack, r->bottom);
    r->bottom = obstack_alloc(&r->obstack, 8);
}

static struct bench_steps steps_of(const struct replay *r)
{
    bool in_arena = r->manner->backend != NULL;
    return (struct bench_steps){.make = in_arena ? make_in_arena : make_in_obstack,
                                .drop = in_arena ? drop_in_arena : drop_in_obstack,
                                .units = r->trace.units};
}

static bool suits(const struct bench_rival *rival, const struct bench_set *set)
{
    (void)rival;
    return strncmp(set->name, "lose-", 5) != 0 &&
           set->units.texts[set->largest].size <= longest_trace;
}

static void *open(const struct bench_rival *rival, const struct bench_set *set)
{
    struct replay *r = bench_pages(sizeof *r);
    r->manner = rival->kind;
    r->trace = bench_make_trace(set, r->manner->tokens);
    if (r->manner->backend != NULL) {
        struct arena_options options = {.backend = r->manner->backend};
        arena_init(&r->arena, &options);
    } else {
        obstack_init(&r->obstack);
        obstack_alignment_mask(&r->obstack) = ARENA_ALIGN - 1;
        r->bottom = obstack_alloc(&r->obstack, 8);
    }
    return r;
}

static void play(void *state, const struct bench_terms *terms,
                 struct bench_sample *sample)
{
    struct bench_steps steps = steps_of(state);
    sample->time[BENCH_LEX] = sample->time[BENCH_TOKENS] = NAN;
    sample->checksum = 0;
    bench_run_steps(&steps, state);
    bench_play_steps(&steps, state, terms, sample);
}

static void run(void *state)
{
    struct bench_steps steps = steps_of(state);
    bench_run_steps(&steps, state);
}

/* How much is asked for. */
static void report(void *state, const char *row)
{
    const struct replay *r = state;
    size_t count = r->trace.ends[r->trace.units - 1], objects = 0, asked = 0;
    for (size_t i = 0; i < count; i++) {
        objects += !r->trace.ops[i].grow;
        asked += r->trace.ops[i].size;
    }
    bench_print_memory(row, "objects", (double)objects);
    bench_print_memory(row, "asked", (double)asked);
}

static void close(void *state)
{
    struct replay *r = state;
    if (r->manner->backend != NULL)
        arena_destroy(&r->arena);
    else
        obstack_free(&r->obstack, NULL);
    bench_free_trace(&r->trace);
    bench_pages_free(r, sizeof *r);
}

static const struct manner arena = {&arena_bump, true, false};
static const struct manner arena_without = {&arena_bump, false, false};
static const struct manner fresh = {&arena_bump, true, true};
static const struct manner fresh_without = {&arena_bump, false, true};
static const struct manner slab = {&arena_slab, true, false};
static const struct manner slab_without = {&arena_slab, false, false};
static const struct manner listed = {&arena_malloc, true, false};
static const struct manner listed_without = {&arena_malloc, false, false};
static const struct manner obstack = {NULL, true, false};
static const struct manner obstack_without = {NULL, false, false};

#define REPLAY(rival_name, manner)                                                     \
    {                                                                                  \
        .name = (rival_name), .kind = (manner), .suits = suits, .open = open,          \
        .play = play, .run = run, .report = report, .close = close                     \
    }

static const struct bench_rival replays[] = {
    REPLAY("replay-arena", &arena),
    REPLAY("replay-arena-no-tokens", &arena_without),
    REPLAY("replay-arena-fresh", &fresh),
    REPLAY("replay-arena-fresh-no-tokens", &fresh_without),
    REPLAY("replay-slab", &slab),
    REPLAY("replay-slab-no-tokens", &slab_without),
    REPLAY("replay-malloc", &listed),
    REPLAY("replay-malloc-no-tokens", &listed_without),
    REPLAY("replay-obstack", &obstack),
    REPLAY("replay-obstack-no-tokens", &obstack_without),
};

const struct bench_rival *bench_replay_at(size_t i)
{
    return i < sizeof replays / sizeof *replays ? &replays[i] : NULL;
}
