/* race.c: the aims of the project are 8 arena bytes a source byte, and 1.5 times the
 * speed of a bare parser for the same language. */
#define _POSIX_C_SOURCE 200809L
#include "bench/race.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench/census.h"
#include "bench/clock.h"
#include "bench/parsing.h"
#include "bench/stats.h"

enum { LAPS = 31, LAP_ROUNDS = 5, WARM_UP = 2 };

/* The two that run in a lap here. */
struct lap {
    const struct bench_set *set;      /* what they parse */
    const struct bench_rival *arena;  /* whose time counts */
    const struct bench_rival *malloc; /* runs along */
    void *states[2];                  /* of the two */
};

/* Runs the other program for one lap; its speed in MB/s, or 0 if it failed. */
static double run_program(const struct bench_settings *settings)
{
    char command[8400], line[256];
    double speed = 0;
    snprintf(command, sizeof command, "'%s' '%s' %d", settings->against,
             settings->corpus, LAP_ROUNDS);
    FILE *pipe = popen(command, "r");
    while (pipe != NULL && fgets(line, sizeof line, pipe) != NULL)
        if (sscanf(line, "parse, arena %lf", &speed) == 1)
            continue;
    return pipe != NULL && pclose(pipe) == 0 ? speed : 0;
}

/* MB/s of parse and reset: the median of a few rounds of lexing, arena and malloc. That
 * is how the other program runs by itself, too. */
static double run_lap(const struct lap *lap)
{
    double times[LAP_ROUNDS];
    for (int round = -WARM_UP; round < LAP_ROUNDS; round++) {
        bench_lex(lap->set, 1);
        double start = bench_now();
        lap->arena->run(lap->states[0]);
        double time = bench_now() - start;
        lap->malloc->run(lap->states[1]);
        if (round >= 0)
            times[round] = time;
    }
    return (double)lap->set->units.bytes * 1e3 / bench_quantile(times, LAP_ROUNDS, 0.5);
}

static const struct bench_rival *rival_named(const char *name)
{
    size_t i = 0;
    while (strcmp(bench_rival_at(i)->name, name) != 0)
        i++;
    return bench_rival_at(i);
}

static void show_race(const struct bench_settings *settings, double *mine,
                      double *theirs, double *ratios)
{
    double ratio = bench_quantile(ratios, LAPS, 0.5);
    printf("Race of %d laps against %s: %.1f MB/s to %.1f MB/s\n", LAPS,
           settings->against, bench_quantile(mine, LAPS, 0.5),
           bench_quantile(theirs, LAPS, 0.5));
    printf("Distance: %.2f times its speed (quartiles %.2f to %.2f; bound 1, aim 1.5: "
           "%+.1f%%)\n",
           ratio, bench_quantile(ratios, LAPS, 0.25),
           bench_quantile(ratios, LAPS, 0.75), 100 * (ratio / 1.5 - 1));
}

static bool race(const struct bench_set *set, const struct bench_settings *settings)
{
    double mine[LAPS], theirs[LAPS], ratios[LAPS];
    struct lap lap = {set, rival_named("arena"), rival_named("malloc"), {NULL}};
    bool good = true;
    lap.states[0] = lap.arena->open(lap.arena, set);
    lap.states[1] = lap.malloc->open(lap.malloc, set);
    for (int i = 0; good && i < LAPS; i++) {
        theirs[i] = run_program(settings);
        mine[i] = run_lap(&lap);
        good = theirs[i] > 0;
        ratios[i] = good ? mine[i] / theirs[i] : 0;
    }
    lap.arena->close(lap.states[0]);
    lap.malloc->close(lap.states[1]);
    if (good)
        show_race(settings, mine, theirs, ratios);
    else
        fprintf(stderr, "bench: '%s' told no speed\n", settings->against);
    return good;
}

static void show_census(const char *what, const struct units *units)
{
    struct census c = take_census(units);
    double size = (double)units->bytes;
    double sum = (double)(c.text + c.tokens + c.nodes + c.arrays + c.strings) / size;
    printf(
        "%s: arena bytes a source byte: %.2f = text %.2f + tokens %.2f + nodes %.2f\n"
        "  + arrays %.2f + strings and messages %.2f\n",
        what, sum, (double)c.text / size, (double)c.tokens / size,
        (double)c.nodes / size, (double)c.arrays / size, (double)c.strings / size);
    printf("Distance: %.2f arena bytes a source byte (bound 10, aim 8: %+.1f%%)\n", sum,
           100 * (sum / 8 - 1));
}

static bool show_files(const struct bench_settings *settings)
{
    struct units units = {0};
    bool good = true;
    for (int i = 0; i < settings->file_count; i++) {
        if (units_add_file(&units, settings->files[i], false))
            continue;
        fprintf(stderr, "bench: %s: %s\n", settings->files[i], strerror(errno));
        good = false;
    }
    if (units.bytes > 0)
        show_census("The files", &units);
    units_free(&units);
    return good;
}

bool bench_show_distance(const struct bench_settings *settings)
{
    struct bench_input input = {.corpus = settings->corpus};
    struct bench_set set;
    bool good = show_files(settings);
    if (settings->corpus == NULL)
        return good;
    if (!bench_make_set(&set, "corpus", &input))
        return false;
    show_census("The corpus", &set.units);
    if (settings->against != NULL)
        good &= race(&set, settings);
    bench_free_set(&set);
    return good;
}
