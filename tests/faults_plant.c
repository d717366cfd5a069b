/* faults_plant.c: parsers, writers and resets that do not bear a failure as they must.
 * Each must be noticed for what it is. */
#include "tests/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/heap_watch.h"

static bool real_parse(struct arena *arena, const struct faults_input *input,
                       struct cel_unit *unit)
{
    return faults_real_calls.parse(arena, input, unit);
}

static bool real_write(const struct writer *writer, struct cel_writer *out,
                       struct arena *scratch, const struct cel_unit *unit)
{
    return faults_real_calls.write(writer, out, scratch, unit);
}

static bool ignores_failure(struct arena *arena, const struct faults_input *input,
                            struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    if (!cel_ran_out_of_memory(&unit->diagnostics))
        return valid;
    unit->diagnostics = (struct cel_diagnostics){0};
    return true;
}

static bool says_it_otherwise(struct arena *arena, const struct faults_input *input,
                              struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    if (cel_ran_out_of_memory(&unit->diagnostics))
        unit->diagnostics.out_of_memory.message.size--;
    return valid;
}

static bool says_it_elsewhere(struct arena *arena, const struct faults_input *input,
                              struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    if (cel_ran_out_of_memory(&unit->diagnostics))
        unit->diagnostics.out_of_memory.span.end = unit->source.size + 1;
    return valid;
}

/* Where memory fails there is a second error that is none. */
static bool says_more(struct arena *arena, const struct faults_input *input,
                      struct cel_unit *unit)
{
    static struct cel_diagnostic more = {.code = CEL_EMPTY_UNIT,
                                         .message = {"nothing", 7}};
    bool valid = real_parse(arena, input, unit);
    if (cel_ran_out_of_memory(&unit->diagnostics)) {
        more.next = unit->diagnostics.first;
        unit->diagnostics.first = &more;
    }
    return valid;
}

static bool keeps_its_tree(struct arena *arena, const struct faults_input *input,
                           struct cel_unit *unit)
{
    static struct cel_node node;
    bool valid = real_parse(arena, input, unit);
    if (cel_ran_out_of_memory(&unit->diagnostics))
        unit->root = &node;
    return valid;
}

static bool fails_for_nothing(struct arena *arena, const struct faults_input *input,
                              struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    struct cel_span span = {0, 0};
    if (arena_used(arena) > 0 && !cel_ran_out_of_memory(&unit->diagnostics) && valid) {
        cel_report_no_memory(&unit->diagnostics, span);
        unit->root = NULL;
        return false;
    }
    return valid;
}

static bool loses_memory(struct arena *arena, const struct faults_input *input,
                         struct cel_unit *unit)
{
    static void *volatile lost; /* so that the leak sanitizer knows where it is */
    bool valid = real_parse(arena, input, unit);
    if (cel_ran_out_of_memory(&unit->diagnostics) && lost == NULL)
        lost = malloc(16);
    return valid;
}

static bool takes_past_limit(struct arena *arena, const struct faults_input *input,
                             struct cel_unit *unit)
{
    size_t limit = arena_set_limit(arena, SIZE_MAX);
    if (limit < SIZE_MAX)
        arena_set_limit(arena, limit + 8);
    bool valid = real_parse(arena, input, unit);
    arena_set_limit(arena, limit);
    return valid;
}

/* Changes the byte behind a small buffer's end. */
static void write_behind(const struct arena *arena)
{
    size_t size = arena->options.buffer_size;
    if (arena->backend == &arena_fixed && size < FAULTS_BUFFER)
        ((char *)arena->options.buffer)[size] = 1;
}

static bool writes_past_buffer(struct arena *arena, const struct faults_input *input,
                               struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    write_behind(arena);
    return valid;
}

static bool writer_hides_failure(const struct writer *writer, struct cel_writer *out,
                                 struct arena *scratch, const struct cel_unit *unit)
{
    real_write(writer, out, scratch, unit);
    return true;
}

static bool writes_a_part(const struct writer *writer, struct cel_writer *out,
                          struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    if (!good)
        cel_write(out, "{");
    return good;
}

static bool writer_keeps_memory(const struct writer *writer, struct cel_writer *out,
                                struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    arena_alloc(scratch, 8, "kept");
    return good;
}

static bool tells_nothing(const struct writer *writer, struct cel_writer *out,
                          struct arena *scratch, const struct cel_unit *unit)
{
    if (!writer->of_errors || !cel_ran_out_of_memory(&unit->diagnostics))
        return real_write(writer, out, scratch, unit);
    cel_write(out, "something is wrong");
    return true;
}

/* Changes the tree, and no count of what is in it. */
static void spoil(struct cel_unit *unit)
{
    if (unit->root != NULL)
        unit->root->op++;
}

/* Once in sixteen failures, and never the first of a series, the next parse in full is
 * spoilt, if it comes at once. */
static bool fails_later(struct arena *arena, const struct faults_input *input,
                        struct cel_unit *unit)
{
    static unsigned failures;
    static bool spoils;
    bool valid = real_parse(arena, input, unit);
    bool failed = cel_ran_out_of_memory(&unit->diagnostics);
    if (!failed && spoils)
        spoil(unit);
    spoils = failed && ++failures % 16 == 7;
    return valid;
}

/* Where a malloc fails and the arena does without. */
static bool makes_another_tree(struct arena *arena, const struct faults_input *input,
                               struct cel_unit *unit)
{
    bool valid = real_parse(arena, input, unit);
    if (heap_watch.fail > 0 && heap_watch.refused > 0)
        spoil(unit);
    return valid;
}

static bool is_limited(const struct arena *arena)
{
    return arena->options.limit < SIZE_MAX;
}

static bool hides_its_limit(const struct writer *writer, struct cel_writer *out,
                            struct arena *scratch, const struct cel_unit *unit)
{
    return real_write(writer, out, scratch, unit) || is_limited(scratch);
}

static bool writes_to_its_limit(const struct writer *writer, struct cel_writer *out,
                                struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    if (!good && is_limited(scratch))
        cel_write(out, "{");
    return good;
}

static bool keeps_its_limit(const struct writer *writer, struct cel_writer *out,
                            struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    if (good && is_limited(scratch))
        arena_alloc(scratch, 8, "kept");
    return good;
}

static bool moves_its_limit(const struct writer *writer, struct cel_writer *out,
                            struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    if (!good && is_limited(scratch))
        arena_set_limit(scratch, arena_used(scratch));
    return good;
}

/* What failed the last time is written otherwise. */
static bool writes_worse(const struct writer *writer, struct cel_writer *out,
                         struct arena *scratch, const struct cel_unit *unit,
                         bool *failed)
{
    bool good = real_write(writer, out, scratch, unit);
    if (good && *failed)
        cel_write(out, " ");
    *failed = !good;
    return good;
}

static bool writes_worse_later(const struct writer *writer, struct cel_writer *out,
                               struct arena *scratch, const struct cel_unit *unit)
{
    static bool failed;
    return writes_worse(writer, out, scratch, unit, &failed);
}

static bool limited_for_ever(const struct writer *writer, struct cel_writer *out,
                             struct arena *scratch, const struct cel_unit *unit)
{
    static bool failed;
    bool limited = is_limited(scratch);
    bool good = writes_worse(writer, out, scratch, unit, &failed);
    failed = failed && limited;
    return good;
}

static bool writes_past_scratch(const struct writer *writer, struct cel_writer *out,
                                struct arena *scratch, const struct cel_unit *unit)
{
    bool good = real_write(writer, out, scratch, unit);
    write_behind(scratch);
    return good;
}

static void resets_not_all(struct arena *arena)
{
    arena_reset(arena);
    arena_alloc(arena, 8, "left");
}

/* A fault, the complaint by which it is noticed, and the calls that are wrong; NULL:
 * the library's. */
static const struct plant {
    const char *what;          /* in words */
    const char *complaint;     /* what must be said of it */
    struct faults_calls calls; /* the fault */
    const char *where;         /* and of what was tried, in part */
} plants[] = {
    {"ignores the failure",
     "a request was refused, and the unit does not say so",
     {.parse = ignores_failure},
     ""},
    {"says it otherwise",
     "what is said of missing memory is not what it should be",
     {.parse = says_it_otherwise},
     ""},
    {"says it elsewhere",
     "the place where memory went missing is not in the text",
     {.parse = says_it_elsewhere},
     ""},
    {"says more", "an error is reported that there is not", {.parse = says_more}, ""},
    {"keeps its tree",
     "a unit without memory is valid, or has a tree",
     {.parse = keeps_its_tree},
     ""},
    {"fails for nothing",
     "no memory, and no request was refused",
     {.parse = fails_for_nothing},
     ""},
    {"loses memory", "memory has leaked", {.parse = loses_memory}, ""},
    {"takes 8 bytes too many",
     "more is used than the limit allows",
     {.parse = takes_past_limit},
     ""},
    {"writes past the buffer",
     "something is behind the buffer",
     {.parse = writes_past_buffer},
     ""},
    {"hides a writer's failure",
     "a writer does not tell that memory is missing",
     {.write = writer_hides_failure},
     ""},
    {"writes a part",
     "a writer without memory writes something, or no errors",
     {.write = writes_a_part},
     ""},
    {"keeps a writer's memory",
     "telling of missing memory keeps some",
     {.write = writer_keeps_memory},
     ""},
    {"tells nothing",
     "missing memory is not told of for want of memory",
     {.write = tells_nothing},
     ""},
    {"fails later", "the tree is another one", {.parse = fails_later}, "request 7 "},
    {"makes another tree",
     "the tree is another one",
     {.parse = makes_another_tree},
     "malloc "},
    {"writes worse later",
     "it is written otherwise",
     {.write = writes_worse_later},
     "tree 1 with"},
    {"hides its limit",
     "a writer does not tell that memory is missing",
     {.write = hides_its_limit},
     "tree: an arena's limit of "},
    {"writes to its limit",
     "a writer without memory writes something, or no errors",
     {.write = writes_to_its_limit},
     "tree: an arena's limit of "},
    {"keeps its limit",
     "a writer keeps memory",
     {.write = keeps_its_limit},
     "tree: an arena's limit of "},
    {"moves its limit",
     "the limit has become another one",
     {.write = moves_its_limit},
     "tree: an arena's limit of "},
    {"is limited for ever",
     "it is written otherwise",
     {.write = limited_for_ever},
     "tree: an arena's limit of "},
    {"writes past a writer's buffer",
     "something is behind the buffer",
     {.write = writes_past_scratch},
     "tree: a buffer of "},
    {"resets not all",
     "a reset leaves something in use",
     {.reset = resets_not_all},
     ""},
};

static bool is_noticed(const struct plant *plant, const struct faults_input *input)
{
    struct faults_calls calls = plant->calls;
    struct faults_effort effort = {64, false, 16, 256};
    struct faults_count count = {0};
    struct faults_reference reference;
    calls.parse = calls.parse != NULL ? calls.parse : faults_real_calls.parse;
    calls.write = calls.write != NULL ? calls.write : faults_real_calls.write;
    calls.reset = calls.reset != NULL ? calls.reset : faults_real_calls.reset;
    faults_make_reference(&reference, input);
    struct faults_run run = {
        .calls = &calls, .effort = &effort, .reference = &reference, .count = &count};
    const char *wrong = faults_try_all(&run);
    faults_free_reference(&reference);
    if (wrong != NULL && strcmp(wrong, plant->complaint) == 0 &&
        strstr(run.where, plant->where) != NULL)
        return true;
    fprintf(stderr,
            "check-faults: the planted fault '%s' is not noticed, but: %s: %s\n",
            plant->what, run.where, wrong != NULL ? wrong : "nothing");
    return false;
}

/* That a code does not occur among the inputs must be noticed, too. */
static bool missing_code_is_noticed(void)
{
    bool seen[CEL_CODE_COUNT];
    for (int code = 0; code < CEL_CODE_COUNT; code++)
        seen[code] = code != CEL_TOO_DEEP;
    return !faults_have_all_codes(seen, NULL);
}

size_t faults_notice_planted(void)
{
    static const char text[] = "a.all(x, x > 1) ? 'b' : [c, d]";
    const struct faults_input input = {"planted",       "",  text,
                                       sizeof text - 1, {0}, CEL_CODE_COUNT};
    for (size_t i = 0; i < sizeof plants / sizeof *plants; i++)
        if (!is_noticed(&plants[i], &input))
            return 0;
    return missing_code_is_noticed() ? sizeof plants / sizeof *plants + 1 : 0;
}
