/* map_options.c: the command line of `cellar map`. */
#define _GNU_SOURCE
#include "cli/map.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output.h"

const char map_help[] =
    "cellar map shows where the text, tokens, nodes, arrays and strings of a unit\n"
    "lie in memory, to scale, in the arena and under malloc side by side.\n"
    "\n"
    "Examples:\n"
    "  cellar map policy.cel -o map.svg    a picture; point at a piece: its text\n"
    "  cellar map --text -e 'a.b && x'     letters in a terminal\n"
    "\n"
    "Usage:\n"
    "  cellar map [OPTIONS] FILE           '-': standard input\n"
    "  cellar map [OPTIONS] -e EXPR\n"
    "\n"
    "Options:\n"
    "  -e, --expr EXPR      the map of EXPR\n"
    "  -o, --output FILE    write to FILE, whole or not at all (default '-': standard\n"
    "                       output)\n"
    "      --text           letters instead of a picture\n"
    "      --json           the pieces as one JSON object\n"
    "      --color=WHEN     colours of --text: auto (default), always or never\n"
    "      --limit=N        bytes of memory to draw at most (default 262144)\n"
    "      --no-macros      leave has(), all() and the others as calls\n"
    "      --no-optional    refuse a.?b, a[?b], [?a] and {?a: b}\n"
    "  -h, --help           this text\n"
    "\n"
    "The arena's blocks are taken page by page from the system, so that its side\n"
    "is the same in each run. malloc's side has the holes of the heap it finds.\n"
    "\n"
    "Exit status: 0 the unit is valid, 1 it is not (its map is drawn all the same),\n"
    "2 a usage, input or output error.\n";

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
    complain_usage(message, what);
    return false;
}

static bool set_colour(struct map_options *options, const char *when)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], when) == 0) {
            options->colour = (enum map_colour)i;
            return true;
        }
    }
    return wrong("--color takes auto, always or never, not", when);
}

bool map_has_colours(const struct map_options *options)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool shown = options->output == NULL || strcmp(options->output, "-") == 0;
    if (options->colour != MAP_COLOUR_AUTO)
        return options->colour == MAP_COLOUR_ALWAYS;
    return shown && isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
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
    char letter[3];
    switch (option) {
    case 'e': return set_once(&options->expr, optarg, "--expr may be given once");
    case 'o': return set_once(&options->output, optarg, "--output may be given once");
    case TEXT: return set_form(options, MAP_LETTERS);
    case JSON: return set_form(options, MAP_JSON);
    case COLOR: return set_colour(options, optarg);
    case LIMIT: return set_limit(options, optarg);
    case NO_MACROS: options->parse.no_macros = true; return true;
    case NO_OPTIONAL: options->parse.no_optional = true; return true;
    case ':': return wrong("this option takes a value:", culprit(argv, letter));
    default:
        return wrong("unknown option, or one that takes no value:",
                     culprit(argv, letter));
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
