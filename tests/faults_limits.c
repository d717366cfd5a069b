/* faults_limits.c: limits and buffers of every size up to what a unit needs. Memory
 * that suffices gives the unit; 8 bytes less (what an arena counts in) do not. */
#include "tests/faults.h"

#include <stdio.h>
#include <string.h>

enum {
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
};

static struct arena *limit(struct limited *l, size_t bytes)
{
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = buffer, .buffer_size = bytes};
    if (l->kind == ARENA_LIMIT)
        arena_set_limit(l->arena, bytes);
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
    if (l->kind == BUFFER)
        arena_destroy(&l->fixed);
    else
        l->run->calls->reset(l->arena);
    if (l->kind == ARENA_LIMIT)
        arena_set_limit(l->arena, SIZE_MAX);
    return l->kind != BUFFER || is_guarded(bytes) ? NULL
                                                  : "something is behind the buffer";
}

/* One run with so many bytes. *suffices: they are enough; *used: so many were used. */
static const char *try_limit(struct limited *l, size_t bytes, bool *suffices,
                             size_t *used)
{
    struct faults_reference *reference = l->run->reference;
    struct faults_input input = *reference->input;
    struct cel_unit unit;
    snprintf(l->run->where, sizeof l->run->where, "%s %zu bytes with %s",
             kinds[l->kind], bytes, l->kind == BUFFER ? "fixed" : l->run->spec);
    struct arena *arena = limit(l, bytes);
    if (l->kind == UNIT_LIMIT)
        input.options.max_memory = bytes;
    bool valid = l->run->calls->parse(arena, &input, &unit);
    *suffices = !cel_ran_out_of_memory(&unit.diagnostics);
    *used = arena_used(arena);
    l->run->count->limits++;
    const char *wrong = faults_wrong_unit(reference, &unit, valid, true, false);
    if (wrong == NULL && *used > bytes)
        wrong = "more is used than the limit allows";
    const char *after = unlimit(l, bytes);
    return wrong != NULL ? wrong : after;
}

/* The fewest bytes that suffice, found by halving. */
static const char *find_need(struct limited *l, size_t *need)
{
    size_t too_few = 0, enough = FAULTS_BUFFER;
    const char *wrong = NULL;
    while (enough - too_few > 1 && wrong == NULL) {
        size_t middle = too_few + (enough - too_few) / 2, used;
        bool suffices = false;
        wrong = try_limit(l, middle, &suffices, &used);
        *(suffices ? &enough : &too_few) = middle;
    }
    *need = enough;
    return wrong;
}

/* Less never suffices, and more always does; just what is needed is used up. */
static const char *try_sizes(struct limited *l, size_t need)
{
    size_t step = l->run->effort->step_of_limits, used, beyond = need + 4 * step;
    for (size_t bytes = 1; bytes < beyond; bytes += step) {
        bool suffices;
        const char *wrong = try_limit(l, bytes, &suffices, &used);
        if (wrong == NULL && suffices != (bytes >= need))
            wrong = suffices ? "less suffices than was needed" : "more is not enough";
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

static const char *try_kind(struct faults_run *run, enum kind kind, const char *spec)
{
    struct limited l = {.run = run, .kind = kind};
    size_t need, used;
    bool suffices = false;
    run->spec = spec;
    if (!arena_spec_read(&l.spec, spec))
        return "the spec is no good";
    l.arena = arena_spec_open(&l.spec, NULL, buffer, NULL, NULL);
    const char *wrong = find_need(&l, &need);
    if (wrong == NULL)
        wrong = try_limit(&l, need, &suffices, &used);
    if (wrong == NULL && !suffices)
        wrong = "what suffices is not enough the next time";
    if (wrong == NULL && need % ARENA_ALIGN != 0)
        wrong = "the limit is not exact";
    if (wrong == NULL)
        wrong = try_sizes(&l, need);
    arena_destroy(l.arena);
    return wrong;
}

const char *faults_try_limits(struct faults_run *run)
{
    const char *wrong = NULL;
    if (run->reference->input->reported != CEL_CODE_COUNT)
        return NULL; /* what is reported by hand knows no limit of the unit */
    for (size_t i = 0; i < sizeof limited / sizeof *limited && wrong == NULL; i++)
        wrong = try_kind(run, ARENA_LIMIT, limited[i]);
    if (wrong == NULL)
        wrong = try_kind(run, UNIT_LIMIT, "arena:first=64");
    return wrong != NULL ? wrong : try_kind(run, BUFFER, "arena");
}
