/* race.c: the aims of the project are 8 arena bytes a source byte, and 1.5 times the
 * speed of a bare parser for the same language. */
#define _POSIX_C_SOURCE 200809L
#include "bench/race.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/census.h"
#include "bench/clock.h"
#include "bench/csv.h"
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
    FILE *pipe = popen(command, "r"); /* NOLINT(cert-env33-c): the user names it */
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

/* Writes a row of aims.csv; low and high are quartiles, or NAN. */
static void write_aim(struct bench_sheet *sheet, const char *of, const char *metric,
                      double value, double low, double high)
{
    bench_sheet_text(sheet, of, ',');
    bench_sheet_text(sheet, metric, ',');
    bench_sheet_number(sheet, value, 6, ',');
    bench_sheet_number(sheet, low, 6, ',');
    bench_sheet_number(sheet, high, 6, '\n');
}

static void write_quartiles(struct bench_sheet *sheet, const char *metric,
                            double *values)
{
    write_aim(sheet, "corpus", metric, bench_quantile(values, LAPS, 0.5),
              bench_quantile(values, LAPS, 0.25), bench_quantile(values, LAPS, 0.75));
}

static void show_race(const struct bench_settings *settings, struct bench_sheet *sheet,
                      double *mine, double *theirs, double *ratios)
{
    double ratio = bench_quantile(ratios, LAPS, 0.5);
    write_quartiles(sheet, "race_ours_mb_per_s", mine);
    write_quartiles(sheet, "race_theirs_mb_per_s", theirs);
    write_quartiles(sheet, "race_ratio", ratios);
    printf("Race of %d laps against %s: %.1f MB/s to %.1f MB/s\n", LAPS,
           settings->against, bench_quantile(mine, LAPS, 0.5),
           bench_quantile(theirs, LAPS, 0.5));
    printf("Distance: %.2f times its speed (quartiles %.2f to %.2f; bound 1, aim 1.5: "
           "%+.1f%%)\n",
           ratio, bench_quantile(ratios, LAPS, 0.25),
           bench_quantile(ratios, LAPS, 0.75), 100 * (ratio / 1.5 - 1));
}

static bool race(const struct bench_set *set, const struct bench_settings *settings,
                 struct bench_sheet *sheet)
{
    double mine[LAPS], theirs[LAPS], ratios[LAPS];
    struct lap lap = {set, rival_named("arena"), rival_named("malloc"), {NULL}};
    bool good = true;
    lap.states[0] = lap.arena->open(lap.arena, set);
    lap.states[1] = lap.malloc->open(lap.malloc, set);
    for (int i = 0; good && i < LAPS; i++) {
        if (i % 2 == 0) /* who goes first takes turns */
            theirs[i] = run_program(settings);
        mine[i] = run_lap(&lap);
        if (i % 2 == 1)
            theirs[i] = run_program(settings);
        good = theirs[i] > 0;
        ratios[i] = good ? mine[i] / theirs[i] : 0;
    }
    lap.arena->close(lap.states[0]);
    lap.malloc->close(lap.states[1]);
    if (good)
        show_race(settings, sheet, mine, theirs, ratios);
    else
        fprintf(stderr, "bench: '%s' told no speed\n", settings->against);
    return good;
}

static void show_census(const char *what, const char *of, const struct units *units,
                        struct bench_sheet *sheet)
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
    write_aim(sheet, of, "arena_bytes", sum, NAN, NAN);
    write_aim(sheet, of, "arena_bytes_text", (double)c.text / size, NAN, NAN);
    write_aim(sheet, of, "arena_bytes_tokens", (double)c.tokens / size, NAN, NAN);
    write_aim(sheet, of, "arena_bytes_nodes", (double)c.nodes / size, NAN, NAN);
    write_aim(sheet, of, "arena_bytes_arrays", (double)c.arrays / size, NAN, NAN);
    write_aim(sheet, of, "arena_bytes_strings", (double)c.strings / size, NAN, NAN);
}

static bool show_files(const struct bench_settings *settings, struct bench_sheet *sheet)
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
        show_census("The files", "files", &units, sheet);
    units_free(&units);
    return good;
}

static bool show_corpus(const struct bench_settings *settings,
                        struct bench_sheet *sheet)
{
    struct bench_input input = {.corpus = settings->corpus};
    struct bench_set set;
    if (!bench_make_set(&set, "corpus", &input))
        return false;
    show_census("The corpus", "corpus", &set.units, sheet);
    bool good = settings->against == NULL || race(&set, settings, sheet);
    bench_free_set(&set);
    return good;
}

bool bench_show_distance(const struct bench_settings *settings)
{
    struct bench_sheet sheet;
    if (!bench_sheet_open(&sheet, settings->out, "aims.csv",
                          "of,metric,value,low,high"))
        return false;
    bool good = show_files(settings, &sheet);
    if (settings->corpus != NULL)
        good &= show_corpus(settings, &sheet);
    return bench_sheet_close(&sheet) && good;
}
