/* options.c: reading the command line with getopt_long, and saying what is wrong. */
#define _GNU_SOURCE
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/output.h"

enum { /* options without a letter */
       EMIT = 256,
       ALLOC,
       NO_MACROS,
       NO_OPTIONAL,
       MAX_DEPTH,
       MAX_MEMORY,
       EXPAND,
       LOG,
       LOG_FORMAT,
       STATS
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
    {"stats", no_argument, NULL, STATS},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char *const emits[] = {"tree", "tokens", "json", "dot", "none"};

static bool wrong(const char *message, const char *what)
{
    complain_usage(message, what);
    return false;
}

static bool set_emit(struct options *options, const char *name)
{
    for (size_t i = 0; i < sizeof emits / sizeof *emits; i++) {
        if (strcmp(emits[i], name) == 0) {
            options->emit = (enum emit)i;
            return true;
        }
    }
    return wrong("--emit takes tree, tokens, json, dot or none, not", name);
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

static bool set_depth(struct options *options, const char *text)
{
    uintmax_t number;
    if (!read_number(text, CEL_MAX_DEPTH, &number))
        return wrong("--max-depth takes a number from 1 to 10000, not", text);
    options->parse.max_depth = (uint32_t)number;
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

const char *culprit(char **argv, char letter[3])
{
    if (optopt == 0 || optopt >= EMIT)
        return argv[optind - 1];
    letter[0] = '-';
    letter[1] = (char)optopt;
    letter[2] = '\0';
    return strncmp(argv[optind - 1], "--", 2) == 0 ? argv[optind - 1] : letter;
}

static bool set_option(struct options *options, int option, char **argv)
{
    char letter[3];
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
    case STATS: options->stats = true; return true;
    case ':': return wrong("this option takes a value:", culprit(argv, letter));
    default:
        return wrong("unknown option, or one that takes no value:",
                     culprit(argv, letter));
    }
}

/* Whether the options go together. */
static bool is_consistent(const struct options *options)
{
    if (options->expr != NULL &&
        (options->file_count > 0 || options->framing != FRAMING_FILE))
        return wrong("--expr goes with neither files nor --null or --lines", NULL);
    bool about_log = options->log != NULL || options->log_format != NULL;
    if (about_log && !options->alloc.logs)
        return wrong("--log and --log-format go with --alloc=log", NULL);
    return true;
}

enum verdict read_options(int argc, char **argv, struct options *options)
{
    *options = (struct options){.view = CEL_WRITTEN};
    arena_spec_read(&options->alloc, "arena");
    opterr = 0;
    int option;
    while ((option = getopt_long(argc, argv, ":e:0lh", long_options, NULL)) != -1) {
        if (option == 'h')
            return VERDICT_HELP;
        if (!set_option(options, option, argv))
            return VERDICT_WRONG;
    }
    options->files = argv + optind;
    options->file_count = argc - optind;
    if (!is_consistent(options))
        return VERDICT_WRONG;
    if (options->log_format == NULL)
        options->log_format = arena_log_text;
    return VERDICT_RUN;
}
