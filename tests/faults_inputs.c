/* faults_inputs.c: what is parsed: all samples, in all ways that differ, and a text for
 * each diagnostic that no sample can show. */
#include "tests/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    INPUTS = 2000,  /* that there may be */
    TEXTS = 1 << 20 /* bytes of all files */
};

static struct faults_input inputs[INPUTS]; /* all */
static size_t count;                       /* how many */
static char texts[TEXTS];                  /* of all files */
static size_t used;                        /* bytes of them */
static bool seen[CEL_CODE_COUNT];          /* errors that some input has */

/* The ways in which each sample is parsed, if the outcome is another. */
static const struct {
    const char *name;           /* in words */
    struct cel_options options; /* the options */
} ways[] = {
    {"by default", {0}},
    {"without macros", {.no_macros = true}},
    {"without optional syntax", {.no_optional = true}},
    {"with one error", {.max_errors = 1}},
    {"with a thousand errors", {.max_errors = 1000}},
    {"with ten nodes", {.max_nodes = 10}},
};

enum { WAYS = sizeof ways / sizeof *ways };

static uint64_t add(uint64_t sum, uint64_t more)
{
    return (sum ^ more) * 1099511628211u;
}

/* What an input has for a tree and for errors, as a number. */
static uint64_t outcome_of(const struct faults_input *input)
{
    struct faults_reference reference;
    uint64_t sum = 0;
    faults_make_reference(&reference, input);
    const struct cel_diagnostic *d = reference.unit.diagnostics.first;
    for (; d != NULL; d = d->next)
        seen[d->code] = true;
    for (size_t i = 0; i < WRITERS; i++)
        sum = add(sum, reference.sums[i]);
    sum = add(sum, reference.unit.node_count);
    faults_free_reference(&reference);
    return sum;
}

static void add_input(const struct faults_input *input)
{
    if (count < INPUTS)
        inputs[count++] = *input;
}

/* Adds a text in every way that differs from those before. */
static void add_ways(const char *name, const char *text, size_t size)
{
    uint64_t outcomes[WAYS];
    for (size_t i = 0; i < WAYS; i++) {
        struct faults_input input = {name, ways[i].name,    text,
                                     size, ways[i].options, CEL_CODE_COUNT};
        outcomes[i] = outcome_of(&input);
        bool is_new = true;
        for (size_t k = 0; k < i; k++)
            is_new = is_new && outcomes[k] != outcomes[i];
        if (is_new)
            add_input(&input);
    }
}

static bool add_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        perror(name);
        return false;
    }
    size_t size = fread(texts + used, 1, sizeof texts - used, file);
    bool whole = !ferror(file) && used + size < sizeof texts;
    fclose(file);
    if (whole)
        add_ways(name, texts + used, size);
    else
        fprintf(stderr, "check-faults: %s: not read whole\n", name);
    used += size;
    return whole;
}

/* What no file shows: a unit too long for any; memory that was never enough; and errors
 * of YAML, which the program reports as the parser does. */
static void add_rest(void)
{
    static const char text[] = "- expression: a +";
    static const enum cel_code codes[] = {CEL_INVALID_YAML, CEL_NOT_AN_EXPRESSION};
    struct faults_input input = {"too long",       "",  text,
                                 CEL_MAX_UNIT + 1, {0}, CEL_CODE_COUNT};
    outcome_of(&input);
    add_input(&input);
    input = (struct faults_input){
        "no memory", "", text, sizeof text - 1, {.max_memory = 8}, CEL_CODE_COUNT};
    outcome_of(&input); /* as an input it would fail by itself */
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        input = (struct faults_input){cel_code_name(codes[i]), "",  text,
                                      sizeof text - 1,         {0}, codes[i]};
        outcome_of(&input);
        add_input(&input);
    }
}

bool faults_have_all_codes(const bool has[CEL_CODE_COUNT], FILE *complaints)
{
    bool all = true;
    for (int code = 0; code < CEL_CODE_COUNT; code++) {
        all = all && has[code];
        if (!has[code] && complaints != NULL)
            fprintf(complaints, "check-faults: no input has the error %s\n",
                    cel_code_name((enum cel_code)code));
    }
    return all;
}

size_t faults_make_inputs(const struct faults_input **made, char **files, bool some)
{
    for (; *files != NULL; files++)
        if (!add_file(*files))
            return 0;
    add_rest();
    *made = inputs;
    if (count == INPUTS)
        fprintf(stderr, "check-faults: too many inputs\n");
    return (some || faults_have_all_codes(seen, stderr)) && count < INPUTS ? count : 0;
}
