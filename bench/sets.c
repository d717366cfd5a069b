/* sets.c: the sets. What is made from FILEs takes those that are valid: a broken unit
 * ends early, and would make its set look fast. Only a corpus is taken as it is. */
#include "bench/sets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/pages.h"

enum { SMALL_UNITS = 10000, SMALL_SIZE = 300, POLICY_SIZE = 64 << 10 };

/* A rule of admission as many are written: 22 tokens. */
static const char short_text[] =
    "request.auth.claims.group == 'admin' || resource.owner == request.auth.sub";

/* Parses each unit once: the numbers of tokens and nodes, and whether all are valid. */
static bool count_up(struct bench_set *set)
{
    struct arena_options options = {.source = bench_page_source};
    struct cel_options parse = {.max_memory = SIZE_MAX};
    struct arena arena;
    bool valid = true;
    arena_init(&arena, &options);
    for (size_t i = 0; i < set->units.count; i++) {
        struct cel_unit unit;
        struct cel_string text = set->units.texts[i];
        valid &= cel_parse(&arena, text.data, text.size, &parse, &unit);
        set->tokens += unit.token_count;
        set->nodes += unit.node_count;
        if (text.size > set->units.texts[set->largest].size)
            set->largest = i;
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    return valid;
}

/* The file named as a policy, else the longest that is no more than a policy. */
static void add_policy(struct units *units, const struct bench_input *input)
{
    const struct cel_string *best = NULL;
    for (size_t i = 0; i < input->files.count; i++) {
        const struct cel_string *text = &input->files.texts[i];
        if (text->size > POLICY_SIZE || !units_is_valid(*text))
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

static void add_small(struct units *units, const struct bench_input *input)
{
    struct units small = {0};
    for (size_t i = 0; i < input->files.count; i++) {
        struct cel_string text = input->files.texts[i];
        if (text.size < SMALL_SIZE && units_is_valid(text))
            units_add(&small, text);
    }
    for (size_t i = 0; small.count > 0 && i < SMALL_UNITS; i++)
        units_add(units, small.texts[i % small.count]);
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

static bool known(const char *name)
{
    static const char *const names[] = {"short", "policy", "small", "corpus"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return strncmp(name, "lose-", 5) == 0 || joined_size(name) > 0;
}

static bool fail(const char *name, const char *why)
{
    fprintf(stderr, "bench: set '%s': %s\n", name, why);
    return false;
}

bool bench_make_set(struct bench_set *set, const char *name,
                    const struct bench_input *input)
{
    *set = (struct bench_set){.name = name};
    if (!known(name))
        return fail(name, "unknown; there are short, policy, small, 1mb, 100mb, size-N "
                          "(bytes), corpus, lose-grow, lose-lifo, lose-keep, "
                          "lose-tiny");
    bool of_files = strcmp(name, "short") != 0 && strcmp(name, "corpus") != 0;
    if (strcmp(name, "policy") == 0)
        add_policy(&set->units, input);
    else if (strcmp(name, "small") == 0 || strcmp(name, "lose-keep") == 0)
        add_small(&set->units, input);
    else if (joined_size(name) > 0)
        units_add_joined(&set->units, &input->files, joined_size(name));
    else if (strcmp(name, "corpus") != 0)
        units_add(&set->units, (struct cel_string){short_text, sizeof short_text - 1});
    else if (input->corpus == NULL)
        return fail(name, "--corpus=FILE says which");
    else if (!units_add_file(&set->units, input->corpus, true))
        return fail(input->corpus, strerror(errno));
    if (set->units.bytes == 0)
        return fail(name, of_files ? "none of the files suits" : "no text in it");
    bool valid = count_up(set);
    return valid || !of_files ? true : fail(name, "made of broken units");
}

void bench_free_set(struct bench_set *set)
{
    units_free(&set->units);
}
