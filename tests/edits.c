/* edits.c: `edits [OPTIONS] FILE...`: what holds of every text holds of a hundred
 * thousand that are a slip of the finger away from a sample, and one slip is hardly
 * ever more than two errors.
 *
 * -n COUNT   single edits of the valid samples; a tenth each of the other two series
 * -s SEED    of all edits
 * -m MOST    errors an edit may have (2)
 * -v         shows the edits with more of them: an example of each of the most frequent
 *            lists of codes, and the worst; and all fixes that do not do what they
 * should -o EDIT    only this one, such as s123: shows it and prints its text
 *
 * A hang, a crash and a report of the sanitizers name the edit they happen in. */
#define _GNU_SOURCE
#include "tests/edits.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FILES = 1000, /* on the command line, at most */
    SECONDS = 10, /* for one edit: each takes microseconds */
    PERCENT = 99  /* of fixes that must do what they say */
};

/* How the program was called. */
struct options {
    unsigned long count; /* single edits */
    uint64_t seed;       /* of all edits */
    size_t most;         /* errors an edit may have */
    bool verbose;        /* whether edits with more are shown */
    const char *only;    /* the one edit to play, or NULL */
};

/* All that a run has in hand. */
struct run {
    struct options options; /* how it was called */
    struct player player;   /* plays the edits */
    struct arena arena;     /* parses them */
    struct account account; /* of the single edits */
    struct fixes fixes;     /* of all edits */
    unsigned long more;     /* broken samples with more than `most` errors more */
};

static char now[100]; /* what is being done, for the signal handler */

static void say_where(void)
{
    if (write(STDERR_FILENO, now, strlen(now)) < 0)
        _exit(1);
}

static void on_signal(int number)
{
    say_where();
    signal(number, SIG_DFL);
    raise(number);
}

/* The sanitizers' own way to be told; there only in a build with them. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void watch(void)
{
    static const int numbers[] = {SIGALRM, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], on_signal);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(say_where);
}

static bool to_file(void *context, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, context) == size;
}

/* Plays and parses an edit. */
static bool parse_edit(struct run *run, enum series series, unsigned long number,
                       struct edited *edited, struct cel_unit *unit)
{
    snprintf(now, sizeof now, "check-edits: it was in edit -s %llu -o %c%lu\n",
             (unsigned long long)run->options.seed, "sbm"[series], number);
    alarm(SECONDS);
    if (!play(&run->player, series, number, edited)) {
        fprintf(stderr, "check-edits: no sample has anything for an edit\n%s", now);
        exit(1);
    }
    arena_reset(&run->arena);
    return cel_parse(&run->arena, edited->text->bytes, edited->text->size,
                     &edited->options, unit);
}

/* The edit that is being played. */
static struct edited *the_edit(void)
{
    static struct buffer text, added;
    static struct edited edited = {.change = {.added = &added}, .text = &text};
    return &edited;
}

static void show(struct run *run, FILE *file, enum series series, unsigned long number)
{
    struct cel_unit unit;
    struct cel_writer out;
    cel_writer_init(&out, to_file, file);
    parse_edit(run, series, number, the_edit(), &unit);
    show_edit(&out, &run->arena, the_edit(), &unit);
    cel_writer_flush(&out);
}

/* Plays an edit and looks whether everything holds. */
static void try_edit(struct run *run, enum series series, unsigned long number)
{
    struct cel_unit unit;
    struct edited *edited = the_edit();
    struct fixes before = run->fixes;
    bool valid = parse_edit(run, series, number, edited, &unit);
    uint32_t limit = edited->options.max_errors;
    const char *broken = broken_property(&run->arena, &unit, valid,
                                         limit != 0 ? limit : CEL_DEFAULT_ERRORS);
    if (series == SINGLE)
        enter_edit(&run->account, edited, &unit);
    else if (series == BROKEN)
        run->more += count_errors(&unit) > edited->sample->errors + run->options.most;
    if (broken == NULL)
        broken = try_fixes(&run->arena, &unit, &run->fixes);
    const struct fixes *f = &run->fixes;
    bool bad_fix = f->tried - f->gone != before.tried - before.gone ||
                   f->alone - f->cured != before.alone - before.cured;
    if (bad_fix && run->options.verbose) {
        printf("\na fix does not do what it should: ");
        show(run, stdout, series, number);
    }
    if (broken != NULL) {
        fprintf(stderr, "check-edits: %s\n%s", broken, now);
        show(run, stderr, series, number);
        exit(1);
    }
}

static void show_found(struct run *run)
{
    struct account *account = &run->account;
    printf("\nExamples of the most frequent lists of codes:\n");
    for (size_t i = 0; i < account->group_count && i < SHOWN; i++) {
        printf("\n%lu edits, such as ", account->groups[i].count);
        fflush(stdout);
        show(run, stdout, SINGLE, account->groups[i].number);
    }
    printf("\nThe worst:\n");
    for (size_t i = 0; i < SHOWN && account->worst[i].errors > 0; i++) {
        printf("\n");
        show(run, stdout, SINGLE, account->worst[i].number);
    }
    printf("\n");
}

static bool is_enough(unsigned long part, unsigned long whole)
{
    return part * 100 >= whole * PERCENT;
}

/* Prints what has come of it all; returns the exit status. */
static int conclude(struct run *run)
{
    const struct account *account = &run->account;
    const struct fixes *fixes = &run->fixes;
    sort_groups(&run->account);
    if (run->options.verbose)
        show_found(run);
    print_account(account, run->options.verbose);
    printf("check-edits: seed %llu: %lu single edits, %.2f %% with at most %zu errors; "
           "%lu of broken samples, %lu with more than %zu errors more; %lu of many\n",
           (unsigned long long)run->options.seed, account->edits,
           100.0 * (double)account->within / (double)account->edits, account->most,
           run->options.count / 10, run->more, account->most, run->options.count / 10);
    printf("check-edits: %lu fixes: %lu errors gone; %lu of an only error: %lu units "
           "valid\n",
           fixes->tried, fixes->gone, fixes->alone, fixes->cured);
    if (!is_enough(account->within, account->edits))
        fprintf(stderr,
                "check-edits: too many edits have more than %zu errors: see -v\n",
                account->most);
    else if (!is_enough(fixes->gone, fixes->tried) ||
             !is_enough(fixes->cured, fixes->alone))
        fprintf(stderr, "check-edits: too many fixes do not repair: see -v\n");
    else
        return 0;
    return 1;
}

static int run_all(struct run *run)
{
    unsigned long count = run->options.count;
    for (unsigned long i = 0; i < count; i++)
        try_edit(run, SINGLE, i);
    for (unsigned long i = 0; i < count / 10; i++) {
        try_edit(run, BROKEN, i);
        try_edit(run, MANY, i);
    }
    return conclude(run);
}

/* One edit, for people, and its text for other programs. */
static int run_one(struct run *run, const char *name)
{
    const char *series = name[0] != '\0' ? strchr("sbm", name[0]) : NULL;
    if (series == NULL) {
        fprintf(stderr, "check-edits: an edit is named such as s123\n");
        return 2;
    }
    unsigned long number = strtoul(name + 1, NULL, 10);
    enum series it = (enum series)(series - "sbm");
    show(run, stderr, it, number);
    fwrite(the_edit()->text->bytes, 1, the_edit()->text->size, stdout);
    fflush(stdout);
    try_edit(run, it, number);
    return 0;
}

static void read_sample(struct sample *sample, const char *name, struct arena *arena)
{
    static struct buffer text;
    struct cel_unit unit;
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        perror(name);
        exit(2);
    }
    text.size = fread(text.bytes, 1, sizeof text.bytes, file);
    fclose(file);
    char *copy = malloc(text.size + 1);
    if (copy == NULL)
        exit(2);
    memcpy(copy, text.bytes, text.size);
    arena_reset(arena);
    cel_parse(arena, copy, text.size, NULL, &unit);
    *sample = (struct sample){name, {copy, text.size}, count_errors(&unit)};
}

/* The samples of each series; those of MANY are all, the valid ones first. */
static void read_samples(struct run *run, char **files, int count)
{
    static struct sample all[FILES];
    static struct samples series[SERIES];
    struct sample *next = all;
    for (int valid = 1; valid >= 0; valid--)
        for (int i = 0; i < count; i++) {
            read_sample(next, files[i], &run->arena);
            if ((next->errors == 0) == valid)
                series[valid ? SINGLE : BROKEN].count++, next++;
            else
                free((void *)next->text.data);
        }
    series[SINGLE].all = series[MANY].all = all;
    series[BROKEN].all = all + series[SINGLE].count;
    series[MANY].count = (size_t)(next - all);
    for (int i = 0; i < SERIES; i++)
        run->player.samples[i] = &series[i];
}

static bool read_options(struct options *options, int argc, char **argv)
{
    for (int letter; (letter = getopt(argc, argv, "n:s:m:o:v")) != -1;)
        switch (letter) {
        case 'n': options->count = strtoul(optarg, NULL, 10); break;
        case 's': options->seed = strtoull(optarg, NULL, 10); break;
        case 'm': options->most = strtoul(optarg, NULL, 10); break;
        case 'o': options->only = optarg; break;
        case 'v': options->verbose = true; break;
        default: return false;
        }
    return argc - optind > 0 && argc - optind < FILES && options->count > 0;
}

int main(int argc, char **argv)
{
    static struct run run = {.options = {.count = 100000, .seed = 1, .most = 2}};
    struct arena for_tokens;
    int status = 2;
    if (!read_options(&run.options, argc, argv)) {
        fprintf(stderr, "usage: edits [-n COUNT] [-s SEED] [-m MOST] [-v] [-o EDIT] "
                        "FILE...\n");
        return status;
    }
    arena_init(&run.arena, NULL);
    arena_init(&for_tokens, NULL);
    read_samples(&run, argv + optind, argc - optind);
    run.player.arena = &for_tokens;
    run.player.seed = run.options.seed;
    run.account.most = run.options.most;
    const char *unnoticed = unnoticed_fault(&run.arena);
    watch();
    if (unnoticed != NULL)
        fprintf(stderr, "check-edits: a planted fault is not noticed: %s\n", unnoticed);
    else if (run.player.samples[SINGLE]->count == 0 ||
             run.player.samples[BROKEN]->count == 0)
        fprintf(stderr, "check-edits: valid and broken samples are needed\n");
    else
        status = run.options.only ? run_one(&run, run.options.only) : run_all(&run);
    for (size_t i = 0; i < run.player.samples[MANY]->count; i++)
        free((void *)run.player.samples[MANY]->all[i].text.data);
    arena_destroy(&for_tokens);
    arena_destroy(&run.arena);
    return status;
}
