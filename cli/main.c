/* main.c: the program `cellar`: its commands and its help. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/bench.h"
#include "cli/explain.h"
#include "cli/map.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/parse.h"

static const char help[] =
    "cellar parses CEL, the Common Expression Language.\n"
    "\n"
    "Examples:\n"
    "  cellar parse policy.cel                     show the syntax tree of a file\n"
    "  cellar parse -e 'a.b && x > -1'             of an expression\n"
    "  cellar parse --emit=json a.cel b.cel        one JSON object a line for each\n"
    "  cellar parse --emit=none *.cel              only check\n"
    "  cellar parse -l --emit=json - <rules.txt    an expression a line\n"
    "  cellar parse --alloc=malloc --stats x.cel   with malloc in the arena's place\n"
    "  cellar map policy.cel -o map.svg            where everything lies in memory\n"
    "\n"
    "Usage:\n"
    "  cellar parse [OPTIONS] [FILE...]     '-' or no file: standard input\n"
    "  cellar map [OPTIONS] FILE            a memory map; cellar map --help\n"
    "  cellar bench [OPTIONS] FILE...       measure arena and malloc on these files\n"
    "  cellar --help | --version\n"
    "\n"
    "Options of parse:\n"
    "  -e, --expr EXPR      parse EXPR\n"
    "  -0, --null           the input is records, each ended by a NUL byte\n"
    "  -l, --lines          the input is records, a line each\n"
    "      --emit=WHAT      tree (default), tokens, json, dot or none\n"
    "      --expand         tree and dot: show what macros expand to\n"
    "      --alloc=SPEC     arena (default) or another allocator, see below\n"
    "      --log=FILE       where --alloc=log writes (default standard error)\n"
    "      --log-format=F   text (default) or json, an object a line\n"
    "      --no-macros      leave has(), all() and the others as calls\n"
    "      --no-optional    refuse a.?b, a[?b], [?a] and {?a: b}\n"
    "      --max-depth=N    nested operands, 1 to 10000 (default 250)\n"
    "      --max-memory=N   bytes a unit may take (default 1073741824)\n"
    "      --stats          counts, memory and time, on standard error\n"
    "  -h, --help           this text\n"
    "      --               what follows are files\n"
    "\n"
    "Allocators:\n"
    "  arena, slab          blocks; :huge, :align=N, :first=N, :largest=N, :retain=N\n"
    "  malloc, host         a request to the system for each object\n"
    "  fixed:BYTES          one buffer (65536) and nothing else\n"
    "  log                  writes each request; log,malloc: those of malloc\n"
    "  fault:N              request N fails; N+: all from it; K/N@SEED: by chance\n"
    "  fault-blocks:N       the same for blocks; fault:3+,slab: those of slab\n"
    "\n"
    "Options of bench:\n"
    "      --seconds=N      start no measurement after so long (default 5)\n"
    "      --rounds=N       rounds in each process (default 5)\n"
    "      --out=FOLDER     keep the samples and what is computed from them\n"
    "  -h, --help           this text\n"
    "\n"
    "Exit status: 0 every unit is valid, 1 some unit is not, 2 a usage, input or\n"
    "output error. Messages: file:line:column, in code points, from 1.\n";

#ifdef __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* Writes a text to standard output; returns the exit status. */
static int print(const char *text)
{
    struct output out;
    output_init(&out, STDOUT_FILENO);
    cel_write(&out.writer, text);
    if (cel_writer_flush(&out.writer))
        return 0;
    complain("standard output", strerror(out.error));
    return 2;
}

static int help_on_error(void)
{
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    cel_write(&errors.writer, help);
    cel_writer_flush(&errors.writer);
    return 2;
}

static int parse(int argc, char **argv)
{
    struct options options;
    switch (read_options(argc, argv, &options)) {
    case VERDICT_HELP: return print(help);
    case VERDICT_WRONG: return 2;
    case VERDICT_RUN: break;
    }
    if (options.expr == NULL && options.file_count == 0 && isatty(STDIN_FILENO))
        return help_on_error();
    return parse_command(&options);
}

static int map(int argc, char **argv)
{
    struct map_options options;
    switch (map_read_options(argc, argv, &options)) {
    case VERDICT_HELP: return print(map_help);
    case VERDICT_WRONG: return 2;
    case VERDICT_RUN: break;
    }
    return map_command(&options);
}

static int bench(int argc, char **argv)
{
    struct bench_options options;
    switch (read_bench_options(argc, argv, &options)) {
    case VERDICT_HELP: return print(help);
    case VERDICT_WRONG: return 2;
    case VERDICT_RUN: break;
    }
    return bench_command(&options);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an output error like any other */
    if (argc < 2)
        return help_on_error();
    const char *command = argv[1];
    if (strcmp(command, "parse") == 0)
        return parse(argc - 1, argv + 1);
    if (strcmp(command, "map") == 0)
        return map(argc - 1, argv + 1);
    if (strcmp(command, "bench") == 0)
        return bench(argc - 1, argv + 1);
    if (strcmp(command, "explain") == 0)
        return explain_command(argc - 1, argv + 1);
    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0 ||
        strcmp(command, "help") == 0)
        return print(help);
    if (strcmp(command, "--version") == 0)
        return print("cellar " CELLAR_VERSION " (" COMPILER ")\n");
    complain_usage("unknown command", command);
    return 2;
}
