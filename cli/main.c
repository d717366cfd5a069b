/* main.c: the program `cellar`: its commands. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/bench.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/map.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/parse.h"
#include "cli/usage.h"

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

static int help_on_error(const char *text)
{
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    cel_write(&errors.writer, text);
    cel_writer_flush(&errors.writer);
    return 2;
}

static int parse(int argc, char **argv)
{
    struct options options;
    switch (read_options(argc, argv, &options)) {
    case VERDICT_HELP: return print(parse_help);
    case VERDICT_WRONG: return 2;
    case VERDICT_RUN: break;
    }
    if (options.expr == NULL && options.file_count == 0 && isatty(STDIN_FILENO))
        return help_on_error(parse_help);
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
    case VERDICT_HELP: return print(bench_help);
    case VERDICT_WRONG: return 2;
    case VERDICT_RUN: break;
    }
    return bench_command(&options);
}

int main(int argc, char **argv)
{
    static const char *const commands[] = {"parse", "explain", "map", "bench", NULL};
    signal(SIGPIPE, SIG_DFL); /* nobody reads on: no reason to go on, nor to say so */
    if (argc < 2)
        return help_on_error(help);
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
    complain_command(command, commands);
    return 2;
}
