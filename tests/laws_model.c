/* laws_model.c: the list of live objects, and what each request is held to. */
#include "tests/laws_model.h"

#include <stdarg.h>
#include <string.h>

enum {
    EDGE = LAWS_EDGE, /* bytes of the piece at each end */
    PIECE = 8,        /* of those between, */
    STRIDE = 1021     /* which begin so far apart */
};

bool laws_hold(struct laws_model *model, enum law law, bool holds, const char *format,
               ...)
{
    struct laws_report *report = model->report;
    report->checks[law]++;
    if (holds || report->broken)
        return holds;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(report->text, sizeof report->text, format, arguments);
    va_end(arguments);
    report->broken = true;
    report->law = law;
    report->round = model->round;
    report->step = model->step;
    return false;
}

/* The bytes that an object takes: one of no bytes needs a place, too. */
static size_t rounded(size_t size)
{
    return size == 0 ? ARENA_ALIGN : (size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
}

static size_t extent(const struct laws_object *object)
{
    return object->size != 0 ? object->size : 1;
}

/* Of large objects only their ends are looked at, and some bytes between them: pieces.
 * How long the piece at `at` is, and where the next one begins. */
static size_t piece_size(size_t at, size_t size)
{
    size_t rest = size - at, most = at == 0 || rest <= EDGE ? EDGE : PIECE;
    return rest < most ? rest : most;
}

static size_t next_piece(size_t at, size_t size)
{
    size_t end = at + piece_size(at, size), tail = size > EDGE ? size - EDGE : 0;
    size_t next = at + STRIDE < tail ? at + STRIDE : tail;
    return next > end ? next : end;
}

/* What an object holds from its byte `at` on: the same every 256 bytes, and in no two
 * objects made one after the other. */
static const unsigned char *pattern(const struct laws_model *model,
                                    const struct laws_object *object, size_t at)
{
    return model->noise + (object->fill + at) % 256;
}

void laws_make_noise(struct laws_model *model)
{
    for (size_t i = 0; i < sizeof model->noise; i++)
        model->noise[i] = (unsigned char)(i * 31);
}

static void fill(const struct laws_model *model, const struct laws_object *object)
{
    size_t size = object->size;
    for (size_t at = 0; at < size; at = next_piece(at, size))
        memcpy(object->bytes + at, pattern(model, object, at), piece_size(at, size));
}

/* The first byte of an object that is not as it was written, or its size. */
static size_t first_changed(const struct laws_model *model,
                            const struct laws_object *object)
{
    size_t at = 0, size = object->size;
    while (at < size && memcmp(object->bytes + at, pattern(model, object, at),
                               piece_size(at, size)) == 0)
        at = next_piece(at, size);
    while (at < size && object->bytes[at] == *pattern(model, object, at))
        at++;
    return at < size ? at : size;
}

/* Where among the objects, ordered by address, one at `ptr` has its place. */
static size_t find_place(const struct laws_model *model, const void *ptr)
{
    size_t from = 0, to = model->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        const struct laws_object *object = &model->objects[model->by_place[middle]];
        if ((uintptr_t)object->bytes < (uintptr_t)ptr)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void keep_apart(struct laws_model *model, const struct laws_object *one,
                       const struct laws_object *two)
{
    bool empty = one->size == 0 || two->size == 0;
    uintptr_t end = (uintptr_t)one->bytes + extent(one);
    laws_hold(model, empty ? LAW_EMPTY : LAW_DISJOINT, end <= (uintptr_t)two->bytes,
              "%zu bytes at %p reach into %zu bytes at %p", one->size,
              (void *)one->bytes, two->size, (void *)two->bytes);
}

/* Puts an object that is already in the list among those ordered by address. */
static void enter(struct laws_model *model, size_t index, size_t others)
{
    const struct laws_object *object = &model->objects[index];
    size_t place = find_place(model, object->bytes);
    if (place > 0)
        keep_apart(model, &model->objects[model->by_place[place - 1]], object);
    if (place < others)
        keep_apart(model, object, &model->objects[model->by_place[place]]);
    memmove(model->by_place + place + 1, model->by_place + place,
            (others - place) * sizeof *model->by_place);
    model->by_place[place] = (unsigned short)index;
}

static bool lies_well(struct laws_model *model, const struct laws_object *object,
                      size_t align)
{
    size_t size = model->windowed ? rounded(object->size) : extent(object);
    return laws_hold(model, LAW_ALIGNED, ((uintptr_t)object->bytes & (align - 1)) == 0,
                     "%p is not aligned to %zu", (void *)object->bytes, align) &&
           (!model->tracked ||
            laws_hold(model, LAW_INSIDE,
                      laws_block_of(&model->source, object->bytes, size) != NULL,
                      "%zu bytes at %p are not the arena's", object->size,
                      (void *)object->bytes));
}

void laws_add(struct laws_model *model, void *ptr, size_t size, size_t align)
{
    struct laws_object *object = &model->objects[model->count];
    *object = (struct laws_object){ptr, size, (unsigned char)(++model->fills * 7)};
    model->report->objects++;
    model->report->large += size >= 4096;
    if (!lies_well(model, object, align))
        return;
    enter(model, model->count, model->count);
    model->count++;
    if (!model->report->broken)
        fill(model, object);
}

static void leave(struct laws_model *model, size_t index)
{
    size_t place = 0;
    while (model->by_place[place] != index)
        place++;
    memmove(model->by_place + place, model->by_place + place + 1,
            (model->count - 1 - place) * sizeof *model->by_place);
}

void laws_regrow(struct laws_model *model, size_t index, void *ptr, size_t size)
{
    struct laws_object *object = &model->objects[index];
    struct laws_object old = {ptr, object->size, object->fill};
    leave(model, index);
    object->bytes = ptr;
    object->size = size;
    model->count--; /* it is not among those in order */
    bool well = lies_well(model, object, ARENA_ALIGN);
    if (well)
        enter(model, index, model->count);
    model->count++;
    if (!well || model->report->broken)
        return;
    laws_hold(model, LAW_CONTENTS, first_changed(model, &old) == old.size,
              "growing from %zu to %zu bytes has changed byte %zu", old.size, size,
              first_changed(model, &old));
    object->fill = (unsigned char)(++model->fills * 7);
    fill(model, object);
}

void laws_forget(struct laws_model *model, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->count; i++)
        if (model->by_place[i] < count)
            model->by_place[kept++] = model->by_place[i];
    model->count = count;
}

bool laws_look(struct laws_model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        const struct laws_object *object = &model->objects[i];
        size_t changed = first_changed(model, object);
        if (!laws_hold(model, LAW_CONTENTS, changed == object->size,
                       "byte %zu of %zu at %p was changed", changed, object->size,
                       (void *)object->bytes))
            return false;
    }
    return laws_hold(model, LAW_BOUNDS, laws_guards_hold(&model->source),
                     "something was written outside a block");
}

bool laws_ask_source(struct laws_model *model)
{
    const char *wrong = model->source.wrong;
    return laws_hold(model, LAW_SOURCE, wrong == NULL, "%s", wrong ? wrong : "");
}

size_t laws_refusals(const struct laws_model *model)
{
    uint64_t refused = model->spec.blocks.refused + model->source.refused;
    for (size_t i = 0; i < model->spec.count; i++)
        refused += model->spec.wrappers[i].fault.refused;
    return (size_t)refused;
}

struct laws_before laws_before(const struct laws_model *model, size_t size)
{
    const struct arena *arena = model->arena;
    bool whole = size != 0 && size % ARENA_ALIGN == 0;
    return (struct laws_before){.used = arena_used(arena),
                                .misses = arena->misses,
                                .refusals = laws_refusals(model),
                                .has_room = whole && arena_has_room(arena, size)};
}

static void note_place(struct laws_model *model, void *ptr)
{
    struct laws_round *round = &model->rounds[0];
    if (round->count < LAWS_TRACE)
        round->places[round->count++] = ptr;
}

static size_t left(const struct laws_model *model, size_t used)
{
    return model->limit > used ? model->limit - used : 0;
}

/* Whether a request may be refused that the limit allows: by the source, or for want
 * of room in a buffer, or, where the system is the source, because it is large. */
static bool may_fail(const struct laws_model *model, struct laws_before before,
                     size_t size, size_t align)
{
    size_t in_buffer = (size_t)(model->spec.base.block_end - model->spec.base.ptr);
    size_t allowed = left(model, before.used);
    size_t room = in_buffer < allowed ? in_buffer : allowed;
    return size > PTRDIFF_MAX / 2 || align > PTRDIFF_MAX / 4 ||
           laws_refusals(model) != before.refusals ||
           (model->fixed && rounded(size) + align - ARENA_ALIGN > room) ||
           (!model->tracked && !model->fixed && size > (1u << 20));
}

static void refused(struct laws_model *model, struct laws_before before, size_t size,
                    bool may)
{
    model->report->refused++;
    laws_hold(model, LAW_SERVED, may && !before.has_room,
              "%zu bytes are refused without a reason", size);
    laws_hold(model, LAW_REFUSED, arena_used(model->arena) == before.used,
              "%zu bytes that were refused have changed what is in use from %zu to %zu",
              size, before.used, arena_used(model->arena));
}

/* What a request that was served has added to the bytes in use, and to the misses:
 * `asked`, the backend had to be, if its window is shut. */
static void added(struct laws_model *model, struct laws_before before, size_t least,
                  size_t most, bool asked)
{
    size_t used = arena_used(model->arena), more = used - before.used;
    laws_hold(model, LAW_USED, more >= least && more <= most,
              "%zu bytes more in use, and %zu to %zu were handed out", more, least,
              most);
    laws_hold(model, LAW_LIMIT, more == 0 || used <= model->limit,
              "%zu bytes in use, and the limit is %zu", used, model->limit);
    size_t misses = model->arena->misses - before.misses;
    laws_hold(model, LAW_STATS,
              misses <= 1 && (misses == 0 || !before.has_room) &&
                  (misses == asked || !model->shut),
              "%zu misses at a request", misses);
}

void laws_made(struct laws_model *model, struct laws_before before, void *ptr,
               size_t size, size_t align, bool overflow)
{
    align = align > ARENA_ALIGN ? align : ARENA_ALIGN;
    note_place(model, ptr);
    if (align > ARENA_ALIGN)
        model->rounds[0].plain = false;
    overflow = overflow || size > PTRDIFF_MAX || align > PTRDIFF_MAX;
    bool beyond = !overflow && rounded(size) > left(model, before.used);
    if (overflow)
        laws_hold(model, LAW_OVERFLOW, ptr == NULL,
                  "%zu bytes aligned to %zu are handed out", size, align);
    if (beyond)
        laws_hold(model, LAW_LIMIT, ptr == NULL,
                  "%zu bytes are handed out, %zu are in use and the limit is %zu", size,
                  before.used, model->limit);
    if (ptr == NULL) {
        refused(model, before, size,
                overflow || beyond || may_fail(model, before, size, align));
        return;
    }
    size_t skipped = model->windowed ? align - ARENA_ALIGN : 0;
    added(model, before, rounded(size), rounded(size) + skipped, true);
    if (!model->report->broken)
        laws_add(model, ptr, size, align);
}

void laws_grown(struct laws_model *model, struct laws_before before, void *ptr,
                size_t index, size_t new_size)
{
    struct laws_object *object = &model->objects[index];
    size_t old_size = object->size, more = rounded(new_size) - rounded(old_size);
    bool longer = new_size > old_size, overflow = new_size > PTRDIFF_MAX;
    note_place(model, ptr);
    before.has_room = false; /* it is told of new objects */
    bool beyond = !overflow && longer && more > left(model, before.used);
    if (overflow)
        laws_hold(model, LAW_OVERFLOW, ptr == NULL, "it grows to %zu bytes", new_size);
    if (beyond)
        laws_hold(model, LAW_LIMIT, ptr == NULL,
                  "it grows from %zu to %zu bytes, %zu are in use, the limit is %zu",
                  old_size, new_size, before.used, model->limit);
    if (ptr == NULL) {
        bool copy = model->windowed && rounded(new_size) > left(model, before.used);
        refused(model, before, new_size,
                longer &&
                    (beyond || copy || may_fail(model, before, new_size, ARENA_ALIGN)));
        return;
    }
    bool moved = ptr != object->bytes;
    model->report->moved += moved;
    model->report->grown += !moved && longer;
    if (!longer) {
        laws_hold(model, LAW_CONTENTS, !moved, "growing by nothing moves an object");
        added(model, before, 0, 0, false);
        return;
    }
    size_t taken = moved && model->windowed ? rounded(new_size) : more;
    added(model, before, taken, taken, true);
    if (!model->report->broken)
        laws_regrow(model, index, ptr, new_size);
}

void laws_note_peak(struct laws_model *model)
{
    size_t used = arena_used(model->arena);
    model->peak = used > model->peak ? used : model->peak;
}

void laws_count_up(struct laws_model *model)
{
    if (!laws_ask_source(model))
        return;
    laws_note_peak(model);
    struct arena_stats s = model->calls.stats(model->arena);
    const struct laws_source *source = &model->source;
    size_t used = arena_used(model->arena);
    laws_hold(model, LAW_PEAK, s.peak == model->peak, "the peak is %zu, and was %zu",
              s.peak, model->peak);
    laws_hold(model, LAW_STATS, s.used == used, "%zu bytes in use, not %zu", s.used,
              used);
    size_t given = s.reserved + model->spec.base.options.buffer_size;
    laws_hold(model, LAW_STATS, s.bookkeeping <= given,
              "%zu bytes kept and %zu of them bookkeeping", given, s.bookkeeping);
    if (model->tracked)
        laws_hold(model, LAW_STATS, s.reserved == source->held,
                  "%zu bytes held from the source, not %zu", source->held, s.reserved);
    size_t buffers = model->spec.base.options.buffer != NULL;
    if (model->counts_blocks)
        laws_hold(model, LAW_STATS,
                  s.blocks >= source->count && s.blocks <= source->count + buffers,
                  "%zu blocks from the source, not %zu", source->count, s.blocks);
}
