/* faults_try.c: one request after the other fails, in parsing and in writing. */
#include "tests/faults.h"

#include <stdio.h>
#include <string.h>

#include "tests/heap_watch.h"

static _Alignas(16) char buffer[FAULTS_BUFFER]; /* of the fixed backend */

/* The backends and what is made of them: each request comes by, and fails in turn. */
static const char *const backends[FAULTS_BACKENDS] = {
    "arena:first=64", "malloc",    "slab:first=64", "fixed:4000000",
    "host",           "log,arena", "log,malloc",    "arena:align=4096:first=64"};

/* An arena, and what makes its requests fail. */
struct failing {
    struct arena_spec spec;    /* all of it */
    struct arena *arena;       /* the outermost */
    struct arena_fault *fault; /* the first fault in it, or NULL */
    long outstanding;          /* mallocs before it was opened */
};

static bool open_arena(struct failing *f, const char *wrapper, const char *backend)
{
    char text[100];
    snprintf(text, sizeof text, "%s%s", wrapper, backend);
    f->outstanding = heap_watch.outstanding;
    if (!arena_spec_read(&f->spec, text))
        return false;
    f->arena = arena_spec_open(&f->spec, NULL, buffer, NULL, NULL);
    f->fault = arena_spec_fault(&f->spec);
    if (f->fault != NULL)
        f->fault->when = ARENA_FAULT_NEVER;
    return true;
}

/* Destroys it: nothing must be left. */
static const char *close_arena(struct failing *f, const char *wrong)
{
    arena_destroy(f->arena);
    if (wrong == NULL && heap_watch.outstanding != f->outstanding)
        return "memory has leaked";
    return wrong;
}

static void fail_from(struct failing *f, enum arena_fault_when when, unsigned long n)
{
    f->fault->when = when;
    f->fault->n = n;
    f->fault->requests = f->fault->refused = 0;
}

static void note(struct faults_run *run, const char *what, bool all_after,
                 unsigned long n)
{
    snprintf(run->where, sizeof run->where, "%s %lu%s with %s", what, n,
             all_after ? " and all after it" : "", run->spec);
}

/* Tells a unit's errors with the memory as it is. Each format must name the missing
 * memory, even where there is none to find a place in the text. */
static const char *wrong_telling(struct faults_run *run, struct arena *arena,
                                 const struct cel_unit *unit)
{
    struct faults_written written;
    for (size_t i = 0; i < WRITERS; i++) {
        if (!writers[i].of_errors)
            continue;
        size_t used = arena_used(arena);
        run->count->told++;
        faults_sum(run->calls, &writers[i], arena, unit, &written);
        if (!written.notice)
            return "missing memory is not told of for want of memory";
        if (arena_used(arena) != used)
            return "telling of missing memory keeps some";
    }
    return NULL;
}

/* What takes long is not done each time. */
static bool is_turn(const struct faults_run *run, unsigned long n)
{
    return n % run->effort->turn == 1;
}

/* Comparing takes as long as the text is, and a long text has many requests. */
static bool is_compared(const struct faults_run *run, unsigned long n)
{
    return (n - 1) % (run->reference->input->size / run->effort->dense + 1) == 0;
}

/* What was refused something is reset, serves the parser once more, and is reset. */
static const char *reset_and_compare(struct faults_run *run, struct arena *arena,
                                     unsigned long n, bool refused)
{
    run->calls->reset(arena);
    if (arena_used(arena) != 0)
        return "a reset leaves something in use";
    if (refused && !is_compared(run, n))
        return NULL;
    run->count->compared += refused;
    return faults_wrong_again(run, arena, is_turn(run, n) || !refused);
}

/* One run with request n failing. *refused: whether there was one. */
static const char *try_request(struct faults_run *run, struct failing *f,
                               enum arena_fault_when when, unsigned long n,
                               bool *refused)
{
    struct cel_unit unit;
    bool all_after = when == ARENA_FAULT_FROM;
    note(run, "request", all_after, n);
    fail_from(f, when, n);
    bool valid = run->calls->parse(f->arena, run->reference->input, &unit);
    *refused = f->fault->refused > 0;
    run->count->parsed += *refused;
    const char *wrong = faults_wrong_unit(run->reference, &unit, valid, *refused, true);
    if (wrong == NULL && all_after && *refused && is_turn(run, n))
        wrong = wrong_telling(run, f->arena, &unit);
    f->fault->when = ARENA_FAULT_NEVER;
    return wrong != NULL ? wrong : reset_and_compare(run, f->arena, n, *refused);
}

static const char *try_requests(struct faults_run *run, enum arena_fault_when when)
{
    struct failing f;
    const char *wrong = NULL;
    bool refused = true, opened = false;
    for (unsigned long n = 1; refused && wrong == NULL; n++) {
        if (!opened && !open_arena(&f, "fault:1,", run->spec))
            return "the spec is no good";
        opened = !run->effort->fresh;
        wrong = try_request(run, &f, when, n, &refused);
        if (n == 1 && !refused)
            return close_arena(&f, "nothing failed");
        if (!opened)
            wrong = close_arena(&f, wrong);
    }
    return opened ? close_arena(&f, wrong) : wrong;
}

const char *faults_try_requests(struct faults_run *run)
{
    const char *wrong = NULL;
    for (size_t i = 0; i < FAULTS_BACKENDS && wrong == NULL; i++) {
        run->spec = backends[i];
        wrong = try_requests(run, ARENA_FAULT_NTH);
        if (wrong == NULL)
            wrong = try_requests(run, ARENA_FAULT_FROM);
    }
    return wrong;
}

/* One run with malloc n failing, or block n, in a new arena. An arena may do without:
 * then the unit is what it should be. */
static const char *try_malloc(struct faults_run *run, bool blocks, bool all_after,
                              unsigned long n, bool *refused)
{
    struct failing f;
    struct cel_unit unit;
    note(run, blocks ? "block" : "malloc", all_after, n);
    if (!open_arena(&f, blocks ? "fault-blocks:1," : "", run->spec))
        return "the spec is no good";
    if (blocks)
        fail_from(&f, all_after ? ARENA_FAULT_FROM : ARENA_FAULT_NTH, n);
    heap_watch.calls = heap_watch.refused = 0;
    heap_watch.fail = blocks ? 0 : n;
    heap_watch.all_after = all_after;
    bool valid = run->calls->parse(f.arena, run->reference->input, &unit);
    *refused = heap_watch.refused > 0 || (blocks && f.fault->refused > 0);
    run->count->parsed += *refused;
    const char *wrong =
        faults_wrong_unit(run->reference, &unit, valid, *refused, false);
    if (wrong == NULL && cel_ran_out_of_memory(&unit.diagnostics) && is_turn(run, n))
        wrong = wrong_telling(run, f.arena, &unit);
    heap_watch.fail = 0;
    if (blocks)
        f.fault->when = ARENA_FAULT_NEVER;
    if (wrong == NULL)
        wrong = reset_and_compare(run, f.arena, n, *refused);
    return close_arena(&f, wrong);
}

const char *faults_try_system(struct faults_run *run)
{
    static const struct {
        const char *spec; /* the arena */
        bool blocks;      /* blocks fail, not mallocs */
    } systems[] = {{"arena:first=64", false},
                   {"malloc", false},
                   {"slab:first=64", false},
                   {"host", false},
                   {"arena:first=64:largest=256", true},
                   {"slab:first=64", true}};
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        for (int all_after = 0; all_after < 2; all_after++) {
            bool refused = true;
            run->spec = systems[i].spec;
            for (unsigned long n = 1; refused; n++) {
                const char *wrong =
                    try_malloc(run, systems[i].blocks, all_after, n, &refused);
                if (wrong != NULL)
                    return wrong;
                if (n == 1 && !refused)
                    return "nothing failed";
            }
        }
    return NULL;
}

/* One run of a writer with request n failing, and one more with all its memory. It
 * gives back what it has taken. */
static const char *try_writer(struct faults_run *run, struct failing *f,
                              const struct cel_unit *unit, enum writer_id id,
                              enum arena_fault_when when, unsigned long n,
                              bool *refused)
{
    size_t used = arena_used(f->arena), marks = f->arena->marks;
    struct faults_written written;
    note(run, writers[id].name, when == ARENA_FAULT_FROM, n);
    fail_from(f, when, n);
    bool good = faults_sum(run->calls, &writers[id], f->arena, unit, &written);
    *refused = f->fault->refused > 0;
    f->fault->when = ARENA_FAULT_NEVER;
    run->count->written += *refused;
    if (arena_used(f->arena) != used || f->arena->marks != marks)
        return "a writer keeps memory";
    const char *wrong =
        faults_wrong_writing(run->reference, id, good, &written, *refused);
    if (wrong != NULL || !*refused)
        return wrong;
    run->count->compared++;
    good = faults_sum(run->calls, &writers[id], f->arena, unit, &written);
    return faults_wrong_writing(run->reference, id, good, &written, false);
}

static const char *try_writers(struct faults_run *run, struct failing *f)
{
    struct cel_unit unit;
    const char *wrong = NULL;
    bool valid = run->calls->parse(f->arena, run->reference->input, &unit);
    for (int id = 0; id < WRITERS; id++)
        for (int when = ARENA_FAULT_NTH; when <= ARENA_FAULT_FROM; when++) {
            bool refused = writer_suits(&writers[id], valid);
            for (unsigned long n = 1; refused && wrong == NULL; n++)
                wrong = try_writer(run, f, &unit, (enum writer_id)id,
                                   (enum arena_fault_when)when, n, &refused);
        }
    return wrong;
}

const char *faults_try_writers(struct faults_run *run)
{
    const char *wrong = NULL;
    for (size_t i = 0; i < FAULTS_BACKENDS && wrong == NULL; i++) {
        struct failing f;
        run->spec = backends[i];
        if (!open_arena(&f, "fault:1,", run->spec))
            return "the spec is no good";
        wrong = close_arena(&f, try_writers(run, &f));
    }
    return wrong;
}

const char *faults_try_all(struct faults_run *run)
{
    const char *wrong = faults_try_requests(run);
    wrong = wrong != NULL ? wrong : faults_try_system(run);
    wrong = wrong != NULL ? wrong : faults_try_writers(run);
    return wrong != NULL ? wrong : faults_try_limits(run);
}
