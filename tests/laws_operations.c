/* laws_operations.c: what programs are made of. Sizes come in classes, so that chance
 * tries the edges, too. */
#include "tests/laws_model.h"

#include <stdarg.h>

enum { WORD = sizeof(size_t) * 8 }; /* bits of a size */

/* The three bytes behind an operation's first. */
struct operands {
    unsigned a, b, c; /* each 0 to 255 */
};

static void say(const struct laws_model *model, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(const struct laws_model *model, const char *format, ...)
{
    va_list arguments;
    if (model->trace == NULL)
        return;
    fprintf(model->trace, "  %d.%03zu ", model->round, model->step);
    va_start(arguments, format);
    vfprintf(model->trace, format, arguments);
    va_end(arguments);
    fputc('\n', model->trace);
}

/* A size: small ones most often, and then what is round a power of two. */
static size_t size_of(unsigned a, unsigned b)
{
    switch (a % 8) {
    case 0:
    case 1: return b;
    case 2: return b % 64;
    case 3: return (size_t)b * 8;
    case 4: return (size_t)b * 129;
    case 5: return ((size_t)1 << (b % 18)) + a / 8 % 32 - (b % 18 >= 5 ? 16 : 0);
    case 6: return b % 4;
    default: return b % 4 == 0 ? (size_t)b * 4099 : b;
    }
}

/* Sizes that no arena serves, or none that has a limit. */
static size_t huge_size(unsigned a, unsigned b)
{
    static const size_t sizes[] = {SIZE_MAX,
                                   PTRDIFF_MAX,
                                   (size_t)PTRDIFF_MAX + 200,
                                   PTRDIFF_MAX / 2 + 100,
                                   PTRDIFF_MAX / 2,
                                   PTRDIFF_MAX / 4,
                                   SIZE_MAX / 3,
                                   (size_t)1 << 30};
    return sizes[a % 8] - b % 128;
}

/* Nobody wants to know what the system's malloc does with huge sizes. */
static bool is_in_reach(const struct laws_model *model, size_t size, size_t align)
{
    const size_t most = (size_t)1 << 20;
    return model->tracked || ((size <= most || size > PTRDIFF_MAX / 2) &&
                              (align <= most || align > PTRDIFF_MAX / 4));
}

/* Whether one object more may be asked for. */
static bool is_ours(const struct laws_model *model, size_t size, size_t align)
{
    return model->count < LAWS_OBJECTS && is_in_reach(model, size, align);
}

static void *make(struct laws_model *model, size_t size)
{
    if (!is_ours(model, size, ARENA_ALIGN))
        return NULL;
    struct laws_before before = laws_before(model, size);
    void *ptr = model->calls.alloc(model->arena, size, "laws");
    say(model, "alloc %zu: %p", size, ptr);
    laws_made(model, before, ptr, size, ARENA_ALIGN, false);
    return ptr;
}

static void run_alloc(struct laws_model *model, struct operands o)
{
    make(model, size_of(o.a, o.b));
}

static void run_several(struct laws_model *model, struct operands o)
{
    for (unsigned i = 0; i < o.c % 8 && !model->report->broken; i++)
        make(model, size_of(o.a, o.b + i));
}

static void run_empty(struct laws_model *model, struct operands o)
{
    (void)o;
    make(model, 0);
}

static void run_huge(struct laws_model *model, struct operands o)
{
    make(model, huge_size(o.a, o.b));
}

static void run_aligned(struct laws_model *model, struct operands o)
{
    size_t size = o.b == 255 ? huge_size(o.a, o.c) : size_of(o.a, o.b);
    size_t align = (size_t)1 << (o.c < 240 ? o.c % 13 : WORD - 2 - o.c % 16);
    if (!is_ours(model, size, align))
        return;
    struct laws_before before = laws_before(model, size);
    before.has_room = before.has_room && align <= ARENA_ALIGN;
    void *ptr = model->calls.alloc_aligned(model->arena, size, align, "aligned");
    say(model, "alloc %zu aligned to %zu: %p", size, align, ptr);
    laws_made(model, before, ptr, size, align, false);
}

static void run_array(struct laws_model *model, struct operands o)
{
    size_t size = o.b % 64, count = o.a;
    bool overflow = o.c % 4 == 0 && size > 1;
    if (overflow) /* its product is 0 to 255 times size, but for the overflow */
        count += SIZE_MAX / size + 1;
    if (!overflow && !is_ours(model, count * size, ARENA_ALIGN))
        return;
    struct laws_before before = laws_before(model, overflow ? 0 : count * size);
    void *ptr = model->calls.alloc_array(model->arena, count, size, "array");
    say(model, "array of %zu times %zu: %p", count, size, ptr);
    laws_made(model, before, ptr, overflow ? 0 : count * size, ARENA_ALIGN, overflow);
}

/* A type, for the macros that want one. */
struct pair {
    void *one;      /* a pointer */
    char three[24]; /* and some more */
};

static void run_typed(struct laws_model *model, struct operands o)
{
    size_t count = o.a % 8;
    if (!is_ours(model, count * sizeof(struct pair), ARENA_ALIGN))
        return;
    bool many = o.b % 2 == 0;
    size_t size = many ? count * sizeof(struct pair) : sizeof(struct pair);
    struct laws_before before = laws_before(model, size);
    struct pair *pair = many ? ARENA_ARRAY(model->arena, struct pair, count)
                             : ARENA_NEW(model->arena, struct pair);
    say(model, "%zu pairs: %p", many ? count : 1, (void *)pair);
    laws_made(model, before, pair, size, ARENA_ALIGN, false);
}

static size_t grown_size(size_t old_size, struct operands o)
{
    switch (o.a % 8) {
    case 0: return old_size + o.b;
    case 1: return old_size + size_of(o.a / 8, o.b);
    case 2: return old_size * 2 + o.b % 16;
    case 3: return old_size + 1;
    case 4: return (old_size + 7) & ~(size_t)7;
    case 5: return old_size > o.b ? old_size - o.b : 0;
    case 6: return o.b % 2 == 0 ? huge_size(o.b / 2, o.c) : old_size;
    default: return old_size + (size_t)o.b * 64;
    }
}

/* Only what is newer than the newest mark may grow: the newest of it most often. */
static void run_grow(struct laws_model *model, struct operands o)
{
    size_t oldest = model->mark_count ? model->marks[model->mark_count - 1].count : 0;
    size_t able = model->count - oldest, back = o.c < 160 ? 0 : o.c;
    if (able == 0)
        return;
    size_t index = model->count - 1 - back % able;
    const struct laws_object *object = &model->objects[index];
    size_t size = grown_size(object->size, o);
    if (!is_in_reach(model, size, ARENA_ALIGN))
        return;
    struct laws_before before = laws_before(model, 0);
    void *ptr =
        model->calls.grow(model->arena, object->bytes, object->size, size, "grown");
    say(model, "grow %p from %zu to %zu: %p", (void *)object->bytes, object->size, size,
        ptr);
    laws_grown(model, before, ptr, index, size);
}

static void run_grow_nothing(struct laws_model *model, struct operands o)
{
    size_t size = size_of(o.a, o.b);
    if (!is_ours(model, size, ARENA_ALIGN))
        return;
    struct laws_before before = laws_before(model, size);
    void *ptr = model->calls.grow(model->arena, NULL, 0, size, "new");
    say(model, "grow nothing to %zu: %p", size, ptr);
    laws_made(model, before, ptr, size, ARENA_ALIGN, false);
}

static void run_mark(struct laws_model *model, struct operands o)
{
    (void)o;
    if (model->mark_count == LAWS_MARKS)
        return;
    struct laws_mark *mark = &model->marks[model->mark_count++];
    mark->used = arena_used(model->arena);
    mark->count = model->count;
    mark->mark = arena_mark(model->arena);
    say(model, "mark %zu, %zu bytes in use", model->mark_count, mark->used);
    laws_hold(model, LAW_MARKS, arena_used(model->arena) == mark->used,
              "a mark has changed what is in use from %zu to %zu", mark->used,
              arena_used(model->arena));
}

static void run_release(struct laws_model *model, struct operands o)
{
    (void)o;
    if (model->mark_count == 0)
        return;
    const struct laws_mark *mark = &model->marks[--model->mark_count];
    laws_look(model);
    laws_note_peak(model);
    model->rounds[0].plain = false;
    model->report->released++;
    model->calls.release(model->arena, mark->mark);
    laws_forget(model, mark->count);
    say(model, "release %zu", model->mark_count + 1);
    laws_hold(model, LAW_MARKS, arena_used(model->arena) == mark->used,
              "%zu bytes were in use at a mark, and %zu after its release", mark->used,
              arena_used(model->arena));
    laws_look(model);
}

static void run_reset(struct laws_model *model, struct operands o)
{
    (void)o;
    size_t calls = model->source.calls, retain = model->spec.base.options.retain;
    laws_look(model);
    laws_note_peak(model);
    model->rounds[0].plain = false;
    model->calls.reset(model->arena);
    model->mark_count = 0;
    laws_forget(model, 0);
    say(model, "reset");
    laws_hold(model, LAW_RESET, arena_used(model->arena) == 0,
              "%zu bytes are in use after a reset", arena_used(model->arena));
    laws_hold(model, LAW_RESET, model->source.calls == calls,
              "a reset asks for memory");
    laws_hold(model, LAW_RESET, !model->counts_blocks || model->source.held <= retain,
              "a reset keeps %zu bytes, and was to keep %zu", model->source.held,
              retain);
}

/* The limit is told anew: one of 0 is as none to an arena that begins. */
static void run_destroy(struct laws_model *model, struct operands o)
{
    (void)o;
    laws_look(model);
    laws_ask_source(model);
    model->rounds[0].plain = false;
    model->calls.destroy(model->arena);
    model->mark_count = 0;
    model->peak = 0;
    laws_forget(model, 0);
    say(model, "destroy");
    laws_hold(model, LAW_LEAK, model->source.held == 0 && model->source.count == 0,
              "%zu bytes in %zu blocks are left when the arena is destroyed",
              model->source.held, model->source.count);
    laws_hold(model, LAW_LEAK, arena_used(model->arena) == 0 && !model->arena->misses,
              "a destroyed arena is not as new");
    arena_set_limit(model->arena, model->limit);
}

static void set_limit(struct laws_model *model, size_t limit)
{
    size_t before = arena_set_limit(model->arena, limit);
    say(model, "limit %zu", limit);
    laws_hold(model, LAW_LIMIT, before == model->limit, "the limit was %zu, not %zu",
              model->limit, before);
    model->limit = limit;
}

static void run_limit(struct laws_model *model, struct operands o)
{
    size_t used = arena_used(model->arena);
    switch (o.c % 8) {
    case 0: set_limit(model, used + (size_t)o.a * o.b); break;
    case 1: set_limit(model, used > o.a ? used - o.a : 0); break;
    case 2: set_limit(model, (size_t)o.a * 8 + o.b % 8); break;
    default: set_limit(model, SIZE_MAX); break;
    }
}

/* A byte less than an object takes is too little, and what it takes is enough. */
static void run_exact(struct laws_model *model, struct operands o)
{
    size_t size = size_of(o.a, o.b), limit = model->limit;
    size_t used = arena_used(model->arena);
    size_t takes = size == 0 ? ARENA_ALIGN : (size + ARENA_ALIGN - 1) & ~(size_t)7;
    set_limit(model, used + takes - 1 - o.c % ARENA_ALIGN % takes);
    make(model, size);
    set_limit(model, used + takes);
    make(model, size);
    make(model, 0);
    set_limit(model, limit);
}

static void run_stats(struct laws_model *model, struct operands o)
{
    (void)o;
    laws_count_up(model);
    laws_look(model);
}

static void run_fail(struct laws_model *model, struct operands o)
{
    model->source.fail = o.a % 4;
    say(model, "the source fails %zu times", model->source.fail);
}

/* The same requests, before and after a release. */
static void run_twice(struct laws_model *model, struct operands o)
{
    void *places[6];
    unsigned count = 1 + o.a % 6;
    size_t refusals = laws_refusals(model), calls = model->source.calls;
    if (model->mark_count == LAWS_MARKS || model->count + count > LAWS_OBJECTS)
        return;
    for (int time = 0; time < 2 && !model->report->broken; time++) {
        run_mark(model, o);
        for (unsigned i = 0; i < count && !model->report->broken; i++) {
            void *place = make(model, size_of(o.b + i * 37, o.c + i * 91 % 256));
            bool same = model->windowed && model->tracked && time == 1 &&
                        calls == model->source.calls &&
                        refusals == laws_refusals(model);
            model->report->compared += same;
            if (same)
                laws_hold(model, LAW_AGAIN, place == places[i],
                          "object %u was at %p, and after a release it is at %p", i,
                          places[i], place);
            places[i] = place;
        }
        if (time == 0 || o.a % 2 == 0)
            run_release(model, o);
    }
}

/* What there is; what stands here more often is run more often. */
static void (*const operations[32])(struct laws_model *, struct operands) = {
    run_alloc,   run_alloc,        run_alloc, run_destroy, run_alloc,   run_several,
    run_several, run_empty,        run_huge,  run_aligned, run_aligned, run_array,
    run_typed,   run_grow,         run_grow,  run_grow,    run_grow,    run_grow,
    run_grow,    run_grow,         run_mark,  run_mark,    run_mark,    run_release,
    run_release, run_grow_nothing, run_reset, run_limit,   run_exact,   run_stats,
    run_twice,   run_fail};

void laws_step(struct laws_model *model, const unsigned char step[LAWS_STEP])
{
    enum { COUNT = sizeof operations / sizeof *operations };
    struct operands o = {step[1], step[2], step[3]};
    model->report->operations++;
    operations[step[0] % COUNT](model, o);
}

void laws_alloc(struct laws_model *model, size_t size)
{
    make(model, size);
}

void laws_reset(struct laws_model *model)
{
    bool plain = model->rounds[0].plain;
    run_reset(model, (struct operands){0, 0, 0});
    model->rounds[0].plain = plain;
}

void laws_destroy(struct laws_model *model)
{
    run_destroy(model, (struct operands){0, 0, 0});
}

void laws_set_limit(struct laws_model *model, size_t limit)
{
    set_limit(model, limit);
}
