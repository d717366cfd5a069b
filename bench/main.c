/* main.c: `make bench`: arena against malloc on real texts, with the distance from the
 * numbers the project wants to reach.
 *
 * usage: bench [--quick] [--rounds=N] [--corpus=FILE] [--against=PROGRAM] FILE...
 *
 * --quick leaves out the generated unit of 10 MB.
 * FILEs are units; FILE of --corpus holds records, each ended by a NUL byte. PROGRAM is
 * another parser to race in the same run: `PROGRAM CORPUS ROUNDS` must print a line
 * `parse, arena  N MB/s`, the speed of its parse. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "bench/census.h"
#include "bench/rounds.h"
#include "bench/units.h"
#include "bench/worker.h"

enum { GENERATED_SIZE = 10 << 20, LAPS = 31, LAP_ROUNDS = 5 };

/* Another program that is raced against: laps of it and of this parser in turn. */
struct rival {
    const char *program; /* what to run */
    const char *corpus;  /* its first argument */
};

static const char *const backend_names[BACKENDS] = {"arena", "malloc"};

/* Runs the rival for one lap; its speed in MB/s, or 0 if it failed. */
static double run_rival(const struct rival *rival)
{
    char command[1024], line[256];
    double speed = 0;
    snprintf(command, sizeof command, "'%s' '%s' %d", rival->program, rival->corpus,
             LAP_ROUNDS);
    FILE *pipe = popen(command, "r");
    while (pipe != NULL && fgets(line, sizeof line, pipe) != NULL)
        if (sscanf(line, "parse, arena %lf", &speed) == 1)
            continue;
    return pipe != NULL && pclose(pipe) == 0 ? speed : 0;
}

static double mb_per_second(const struct units *units, double nanoseconds)
{
    return (double)units->bytes * 1e3 / nanoseconds;
}

static void show_phases(const struct units *units, const struct result *r)
{
    printf("  %-22s %9s %9s %9s %9s\n", "", "MB/s", "ns/token", "ns/node", "spread");
    printf("  %-22s %9.1f %9.2f\n", "lexing alone", mb_per_second(units, r->lex),
           r->lex / (double)r->tokens);
    for (int k = 0; k < BACKENDS; k++) {
        static const char *const names[] = {"parse and reset", "tokens and reset",
                                            "parse", "walk", "reset"};
        for (int phase = 0; phase < PHASES; phase++) {
            double time = r->phase[k][phase];
            printf("  %-6s %-15s %9.1f %9.2f %9.2f", backend_names[k], names[phase],
                   mb_per_second(units, time), time / (double)r->tokens,
                   time / (double)r->nodes);
            if (phase == PHASE_WHOLE)
                printf("   %+.1f%% %+.1f%%", 100 * (r->low[k] / time - 1),
                       100 * (r->high[k] / time - 1));
            putchar('\n');
        }
    }
}

static void show_ratios(const struct result *r)
{
    double whole[BACKENDS], tokens[BACKENDS];
    for (int k = 0; k < BACKENDS; k++) {
        whole[k] = r->phase[k][PHASE_WHOLE];
        tokens[k] = r->phase[k][PHASE_TOKENS] - r->lex;
    }
    printf("  malloc takes %.2f times as long as the arena; %.2f times without the\n"
           "  tokens' share on both sides (making and freeing token objects)\n",
           whole[1] / whole[0], (whole[1] - tokens[1]) / (whole[0] - tokens[0]));
}

static double show_census(const struct units *units)
{
    struct census c = take_census(units);
    double size = (double)units->bytes;
    double sum = (double)(c.text + c.tokens + c.nodes + c.arrays + c.strings);
    printf("  arena bytes a source byte: %.2f = text %.2f + tokens %.2f + nodes %.2f\n"
           "  + arrays %.2f + strings and messages %.2f\n",
           sum / size, (double)c.text / size, (double)c.tokens / size,
           (double)c.nodes / size, (double)c.arrays / size, (double)c.strings / size);
    return sum / size;
}

static void show_distance(double bytes)
{
    printf("  distance: %.2f arena bytes a source byte (bound 10, aim 8: %+.1f%%)\n",
           bytes, 100 * (bytes / 8 - 1));
}

static void race(const struct units *units, const struct rival *rival)
{
    double mine[LAPS], theirs[LAPS], ratios[LAPS];
    for (int lap = 0; lap < LAPS; lap++) {
        theirs[lap] = run_rival(rival);
        mine[lap] = mb_per_second(units, measure_lap(units, LAP_ROUNDS));
        if (theirs[lap] == 0) {
            fprintf(stderr, "bench: '%s' told no speed\n", rival->program);
            return;
        }
        ratios[lap] = mine[lap] / theirs[lap];
    }
    double ratio = quantile(ratios, LAPS, 0.5);
    printf("  race of %d laps against %s: %.1f MB/s to %.1f MB/s\n", LAPS,
           rival->program, quantile(mine, LAPS, 0.5), quantile(theirs, LAPS, 0.5));
    printf(
        "  distance: %.2f times its speed (quartiles %.2f to %.2f; bound 1, aim 1.5: "
        "%+.1f%%)\n",
        ratio, quantile(ratios, LAPS, 0.25), quantile(ratios, LAPS, 0.75),
        100 * (ratio / 1.5 - 1));
}

static void bench_set(struct units *units, int rounds)
{
    fprintf(stderr, "bench: %s, %d rounds\n", units->name, rounds);
    struct result r = measure(units, rounds);
    printf(
        "\n%s: %zu units, %zu bytes, %llu tokens, %llu nodes; medians of %d rounds\n",
        units->name, units->count, units->bytes, (unsigned long long)r.tokens,
        (unsigned long long)r.nodes, rounds);
    show_phases(units, &r);
    show_ratios(&r);
    show_distance(show_census(units));
    fflush(stdout);
}

static void show_machine(void)
{
    struct utsname host;
    char line[256], model[200] = "unknown processor";
    FILE *info = fopen("/proc/cpuinfo", "r");
    while (info != NULL && fgets(line, sizeof line, info) != NULL)
        if (sscanf(line, "model name : %199[^\n]", model) == 1)
            break;
    if (info != NULL)
        fclose(info);
    if (uname(&host) == 0)
        printf("%s, %s %s, compiled by %s\n", model, host.sysname, host.machine,
               __VERSION__);
}

static const char *value_of(const char *argument, const char *name)
{
    size_t size = strlen(name);
    return strncmp(argument, name, size) == 0 ? argument + size : NULL;
}

static void add_or_die(struct units *units, const char *path, bool records)
{
    if (units_add_file(units, path, records))
        return;
    fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
    exit(2);
}

int main(int argc, char **argv)
{
    struct units samples = {.name = "samples"}, corpus = {.name = "corpus"};
    struct units generated = {.name = "one generated unit"};
    struct rival rival = {0};
    bool quick = false;
    int rounds = 51;
    if (argc > 1 && strcmp(argv[1], "--worker") == 0)
        return bench_worker(argc, argv);
    for (int i = 1; i < argc; i++) {
        const char *value;
        if ((value = value_of(argv[i], "--rounds=")) != NULL)
            rounds = atoi(value);
        else if ((value = value_of(argv[i], "--corpus=")) != NULL)
            add_or_die(&corpus, rival.corpus = value, true);
        else if ((value = value_of(argv[i], "--against=")) != NULL)
            rival.program = value;
        else if (strcmp(argv[i], "--quick") == 0)
            quick = true;
        else
            add_or_die(&samples, argv[i], false);
    }
    if (rounds < 1 || samples.count + corpus.count == 0) {
        fputs("usage: bench [--quick] [--rounds=N] [--corpus=FILE] "
              "[--against=PROGRAM] FILE...\n",
              stderr);
        return 2;
    }
    show_machine();
    if (samples.count > 0)
        bench_set(&samples, rounds);
    if (corpus.count > 0)
        bench_set(&corpus, rounds);
    if (corpus.count > 0 && rival.program != NULL)
        race(&corpus, &rival);
    if (!quick) {
        struct units *parts = samples.count > 0 ? &samples : &corpus;
        units_add_joined(&generated, parts, GENERATED_SIZE);
        bench_set(&generated, rounds < 15 ? rounds : 15);
    }
    units_free(&samples);
    units_free(&corpus);
    units_free(&generated);
    return 0;
}
