/* faults_check.c: what must hold of a unit whose memory failed, beside that it would
 * have been had it not. */
#include "tests/faults.h"

#include <string.h>

#include "tests/same_tree.h"

static bool parse(struct arena *arena, const struct faults_input *input,
                  struct cel_unit *unit)
{
    struct cel_string values[CEL_VALUES] = {{"x", 1}};
    if (input->reported == CEL_CODE_COUNT)
        return cel_parse(arena, input->text, input->size, &input->options, unit);
    *unit = (struct cel_unit){.source = {.text = "", .ascii = true}};
    if (!cel_copy_source(arena, input->text, input->size, &unit->source))
        cel_report_no_memory(&unit->diagnostics, (struct cel_span){0, 0});
    else
        cel_report(arena, &unit->diagnostics, input->reported, (struct cel_span){2, 12},
                   values);
    return false;
}

static bool write(const struct writer *writer, struct cel_writer *out,
                  struct arena *scratch, const struct cel_unit *unit)
{
    static const struct cel_string name = {"a.cel", 5};
    return writer->write(out, scratch, unit, name);
}

const struct faults_calls faults_real_calls = {parse, write, arena_reset};

void faults_make_reference(struct faults_reference *reference,
                           const struct faults_input *input)
{
    memset(reference, 0, sizeof *reference);
    reference->input = input;
    arena_init(&reference->arena, NULL);
    reference->valid = parse(&reference->arena, input, &reference->unit);
    for (size_t i = 0; i < WRITERS; i++)
        if (writer_suits(&writers[i], reference->valid)) {
            struct faults_written written;
            faults_sum(&faults_real_calls, &writers[i], &reference->arena,
                       &reference->unit, &written);
            reference->sums[i] = written.sum;
        }
    /* what this takes from the system is kept: a comparison will take nothing */
    same_tree(&reference->unit, &reference->unit, &reference->arena, NULL);
}

void faults_free_reference(struct faults_reference *reference)
{
    arena_destroy(&reference->arena);
}

static bool is_text(struct cel_string one, struct cel_string two)
{
    return one.size == two.size &&
           (one.size == 0 || memcmp(one.data, two.data, one.size) == 0);
}

static bool is_span(struct cel_span one, struct cel_span two)
{
    return one.start == two.start && one.end == two.end;
}

/* Whether the notes are the first of those that should be there, or all of them. */
static bool are_notes(const struct cel_note *notes, const struct cel_note *wanted,
                      bool all)
{
    for (; notes != NULL && wanted != NULL; notes = notes->next, wanted = wanted->next)
        if (!is_span(notes->span, wanted->span) ||
            !is_text(notes->message, wanted->message))
            return false;
    return notes == NULL && (!all || wanted == NULL);
}

static bool is_fix(const struct cel_fix *fix, const struct cel_fix *wanted, bool all)
{
    if (fix == NULL || wanted == NULL)
        return fix == wanted || (fix == NULL && !all);
    return is_span(fix->span, wanted->span) &&
           is_text(fix->replacement, wanted->replacement);
}

static bool is_same(const struct cel_diagnostic *d, const struct cel_diagnostic *wanted,
                    bool all)
{
    return d->code == wanted->code && d->severity == wanted->severity &&
           is_span(d->span, wanted->span) && is_text(d->message, wanted->message) &&
           are_notes(d->notes, wanted->notes, all) && is_fix(d->fix, wanted->fix, all);
}

/* The diagnostic of missing memory is always the same. */
static const char *wrong_notice(const struct cel_unit *unit,
                                const struct cel_diagnostic *d)
{
    static const char text[] = "out of memory, or past the unit's memory limit";
    if (d != &unit->diagnostics.out_of_memory || d->severity != CEL_ERROR ||
        d->notes != NULL || d->fix != NULL ||
        !is_text(d->message, (struct cel_string){text, sizeof text - 1}))
        return "what is said of missing memory is not what it should be";
    if (d->span.start > d->span.end || d->span.end > unit->source.size)
        return "the place where memory went missing is not in the text";
    return NULL;
}

/* The unit says that memory ran out, once; all else that it says is so, too, and in the
 * same order. What the last ones lack are notes and fixes. */
static const char *wrong_failure(const struct faults_reference *reference,
                                 const struct cel_unit *unit, bool valid)
{
    const struct cel_diagnostic *wanted = reference->unit.diagnostics.first;
    const char *wrong = NULL;
    size_t notices = 0;
    if (valid || unit->root != NULL)
        return "a unit without memory is valid, or has a tree";
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next) {
        if (d->code == CEL_OUT_OF_MEMORY) {
            notices++;
            wrong = wrong != NULL ? wrong : wrong_notice(unit, d);
            continue;
        }
        while (wanted != NULL && !is_same(d, wanted, false))
            wanted = wanted->next;
        if (wanted == NULL)
            return "an error is reported that there is not";
        wanted = wanted->next;
    }
    return notices == 1 ? wrong : "missing memory is reported twice";
}

static const char *wrong_success(struct faults_reference *reference,
                                 const struct cel_unit *unit, bool valid)
{
    const struct cel_unit *wanted = &reference->unit;
    const struct cel_diagnostic *d = unit->diagnostics.first;
    const struct cel_diagnostic *other = wanted->diagnostics.first;
    if (valid != reference->valid || unit->token_count != wanted->token_count ||
        unit->node_count != wanted->node_count ||
        unit->macro_count != wanted->macro_count ||
        (unit->root == NULL) != (wanted->root == NULL))
        return "the unit is another one";
    if (!same_tree(unit, wanted, &reference->arena, NULL))
        return "the tree is another one";
    for (; d != NULL && other != NULL; d = d->next, other = other->next)
        if (!is_same(d, other, true))
            return "an error is another one";
    return d == other ? NULL : "there are other errors";
}

const char *faults_wrong_unit(struct faults_reference *reference,
                              const struct cel_unit *unit, bool valid, bool refused,
                              bool must)
{
    bool says_so = cel_ran_out_of_memory(&unit->diagnostics);
    if (says_so && !refused)
        return "no memory, and no request was refused";
    if (must && refused && !says_so)
        return "a request was refused, and the unit does not say so";
    return says_so ? wrong_failure(reference, unit, valid)
                   : wrong_success(reference, unit, valid);
}

const char *faults_wrong_writing(const struct faults_reference *reference,
                                 enum writer_id id, bool good,
                                 const struct faults_written *written, bool refused)
{
    bool goes_on = writers[id].does_without;
    if (!refused)
        return good && written->sum == reference->sums[id] ? NULL
                                                           : "it is written otherwise";
    if (good != goes_on)
        return "a writer does not tell that memory is missing";
    if ((written->size > 0) != goes_on)
        return "a writer without memory writes something, or no errors";
    return NULL;
}

const char *faults_wrong_again(struct faults_run *run, struct arena *arena, bool all)
{
    struct cel_unit unit;
    bool valid = run->calls->parse(arena, run->reference->input, &unit);
    const char *wrong = faults_wrong_unit(run->reference, &unit, valid, false, false);
    for (int id = 0; all && wrong == NULL && id < WRITERS; id++) {
        struct faults_written written;
        if (!writer_suits(&writers[id], valid))
            continue;
        bool good = faults_sum(run->calls, &writers[id], arena, &unit, &written);
        wrong = faults_wrong_writing(run->reference, (enum writer_id)id, good, &written,
                                     false);
    }
    run->calls->reset(arena);
    return wrong;
}
