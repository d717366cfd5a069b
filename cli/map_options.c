/* map_options.c: the command line of `cellar map`. */
#define _GNU_SOURCE
#include "cli/map.h"

#include <getopt.h>
#include <string.h>

#include "cli/usage.h"

enum { /* options without a letter */
       TEXT = 256,
       JSON,
       COLOR,
       LIMIT,
       NO_MACROS,
       NO_OPTIONAL
};

static const struct option long_options[] = {
    {"expr", required_argument, NULL, 'e'},
    {"output", required_argument, NULL, 'o'},
    {"text", no_argument, NULL, TEXT},
    {"json", no_argument, NULL, JSON},
    {"color", required_argument, NULL, COLOR},
    {"limit", required_argument, NULL, LIMIT},
    {"no-macros", no_argument, NULL, NO_MACROS},
    {"no-optional", no_argument, NULL, NO_OPTIONAL},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

enum { DEFAULT_LIMIT = 1 << 18 };

static bool wrong(const char *message, const char *what)
{
    complain_usage("map", message, what);
    return false;
}

static bool set_colour(struct map_options *options, const char *when)
{
    return colour_read(when, &options->colour) ||
           wrong("--color takes auto, always or never, not", when);
}

static bool set_limit(struct map_options *options, const char *text)
{
    uintmax_t number;
    if (!read_number(text, SIZE_MAX, &number))
        return wrong("--limit takes a number of bytes, not", text);
    options->limit = (size_t)number;
    return true;
}

static bool set_form(struct map_options *options, enum map_form form)
{
    if (options->form != MAP_SVG && options->form != form)
        return wrong("--text and --json do not go together", NULL);
    options->form = form;
    return true;
}

static bool set_once(const char **field, const char *value, const char *message)
{
    if (*field != NULL)
        return wrong(message, NULL);
    *field = value;
    return true;
}

static bool set_option(struct map_options *options, int option, char **argv)
{
    switch (option) {
    case 'e': return set_once(&options->expr, optarg, "--expr may be given once");
    case 'o': return set_once(&options->output, optarg, "--output may be given once");
    case TEXT: return set_form(options, MAP_LETTERS);
    case JSON: return set_form(options, MAP_JSON);
    case COLOR: return set_colour(options, optarg);
    case LIMIT: return set_limit(options, optarg);
    case NO_MACROS: options->parse.no_macros = true; return true;
    case NO_OPTIONAL: options->parse.no_optional = true; return true;
    default: complain_option("map", option, argv, long_options); return false;
    }
}

enum verdict map_read_options(int argc, char **argv, struct map_options *options)
{
    *options = (struct map_options){.limit = DEFAULT_LIMIT};
    bool fine = true;
    opterr = 0;
    int option;
    while (fine &&
           (option = getopt_long(argc, argv, ":e:o:h", long_options, NULL)) != -1) {
        if (option == 'h')
            return VERDICT_HELP;
        fine = set_option(options, option, argv);
    }
    int operands = argc - optind;
    if (fine && operands + (options->expr != NULL) != 1)
        fine = wrong("map takes one file or --expr", NULL);
    if (fine && operands == 1)
        options->file = argv[optind];
    return fine ? VERDICT_RUN : VERDICT_WRONG;
}
