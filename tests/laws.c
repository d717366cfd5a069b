/* laws.c: runs programs. The head of one says how the arena is made; then it is run
 * three times with a reset between, and the times are compared. */
#include "tests/laws_model.h"

#include <stdlib.h>
#include <string.h>

static const char *const texts[LAWS] = {
    [LAW_ALIGNED] = "an object begins at a multiple of its alignment",
    [LAW_DISJOINT] = "no byte is of two objects",
    [LAW_INSIDE] = "each object lies whole in memory that the arena was given",
    [LAW_BOUNDS] = "nothing is written outside that memory",
    [LAW_CONTENTS] = "nobody but its owner writes in an object",
    [LAW_EMPTY] = "an object of no bytes has an address of its own",
    [LAW_OVERFLOW] = "a size or product past all memory is refused",
    [LAW_REFUSED] = "what is refused changes nothing",
    [LAW_SERVED] = "nothing is refused without a reason",
    [LAW_LIMIT] = "the limit is exact",
    [LAW_USED] = "bytes in use are the sum of what was handed out",
    [LAW_MARKS] = "a release goes back to the mark and no further",
    [LAW_AGAIN] = "the same requests get the same places again",
    [LAW_RESET] = "a reset frees all, and keeps no more than it may",
    [LAW_WARM] = "after a reset the same requests need no memory",
    [LAW_PEAK] = "the peak never falls, and is the most that was in use",
    [LAW_STATS] = "the statistics are what was counted",
    [LAW_SOURCE] = "what the source gave goes back once, with its size",
    [LAW_LEAK] = "a destroyed arena holds nothing, and is as new",
};

const char *law_text(enum law law)
{
    return texts[law];
}

const char *laws_spec(size_t i)
{
    static const char *const specs[] = {
        "arena",
        "arena:first=64:largest=256",
        "arena:huge",
        "arena:align=4096",
        "malloc",
        "slab",
        "slab:align=64:first=64",
        "fixed:2000",
        "fixed:70000",
        "host",
        "log",
        "log,malloc",
        "log,slab",
        "log,fixed:70000",
        "log,log,host",
        "fault:18446744073709551615,arena",
        "fault:1/7@3,arena",
        "fault:1/5@9,log,slab",
        "fault-blocks:1/3@5",
        "fault-blocks:1/3@5,slab",
    };
    return i < sizeof specs / sizeof *specs ? specs[i] : NULL;
}

/* arena_alloc and arena_alloc_array are inline, and so these are laid round them. */
static void *real_alloc(struct arena *arena, size_t size, const char *tag)
{
    return arena_alloc(arena, size, tag);
}

static void *real_alloc_array(struct arena *arena, size_t count, size_t size,
                              const char *tag)
{
    return arena_alloc_array(arena, count, size, tag);
}

const struct laws_calls laws_real_calls = {
    .alloc = real_alloc,
    .alloc_array = real_alloc_array,
    .alloc_aligned = arena_alloc_aligned,
    .grow = arena_grow,
    .release = arena_release,
    .reset = arena_reset,
    .destroy = arena_destroy,
    .stats = arena_stats,
};

/* The options that a program's head asks for. */
static struct arena_options options_of(struct laws_model *model,
                                       const unsigned char head[LAWS_HEAD])
{
    static const size_t first[] = {0, 64, 65, 100, 256, 1024, 4096, 65536};
    static const size_t largest[] = {0, 1, 64, 128, 1000, 4096, 65536, 1 << 20};
    static const size_t retain[] = {0, 0, 0, 1, 64, 300, 4096, 100000};
    static const size_t align[] = {0, 0, 0, 8, 16, 64, 256, 4096};
    struct arena_options options = {
        .first_block = first[head[0] % 8],
        .largest_block = largest[head[1] % 8],
        .retain = retain[head[2] % 8],
        .block_align = align[head[3] % 8],
        .source = laws_serve,
        .source_context = &model->source,
    };
    size_t buffer = head[5] < 128 ? 0 : (size_t)(head[5] - 128) * head[6];
    bool takes_blocks = model->spec.options.backend == &arena_bump ||
                        model->spec.options.backend == &arena_slab;
    if (buffer > 0 && takes_blocks) {
        options.buffer = (char *)laws_lend(&model->source, buffer) + head[6] % 8;
        options.buffer_size = buffer - (head[6] % 8 < buffer ? head[6] % 8 : buffer);
    }
    model->first_limit = head[4] < 192 ? SIZE_MAX : (size_t)(head[4] - 191) * 100;
    model->first_fails = head[7] < 200 ? 0 : head[7] % 4;
    return options;
}

static bool open_arena(struct laws_model *model, const struct laws_case *test,
                       const unsigned char head[LAWS_HEAD])
{
    struct arena_spec *spec = &model->spec;
    if (!arena_spec_read(spec, test->spec))
        return laws_hold(model, LAW_SERVED, false, "the spec '%s' is no good",
                         test->spec);
    const struct arena_backend *backend = spec->options.backend;
    void *buffer = NULL;
    model->fixed = backend == &arena_fixed;
    model->windowed = model->fixed || backend == &arena_bump;
    model->shut = !model->windowed || spec->count > 0;
    model->tracked = backend != &arena_malloc && spec->options.source == NULL;
    model->counts_blocks = backend == &arena_bump && model->tracked;
    model->source.may_resize = backend == &arena_host;
    if (model->fixed)
        buffer = laws_lend(&model->source, spec->buffer_size);
    struct arena_options options = options_of(model, head);
    model->arena = arena_spec_open(spec, &options, buffer, NULL, NULL);
    model->limit = SIZE_MAX;
    return true;
}

static void begin_round(struct laws_model *model)
{
    struct laws_round *now = &model->rounds[0], *before = &model->rounds[1];
    before->count = now->count;
    before->plain = now->plain;
    before->calls = now->calls;
    before->returned = now->returned;
    before->refusals = now->refusals;
    memcpy(before->places, now->places, now->count * sizeof *now->places);
    now->count = 0;
    now->plain = true;
    now->calls = model->source.calls;
    now->returned = model->source.returned;
    now->refusals = laws_refusals(model);
    model->source.fail = model->first_fails;
    laws_set_limit(model, model->first_limit);
}

/* Whether a round must have found all its memory in what the one before has left. */
static bool must_be_warm(const struct laws_model *model)
{
    const struct laws_round *now = &model->rounds[0], *before = &model->rounds[1];
    size_t returned = now->returned + before->returned;
    return model->windowed && model->tracked && returned == 0 && now->refusals == 0 &&
           before->refusals == 0 &&
           (model->round == 2 || (model->round == 1 && before->plain));
}

/* Whether two rounds must have been alike. Warm ones are: neither took anything from
 * the source. One that began cold is like the next if nothing was taken back in it and
 * no alignment was asked for: where an open window happens to suit, that is not asked
 * of a block not yet taken. */
static bool must_be_alike(const struct laws_model *model)
{
    const struct laws_round *now = &model->rounds[0], *before = &model->rounds[1];
    bool kept = now->calls == 0 && now->refusals == 0 && before->refusals == 0;
    return model->windowed && model->tracked && model->round > 0 && kept &&
           (before->calls == 0 || (model->round == 1 && before->plain));
}

static void compare_rounds(struct laws_model *model)
{
    const struct laws_round *now = &model->rounds[0], *before = &model->rounds[1];
    if (must_be_warm(model))
        laws_hold(model, LAW_WARM, now->calls == 0,
                  "%zu requests for memory that the time before has left", now->calls);
    if (!must_be_alike(model))
        return;
    laws_hold(model, LAW_AGAIN, now->count == before->count,
              "%zu requests, and %zu the time before", now->count, before->count);
    for (size_t i = 0; i < now->count && !model->report->broken; i++)
        laws_hold(model, LAW_AGAIN, now->places[i] == before->places[i],
                  "object %zu was at %p, and after a reset it is at %p", i,
                  before->places[i], now->places[i]);
    model->report->compared += now->count;
}

static void end_round(struct laws_model *model)
{
    struct laws_round *now = &model->rounds[0];
    laws_count_up(model);
    laws_reset(model);
    laws_count_up(model);
    now->calls = model->source.calls - now->calls;
    now->returned = model->source.returned - now->returned;
    now->refusals = laws_refusals(model) - now->refusals;
    compare_rounds(model);
}

static void run_round(struct laws_model *model, const unsigned char *program,
                      size_t size)
{
    size_t steps = size / LAWS_STEP;
    begin_round(model);
    for (size_t i = 0; i < steps && i < LAWS_LONGEST && !model->report->broken; i++) {
        model->step = i;
        laws_step(model, program + i * LAWS_STEP);
    }
    if (!model->report->broken)
        end_round(model);
}

/* A destroyed arena is used again, like a new one, and destroyed again. */
static void end(struct laws_model *model)
{
    laws_destroy(model);
    model->source.fail = 0;
    laws_set_limit(model, SIZE_MAX);
    if (!model->report->broken)
        laws_alloc(model, 100);
    laws_destroy(model);
    laws_ask_source(model);
}

bool laws_run(const struct laws_case *test, const unsigned char *program, size_t size,
              struct laws_report *report)
{
    struct laws_model model;
    unsigned char head[LAWS_HEAD] = {0};
    size_t head_size = size < LAWS_HEAD ? size : LAWS_HEAD;
    memset(&model, 0, sizeof model);
    memcpy(head, program, head_size);
    model.calls = test->calls != NULL ? *test->calls : laws_real_calls;
    model.trace = test->trace;
    model.report = report;
    laws_make_noise(&model);
    if (open_arena(&model, test, head)) {
        for (; model.round < LAWS_ROUNDS && !report->broken; model.round++)
            run_round(&model, program + head_size, size - head_size);
        end(&model);
    }
    laws_free_all(&model.source);
    return !report->broken;
}
