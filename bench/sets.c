/* sets.c: the sets. What is made from FILEs takes those that are valid: a broken unit
 * ends early, and would make its set look fast. Only a corpus is taken as it is. */
#include "bench/sets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/apart.h"
#include "bench/pages.h"

enum {
    SMALL_UNITS = 10000,
    KEEP_UNITS = 1000,
    SMALL_SIZE = 300,
    POLICY_SIZE = 64 << 10
};

/* A rule of admission as many are written: 20 tokens. */
static const char short_text[] =
    "request.auth.claims.group == 'admin' || resource.owner == request.auth.sub";

/* What a trial parse of all units tells; in memory that the child shares. */
struct trial {
    const struct units *units; /* what is parsed */
    uint64_t tokens;           /* in all of them */
    uint64_t nodes;            /* made for all of them */
    bool valid[];              /* one a unit */
};

static size_t trial_size(const struct units *units)
{
    return sizeof(struct trial) + units->count * sizeof(bool);
}

static void try_all(void *context)
{
    struct trial *trial = context;
    struct cel_options options = {.max_memory = SIZE_MAX};
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < trial->units->count; i++) {
        struct cel_unit unit;
        struct cel_string text = trial->units->texts[i];
        trial->valid[i] = cel_parse(&arena, text.data, text.size, &options, &unit);
        trial->tokens += unit.token_count;
        trial->nodes += unit.node_count;
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}

/* Parses all units in a child process, so that the heap here stays as it is. */
static struct trial *start_trial(const struct units *units)
{
    struct trial *trial = bench_shared_pages(trial_size(units));
    trial->units = units;
    if (!bench_apart(try_all, trial)) {
        fputs("bench: the trial parse did not end well\n", stderr);
        exit(2);
    }
    return trial;
}

static void end_trial(struct trial *trial)
{
    bench_pages_free(trial, trial_size(trial->units));
}

void bench_keep_valid(struct bench_input *input)
{
    struct units *files = &input->files;
    struct trial *trial = start_trial(files);
    size_t kept = 0;
    for (size_t i = 0; i < files->count; i++)
        if (trial->valid[i]) {
            files->texts[kept] = files->texts[i];
            input->paths[kept++] = input->paths[i];
        } else {
            files->bytes -= files->texts[i].size;
            fprintf(stderr, "bench: %s: not a valid unit; left out of the sets\n",
                    input->paths[i]);
        }
    end_trial(trial);
    files->count = kept;
}

static void count_up(struct bench_set *set)
{
    struct trial *trial = start_trial(&set->units);
    set->tokens = trial->tokens;
    set->nodes = trial->nodes;
    set->distinct = units_distinct(&set->units);
    end_trial(trial);
    for (size_t i = 1; i < set->units.count; i++)
        if (set->units.texts[i].size > set->units.texts[set->largest].size)
            set->largest = i;
}

/* The file named as a policy, else the longest that is no more than a policy. */
static void add_policy(struct units *units, const struct bench_input *input)
{
    const struct cel_string *best = NULL;
    for (size_t i = 0; i < input->files.count; i++) {
        const struct cel_string *text = &input->files.texts[i];
        if (text->size > POLICY_SIZE)
            continue;
        if (strstr(input->paths[i], "pod-security.cel") != NULL) {
            best = text;
            break;
        }
        if (best == NULL || text->size > best->size)
            best = text;
    }
    if (best != NULL)
        units_add(units, *best);
}

static void add_small(struct units *units, const struct bench_input *input,
                      size_t count)
{
    struct units small = {0};
    for (size_t i = 0; i < input->files.count; i++) {
        struct cel_string text = input->files.texts[i];
        if (text.size < SMALL_SIZE)
            units_add(&small, text);
    }
    for (size_t i = 0; small.count > 0 && i < count; i++)
        if (i < small.count)
            units_add(units, small.texts[i]);
        else
            units_add_varied(units, small.texts[i % small.count], input->seed + i);
    units_free(&small);
}

/* The bytes that a name such as size-4096 asks for, or 0. */
static size_t joined_size(const char *name)
{
    if (strcmp(name, "1mb") == 0)
        return (size_t)1 << 20;
    if (strcmp(name, "100mb") == 0)
        return (size_t)100 << 20;
    char *end = NULL;
    unsigned long size = strncmp(name, "size-", 5) == 0 ? strtoul(name + 5, &end, 10)
                                                        : 0;
    return end != NULL && *end == '\0' && size < CEL_MAX_UNIT / 2 ? size : 0;
}

static bool fail(const char *name, const char *why)
{
    fprintf(stderr, "bench: set '%s': %s\n", name, why);
    return false;
}

bool bench_set_is_known(const char *name)
{
    static const char *const names[] = {"short",     "policy",    "small",
                                        "corpus",    "lose-grow", "lose-lifo",
                                        "lose-keep", "lose-tiny"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    if (joined_size(name) > 0)
        return true;
    return fail(name, "unknown; there are short, policy, small, 1mb, 100mb, size-N "
                      "(bytes), corpus, lose-grow, lose-lifo, lose-keep, lose-tiny");
}

bool bench_make_set(struct bench_set *set, const char *name,
                    const struct bench_input *input)
{
    *set = (struct bench_set){.name = name};
    bool of_files = strcmp(name, "short") != 0 && strcmp(name, "corpus") != 0;
    if (strcmp(name, "policy") == 0)
        add_policy(&set->units, input);
    else if (strcmp(name, "small") == 0)
        add_small(&set->units, input, SMALL_UNITS);
    else if (strcmp(name, "lose-keep") == 0)
        add_small(&set->units, input, KEEP_UNITS);
    else if (joined_size(name) > 0)
        units_add_joined(&set->units, &input->files, joined_size(name), input->seed);
    else if (strcmp(name, "corpus") != 0)
        units_add(&set->units, (struct cel_string){short_text, sizeof short_text - 1});
    else if (input->corpus == NULL)
        return fail(name, "--corpus=FILE says which");
    else if (!units_add_file(&set->units, input->corpus, true))
        return fail(name, strerror(errno));
    if (set->units.bytes == 0)
        return fail(name, of_files ? "none of the FILEs suits: too long, or not valid"
                                   : "no text in it");
    count_up(set);
    return true;
}

void bench_free_set(struct bench_set *set)
{
    units_free(&set->units);
}
