/* faults_limits.c: limits and buffers of every size up to what a unit needs, and what
 * each writer of it needs. Memory that suffices gives the unit or its text; 8 bytes
 * less (what an arena counts in) do not. */
#include "tests/faults.h"

#include <stdio.h>
#include <string.h>

enum {
    LEAST = 64,    /* bytes from which is doubled what does not suffice */
    GUARD = 16,    /* bytes behind the buffer that must stay as they are */
    GUARDED = 0x5a /* what is in them */
};

static _Alignas(16) char buffer[FAULTS_BUFFER + GUARD];

static const char *const limited[] = {"arena:first=64", "malloc", "slab:first=64",
                                      "fixed:4000000",  "host",   "log,arena"};

/* What is limited, and how. */
enum kind {
    ARENA_LIMIT, /* the arena, by arena_set_limit */
    UNIT_LIMIT,  /* the unit, by its options */
    BUFFER,      /* the fixed backend's buffer */
    KINDS        /* how many there are */
};

static const char *const kinds[] = {"an arena's limit of", "a unit's limit of",
                                    "a buffer of"};

/* An arena to try limits with. */
struct limited {
    struct faults_run *run; /* the run */
    enum kind kind;         /* what is limited */
    struct arena_spec spec; /* the arenas, but for a buffer */
    struct arena *arena;    /* the outermost */
    struct arena fixed;     /* the arena of a buffer */
    int writer;             /* who works with it; WRITERS: the parser */
    struct cel_unit unit;   /* what the writer writes */
    size_t before;          /* bytes in use before it begins: of the unit, or none */
};

static struct arena *limit(struct limited *l, size_t bytes)
{
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = buffer, .buffer_size = bytes};
    if (l->kind == ARENA_LIMIT)
        arena_set_limit(l->arena, l->before + bytes);
    if (l->kind != BUFFER)
        return l->arena;
    memset(buffer + bytes, GUARDED, GUARD);
    arena_init(&l->fixed, &options);
    return &l->fixed;
}

static bool is_guarded(size_t bytes)
{
    for (size_t i = 0; i < GUARD; i++)
        if (buffer[bytes + i] != GUARDED)
            return false;
    return true;
}

static const char *unlimit(struct limited *l, size_t bytes)
{
    if (l->kind == BUFFER) {
        arena_destroy(&l->fixed);
        return is_guarded(bytes) ? NULL : "something is behind the buffer";
    }
    if (l->kind == ARENA_LIMIT &&
        arena_set_limit(l->arena, SIZE_MAX) != l->before + bytes)
        return "the limit has become another one";
    return NULL;
}

/* The parser with so many bytes. *suffices: they are enough. What a buffer is too small
 * for it is too small for the next time, too; all else serves once more. */
static const char *try_parser(struct limited *l, size_t bytes, bool *suffices)
{
    struct faults_input input = *l->run->reference->input;
    struct cel_unit unit;
    struct arena *arena = limit(l, bytes);
    if (l->kind == UNIT_LIMIT)
        input.options.max_memory = bytes;
    bool valid = l->run->calls->parse(arena, &input, &unit);
    *suffices = !cel_ran_out_of_memory(&unit.diagnostics);
    size_t used = arena_used(arena);
    l->run->count->limits++;
    const char *wrong = faults_wrong_unit(l->run->reference, &unit, valid, true, false);
    if (wrong == NULL && used > bytes)
        wrong = "more is used than the limit allows";
    const char *after = unlimit(l, bytes);
    wrong = wrong != NULL ? wrong : after;
    if (l->kind == BUFFER)
        return wrong;
    l->run->calls->reset(l->arena);
    l->run->count->compared++;
    return wrong != NULL ? wrong : faults_wrong_again(l->run, l->arena, false);
}

/* A writer with so many bytes, and once more with all there are. */
static const char *try_writer(struct limited *l, size_t bytes, bool *suffices)
{
    struct faults_run *run = l->run;
    enum writer_id id = (enum writer_id)l->writer;
    struct faults_written written;
    struct arena *arena = limit(l, bytes);
    size_t used = arena_used(arena), marks = arena->marks;
    bool good = faults_sum(run->calls, &writers[id], arena, &l->unit, &written);
    *suffices = good && written.sum == run->reference->sums[id];
    run->count->writers_limits++;
    const char *wrong =
        faults_wrong_writing(run->reference, id, good, &written, !*suffices);
    if (wrong == NULL && (arena_used(arena) != used || arena->marks != marks))
        wrong = "a writer keeps memory";
    const char *after = unlimit(l, bytes);
    wrong = wrong != NULL ? wrong : after;
    if (wrong != NULL || l->kind == BUFFER)
        return wrong;
    run->count->compared++;
    good = faults_sum(run->calls, &writers[id], l->arena, &l->unit, &written);
    return faults_wrong_writing(run->reference, id, good, &written, false);
}

static const char *try_limit(struct limited *l, size_t bytes, bool *suffices)
{
    bool parses = l->writer == WRITERS;
    snprintf(l->run->where, sizeof l->run->where, "%s: %s %zu bytes with %s",
             parses ? "parsing" : writers[l->writer].name, kinds[l->kind], bytes,
             l->kind == BUFFER ? "fixed" : l->run->spec);
    return parses ? try_parser(l, bytes, suffices) : try_writer(l, bytes, suffices);
}

/* The fewest bytes that suffice, found by doubling and halving. A writer may need none.
 */
static const char *find_need(struct limited *l, size_t *need)
{
    size_t too_few = 0, enough = LEAST;
    bool suffices = false;
    const char *wrong = NULL;
    if (l->writer != WRITERS)
        wrong = try_limit(l, 0, &suffices);
    if (wrong != NULL || suffices) {
        *need = 0;
        return wrong;
    }
    while (wrong == NULL && !suffices && enough < FAULTS_BUFFER) {
        wrong = try_limit(l, enough, &suffices);
        too_few = suffices ? too_few : enough;
        enough = suffices ? enough : 2 * enough;
    }
    while (enough - too_few > 1 && wrong == NULL) {
        size_t middle = too_few + (enough - too_few) / 2;
        wrong = try_limit(l, middle, &suffices);
        *(suffices ? &enough : &too_few) = middle;
    }
    *need = enough;
    return wrong;
}

/* Less never suffices, and more always does; just what is needed is used up. */
static const char *try_sizes(struct limited *l, size_t need)
{
    size_t step = l->run->effort->step_of_limits, beyond = need + 4 * step;
    for (size_t bytes = 1; bytes < beyond; bytes += step) {
        bool suffices;
        const char *wrong = try_limit(l, bytes, &suffices);
        if (wrong == NULL && suffices != (bytes >= need))
            wrong = suffices ? "less suffices than was needed" : "more is not enough";
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

static const char *try_all_limits(struct limited *l)
{
    size_t need;
    bool suffices = false;
    const char *wrong = find_need(l, &need);
    if (wrong == NULL)
        wrong = try_limit(l, need, &suffices);
    if (wrong == NULL && !suffices)
        wrong = "what suffices is not enough the next time";
    if (wrong == NULL && need % ARENA_ALIGN != 0)
        wrong = "the limit is not exact";
    return wrong != NULL ? wrong : try_sizes(l, need);
}

static const char *try_kind(struct faults_run *run, enum kind kind, const char *spec)
{
    struct limited l = {.run = run, .kind = kind, .writer = WRITERS};
    run->spec = spec;
    if (!arena_spec_read(&l.spec, spec))
        return "the spec is no good";
    l.arena = arena_spec_open(&l.spec, NULL, buffer, NULL, NULL);
    const char *wrong = try_all_limits(&l);
    arena_destroy(l.arena);
    return wrong;
}

/* All writers of the unit: with an arena of their own, or with the unit's. */
static const char *try_writers(struct faults_run *run, enum kind kind, const char *spec,
                               bool with_unit)
{
    struct limited l = {.run = run, .kind = kind, .unit = run->reference->unit};
    const char *wrong = NULL;
    bool valid = run->reference->valid;
    run->spec = spec;
    if (!arena_spec_read(&l.spec, spec))
        return "the spec is no good";
    l.arena = arena_spec_open(&l.spec, NULL, buffer, NULL, NULL);
    if (with_unit)
        valid = run->calls->parse(l.arena, run->reference->input, &l.unit);
    l.before = arena_used(l.arena);
    for (l.writer = 0; l.writer < WRITERS && wrong == NULL; l.writer++)
        if (writer_suits(&writers[l.writer], valid))
            wrong = try_all_limits(&l);
    arena_destroy(l.arena);
    return wrong;
}

const char *faults_try_limits(struct faults_run *run)
{
    const char *wrong = NULL;
    size_t count = sizeof limited / sizeof *limited;
    bool by_hand = run->reference->input->reported != CEL_CODE_COUNT;
    for (size_t i = 0; i < count && wrong == NULL; i++)
        wrong = try_writers(run, ARENA_LIMIT, limited[i], true);
    for (size_t i = 0; i < count && wrong == NULL; i++)
        wrong = try_writers(run, ARENA_LIMIT, limited[i], false);
    if (wrong == NULL)
        wrong = try_writers(run, BUFFER, "arena", false);
    if (wrong != NULL || by_hand)
        return wrong; /* what is reported by hand knows no limit of the unit */
    for (size_t i = 0; i < count && wrong == NULL; i++)
        wrong = try_kind(run, ARENA_LIMIT, limited[i]);
    if (wrong == NULL)
        wrong = try_kind(run, UNIT_LIMIT, "arena:first=64");
    return wrong != NULL ? wrong : try_kind(run, BUFFER, "arena");
}
