/* main.c: the program `bench`: `make bench`, and what is done with its results. */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/agree.h"
#include "bench/bench.h"
#include "bench/checked.h"
#include "bench/merge.h"
#include "bench/race.h"

static const char help[] =
    "bench measures the parser with the arena and with its rivals.\n"
    "\n"
    "Usage:\n"
    "  bench [OPTIONS] FILE...               a run; the FILEs are units\n"
    "  bench --summarise DIR                 compute and show a result again\n"
    "  bench --merge [--out=DIR] DIR...      results of several machines together\n"
    "  bench --agree DIR DIR                 whether two results say the same\n"
    "\n"
    "Options of a run:\n"
    "      --full             all of it, for hours, not the slice of a few minutes\n"
    "      --sets=A,B         only these: short, policy, small, 1mb, 100mb, "
    "size-BYTES,\n"
    "                         corpus, lose-grow, lose-lifo, lose-keep, lose-tiny\n"
    "      --rivals=A,B       with --sets: who is measured\n"
    "      --heaps=A,B        with --sets: clean, fragmented, churned\n"
    "      --allocators=A,B   with --sets: glibc, jemalloc, mimalloc, tcmalloc\n"
    "      --callgrind        with --sets: count instructions, too\n"
    "      --processes=N      workers of each kind\n"
    "      --rounds=N         rounds of each worker\n"
    "      --seconds=N        start no worker after so long (240; 0: no limit)\n"
    "      --seed=N           of every random order (1)\n"
    "      --plant=RIVAL:N    slow a rival down by N percent, to see it found\n"
    "      --corpus=FILE      a set of records, each ended by a NUL byte\n"
    "      --against=PROGRAM  race another parser on the corpus\n"
    "      --out=DIR          the result folder (build/results/DATE); a run that was\n"
    "                         stopped goes on in it\n"
    "  -h, --help             this text\n"
    "\n"
    "Exit status: 0 good, 1 results do not agree, 2 anything else went wrong.\n";

enum { /* options without a letter */
       FULL = 256,
       SETS,
       RIVALS,
       HEAPS,
       ALLOCATORS,
       CALLGRIND,
       PROCESSES,
       ROUNDS,
       SECONDS,
       SEED,
       PLANT,
       CORPUS,
       AGAINST,
       OUT,
       SUMMARISE,
       MERGE,
       AGREE
};

static const struct option long_options[] = {
    {"full", no_argument, NULL, FULL},
    {"sets", required_argument, NULL, SETS},
    {"rivals", required_argument, NULL, RIVALS},
    {"heaps", required_argument, NULL, HEAPS},
    {"allocators", required_argument, NULL, ALLOCATORS},
    {"callgrind", no_argument, NULL, CALLGRIND},
    {"processes", required_argument, NULL, PROCESSES},
    {"rounds", required_argument, NULL, ROUNDS},
    {"seconds", required_argument, NULL, SECONDS},
    {"seed", required_argument, NULL, SEED},
    {"plant", required_argument, NULL, PLANT},
    {"corpus", required_argument, NULL, CORPUS},
    {"against", required_argument, NULL, AGAINST},
    {"out", required_argument, NULL, OUT},
    {"summarise", no_argument, NULL, SUMMARISE},
    {"merge", no_argument, NULL, MERGE},
    {"agree", no_argument, NULL, AGREE},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool wrong(const char *message, const char *what)
{
    fprintf(stderr, "bench: %s '%s'\nTry 'bench --help'.\n", message, what);
    return false;
}

/* Reads a decimal number from `least` to `most`. */
static bool read_number(const char *text, uintmax_t least, uintmax_t most,
                        uintmax_t *number)
{
    char *end;
    errno = 0;
    *number = strtoumax(text, &end, 10);
    if (text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 &&
        *number >= least && *number <= most)
        return true;
    return wrong("not a number that goes here:", text);
}

static bool check_plant(const char *text)
{
    const char *colon = strrchr(text, ':');
    char *end;
    double percent = colon != NULL ? strtod(colon + 1, &end) : -1;
    if (colon == NULL || colon == text || end == colon + 1 || *end != '\0' ||
        !(percent >= 0 && percent <= 1000))
        return wrong("--plant takes RIVAL:PERCENT, not", text);
    return true;
}

static bool set_option(struct bench_settings *s, int option, int *action)
{
    uintmax_t number = 0;
    bool good = true;
    switch (option) {
    case FULL: s->mode = BENCH_FULL; return true;
    case SETS:
        s->sets = optarg;
        s->mode = BENCH_CHOSEN;
        return true;
    case RIVALS: s->rivals = optarg; return true;
    case HEAPS: s->heaps = optarg; return true;
    case ALLOCATORS: s->allocators = optarg; return true;
    case CALLGRIND: s->callgrind = true; return true;
    case PROCESSES:
        good = read_number(optarg, 1, 10000, &number);
        s->processes = (int)number;
        return good;
    case ROUNDS:
        good = read_number(optarg, 1, 100000, &number);
        s->rounds = (int)number;
        return good;
    case SECONDS:
        good = read_number(optarg, 0, 10000000, &number);
        s->seconds = (double)number;
        return good;
    case SEED:
        good = read_number(optarg, 0, UINT64_MAX, &number);
        s->seed = (uint64_t)number;
        return good;
    case PLANT: s->plant = optarg; return check_plant(optarg);
    case CORPUS: s->corpus = optarg; return true;
    case AGAINST: s->against = optarg; return true;
    case OUT: s->out = optarg; return true;
    default: *action = option; return true;
    }
}

/* build/results/ and the date and time. */
static char *dated_folder(void)
{
    char date[32];
    time_t now = time(NULL);
    struct tm local;
    strftime(date, sizeof date, "%Y-%m-%d-%H%M%S", localtime_r(&now, &local));
    return bench_text("build/results/%s", date);
}

static int run(struct bench_settings *settings)
{
    char *folder = settings->out == NULL ? dated_folder() : NULL;
    char *program = bench_this_program();
    settings->program = program;
    settings->out = folder != NULL ? folder : settings->out;
    if (settings->seconds < 0)
        settings->seconds = settings->mode == BENCH_QUICK ? 240 : 0;
    fprintf(stderr, "bench: the result goes to %s\n", settings->out);
    int status = bench_run(settings);
    if (status == 0) {
        putchar('\n');
        status = bench_show_distance(settings) ? 0 : 2;
    }
    free(program);
    free(folder);
    return status;
}

static int act(struct bench_settings *settings, int action)
{
    char **names = settings->files;
    int count = settings->file_count;
    if (action == SUMMARISE && count == 1)
        return bench_summarise_folder(names[0]);
    if (action == MERGE && count > 0)
        return bench_merge(names, count, settings->out);
    if (action == AGREE && count == 2)
        return bench_agree(names[0], names[1]);
    if (action == 0 && count > 0)
        return run(settings);
    fputs(help, stderr);
    return 2;
}

/* Options that only --sets gives a meaning. */
static bool chosen_in_vain(const struct bench_settings *s)
{
    bool vain = s->rivals != NULL || s->heaps != NULL || s->allocators != NULL ||
                s->callgrind;
    if (vain)
        fputs("bench: --rivals, --heaps, --allocators and --callgrind go with --sets\n"
              "Try 'bench --help'.\n",
              stderr);
    return vain;
}

int main(int argc, char **argv)
{
    struct bench_settings settings = {.seconds = -1, .seed = 1};
    int option, action = 0;
    if (argc > 1 && strcmp(argv[1], "--worker") == 0)
        return bench_worker(argc, argv);
    while ((option = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
        if (option == '?')
            return 2;
        if (option == 'h')
            return fputs(help, stdout) < 0 || fflush(stdout) != 0 ? 2 : 0;
        if (!set_option(&settings, option, &action))
            return 2;
    }
    if (settings.mode != BENCH_CHOSEN && chosen_in_vain(&settings))
        return 2;
    settings.files = argv + optind;
    settings.file_count = argc - optind;
    return act(&settings, action);
}
