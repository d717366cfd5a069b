/* options.c: reading the command line with getopt_long, and saying what is wrong. */
#define _GNU_SOURCE
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/usage.h"

enum { /* options without a letter */
       EMIT = 256,
       ALLOC,
       NO_MACROS,
       NO_OPTIONAL,
       MAX_DEPTH,
       MAX_MEMORY,
       MAX_NODES,
       EXPAND,
       LOG,
       LOG_FORMAT,
       STATS,
       ERROR_FORMAT,
       COLOR,
       MAX_ERRORS,
       YAML
};

static const struct option long_options[] = {
    {"expr", required_argument, NULL, 'e'},
    {"null", no_argument, NULL, '0'},
    {"lines", no_argument, NULL, 'l'},
    {"emit", required_argument, NULL, EMIT},
    {"alloc", required_argument, NULL, ALLOC},
    {"log", required_argument, NULL, LOG},
    {"log-format", required_argument, NULL, LOG_FORMAT},
    {"expand", no_argument, NULL, EXPAND},
    {"no-macros", no_argument, NULL, NO_MACROS},
    {"no-optional", no_argument, NULL, NO_OPTIONAL},
    {"max-depth", required_argument, NULL, MAX_DEPTH},
    {"max-memory", required_argument, NULL, MAX_MEMORY},
    {"max-nodes", required_argument, NULL, MAX_NODES},
    {"stats", no_argument, NULL, STATS},
    {"error-format", required_argument, NULL, ERROR_FORMAT},
    {"color", required_argument, NULL, COLOR},
    {"max-errors", required_argument, NULL, MAX_ERRORS},
    {"jobs", required_argument, NULL, 'j'},
    {"quiet", no_argument, NULL, 'q'},
    {"yaml", no_argument, NULL, YAML},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char *const emits[] = {"tree", "tokens", "json", "dot",
                                    "cel",  "none",   NULL};
static const char *const formats[] = {"human", "short", "json", "sarif", NULL};

static bool wrong(const char *message, const char *what)
{
    complain_usage("parse", message, what);
    return false;
}

static bool set_emit(struct options *options, const char *name)
{
    int i = find_name(emits, name);
    if (i < 0)
        return wrong("--emit takes tree, tokens, json, dot, cel or none, not", name);
    options->emit = (enum emit)i;
    options->emit_given = true;
    return true;
}

static bool set_error_format(struct options *options, const char *name)
{
    int i = find_name(formats, name);
    if (i < 0)
        return wrong("--error-format takes human, short, json or sarif, not", name);
    options->errors = (enum error_format)i;
    options->errors_given = true;
    return true;
}

static bool set_colour(struct options *options, const char *name)
{
    return colour_read(name, &options->colour) ||
           wrong("--color takes auto, always or never, not", name);
}

static bool set_allocator(struct options *options, const char *text)
{
    struct arena_spec *spec = &options->alloc;
    char message[200], part[200];
    if (arena_spec_read(spec, text))
        return true;
    snprintf(message, sizeof message, "--alloc: %s", spec->error);
    snprintf(part, sizeof part, "%.*s", (int)spec->part_size, spec->part);
    return wrong(message, part);
}

static bool set_log_format(struct options *options, const char *name)
{
    if (strcmp(name, "text") == 0)
        options->log_format = arena_log_text;
    else if (strcmp(name, "json") == 0)
        options->log_format = arena_log_json;
    else
        return wrong("--log-format takes text or json, not", name);
    return true;
}

bool read_number(const char *text, uintmax_t most, uintmax_t *number)
{
    char *end;
    errno = 0;
    *number = strtoumax(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 &&
           *number >= 1 && *number <= most;
}

/* Sets a number from 1 to `most`; `message` says what may stand there. */
static bool set_count(uint32_t *field, uint32_t most, const char *message,
                      const char *text)
{
    uintmax_t number;
    if (!read_number(text, most, &number))
        return wrong(message, text);
    *field = (uint32_t)number;
    return true;
}

static bool set_depth(struct options *options, const char *text)
{
    return set_count(&options->parse.max_depth, CEL_MAX_DEPTH,
                     "--max-depth takes a number from 1 to 10000, not", text);
}

static bool set_nodes(struct options *options, const char *text)
{
    return set_count(&options->parse.max_nodes, CEL_MAX_NODES,
                     "--max-nodes takes a number from 1 to 2147483647, not", text);
}

static bool set_errors(struct options *options, const char *text)
{
    return set_count(&options->parse.max_errors, 1000000,
                     "--max-errors takes a number from 1 to 1000000, not", text);
}

enum { MOST_JOBS = 1024 };

/* How many processors this process may use. */
static size_t count_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count > 0 ? (size_t)count : 1;
}

static bool set_jobs(struct options *options, const char *text)
{
    uintmax_t number = count_processors();
    if (strcmp(text, "0") != 0 && !read_number(text, MOST_JOBS, &number))
        return wrong("--jobs takes a number from 0 to 1024, not", text);
    options->jobs = (size_t)number;
    return true;
}

static bool set_memory(struct options *options, const char *text)
{
    uintmax_t number;
    if (!read_number(text, SIZE_MAX, &number))
        return wrong("--max-memory takes a number of bytes, not", text);
    options->parse.max_memory = (size_t)number;
    return true;
}

static bool set_framing(struct options *options, enum framing framing)
{
    if (options->framing != FRAMING_FILE && options->framing != framing)
        return wrong("--null and --lines do not go together", NULL);
    options->framing = framing;
    return true;
}

static bool set_expr(struct options *options, const char *text)
{
    if (options->expr != NULL)
        return wrong("--expr may be given once", NULL);
    options->expr = text;
    return true;
}

static bool set_option(struct options *options, int option, char **argv)
{
    switch (option) {
    case 'e': return set_expr(options, optarg);
    case '0': return set_framing(options, FRAMING_NULL);
    case 'l': return set_framing(options, FRAMING_LINE);
    case EMIT: return set_emit(options, optarg);
    case ALLOC: return set_allocator(options, optarg);
    case LOG: options->log = optarg; return true;
    case LOG_FORMAT: return set_log_format(options, optarg);
    case EXPAND: options->view = CEL_EXPANDED; return true;
    case NO_MACROS: options->parse.no_macros = true; return true;
    case NO_OPTIONAL: options->parse.no_optional = true; return true;
    case MAX_DEPTH: return set_depth(options, optarg);
    case MAX_MEMORY: return set_memory(options, optarg);
    case MAX_NODES: return set_nodes(options, optarg);
    case STATS: options->stats = true; return true;
    case ERROR_FORMAT: return set_error_format(options, optarg);
    case COLOR: return set_colour(options, optarg);
    case MAX_ERRORS: return set_errors(options, optarg);
    case 'j': return set_jobs(options, optarg);
    case 'q': options->quiet = true; return true;
    case YAML: options->yaml = true; return true;
    default: complain_option("parse", option, argv, long_options); return false;
    }
}

/* Whether the options that say what is written go together. */
static bool output_is_consistent(const struct options *options)
{
    bool sarif = options->errors == ERRORS_SARIF;
    bool emits_none = !options->emit_given || options->emit == EMIT_NONE;
    if (sarif && !emits_none)
        return wrong("--error-format=sarif goes with no --emit but none", NULL);
    if (sarif && options->framing != FRAMING_FILE)
        return wrong("--error-format=sarif goes with neither --null nor --lines", NULL);
    if (options->quiet && !emits_none)
        return wrong("--quiet goes with no --emit but none", NULL);
    if (options->emit == EMIT_JSON && options->errors_given &&
        options->errors != ERRORS_JSON)
        return wrong("--emit=json goes with no --error-format but json", NULL);
    if (options->emit == EMIT_CEL && options->view == CEL_EXPANDED)
        return wrong(
            "--emit=cel goes without --expand: what macros expand to is no CEL", NULL);
    return true;
}

/* A log is one file, and a fault counts requests: both want them in one order. */
static bool allocator_is_consistent(struct options *options)
{
    bool about_log = options->log != NULL || options->log_format != NULL;
    if (about_log && !options->alloc.logs)
        return wrong("--log and --log-format go with --alloc=log", NULL);
    if (options->jobs > 1 && options->alloc.logs)
        return wrong("--alloc=log goes with one thread: leave out --jobs", NULL);
    if (options->jobs > 1 && arena_spec_fault(&options->alloc) != NULL)
        return wrong("--alloc=fault goes with one thread: leave out --jobs", NULL);
    return true;
}

static bool input_is_consistent(const struct options *options)
{
    bool records = options->framing != FRAMING_FILE;
    if (options->expr != NULL && (options->file_count > 0 || records))
        return wrong("--expr goes with neither files nor --null or --lines", NULL);
    if (options->yaml && (options->expr != NULL || records))
        return wrong("--yaml goes with neither --expr nor --null or --lines", NULL);
    return true;
}

enum verdict read_options(int argc, char **argv, struct options *options)
{
    *options = (struct options){.view = CEL_WRITTEN, .jobs = 1};
    arena_spec_read(&options->alloc, "arena");
    opterr = 0;
    int option;
    while ((option = getopt_long(argc, argv, ":e:0lj:qh", long_options, NULL)) != -1) {
        if (option == 'h')
            return VERDICT_HELP;
        if (!set_option(options, option, argv))
            return VERDICT_WRONG;
    }
    options->files = argv + optind;
    options->file_count = argc - optind;
    if (!input_is_consistent(options) || !output_is_consistent(options) ||
        !allocator_is_consistent(options))
        return VERDICT_WRONG;
    if (options->quiet || options->errors == ERRORS_SARIF)
        options->emit = EMIT_NONE;
    if (options->log_format == NULL)
        options->log_format = arena_log_text;
    return VERDICT_RUN;
}
