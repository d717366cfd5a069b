/* edits.c: `edits [OPTIONS] FILE...`: what holds of every text holds of a hundred
 * thousand that are a slip of the finger away from a sample, and one slip is hardly
 * ever more than two errors.
 *
 * -n COUNT   single edits of the valid samples; a tenth each of the other two series
 * -s SEED    of all edits
 * -m MOST    errors an edit may have (2)
 * -v         shows edits with more, examples of the most frequent and the worst,
 *            and those with a fix that does not do what it should
 * -o EDIT    only this one, such as s123: shows it and prints its text
 *
 * A hang, a crash and a report of the sanitizers name the edit they happen in. */
#define _GNU_SOURCE
#include "tests/edits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/watch.h"
#include "tests/read_file.h"

enum {
    PROPERTIES = 50, /* more than there are */
    EXAMPLES = 5,    /* edits shown for a property that does not hold */
    FILES = 1000,    /* on the command line, at most */
    SECONDS = 10,    /* for one edit: each takes microseconds */
    PERCENT = 99,    /* of fixes that must make their error go away */
    CURED = 80       /* of a unit's only fix, after which it must be valid */
};

/* How the program was called. */
struct options {
    unsigned long count; /* single edits */
    uint64_t seed;       /* of all edits */
    size_t most;         /* errors an edit may have */
    bool verbose;        /* whether edits with more are shown */
    const char *only;    /* the one edit to play, or NULL */
};

/* What does not hold of some edits. */
struct failure {
    const char *what;    /* the property, as broken_property says it */
    unsigned long edits; /* how many edits */
};

/* All that a run has in hand. */
struct run {
    struct options options; /* how it was called */
    struct player player;   /* plays the edits */
    struct arena arena;     /* parses them */
    struct account account; /* of the single edits */
    struct fixes fixes;     /* of all edits */
    unsigned long more;   /* broken samples with over `most` errors more than before */
    unsigned long broken; /* edits of which not everything holds */
    struct failure failures[PROPERTIES]; /* what does not hold; ended by a NULL */
    unsigned long bad_fixes; /* edits with a fix that does not do what it should */
};

static char now[100]; /* what is being done, for the signal handler */

static bool to_file(void *context, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, context) == size;
}

/* The edit that is being played. */
static struct edited *the_edit(void)
{
    static struct buffer text, added;
    static struct edited edited = {.change = {.added = &added}, .text = &text};
    return &edited;
}

static void play_edit(struct run *run, enum series series, unsigned long number)
{
    snprintf(now, sizeof now, "check-edits: it was in edit -s %llu -o %c%lu\n",
             (unsigned long long)run->options.seed, "sbm"[series], number);
    alarm(SECONDS);
    if (!play(&run->player, series, number, the_edit())) {
        fprintf(stderr, "check-edits: no sample has anything for an edit\n%s", now);
        exit(1);
    }
}

/* Plays and parses an edit. */
static bool parse_edit(struct run *run, enum series series, unsigned long number,
                       struct cel_unit *unit)
{
    const struct edited *edited = the_edit();
    play_edit(run, series, number);
    arena_reset(&run->arena);
    return cel_parse(&run->arena, edited->text->bytes, edited->text->size,
                     &edited->options, unit);
}

static void show(struct run *run, FILE *file, enum series series, unsigned long number)
{
    struct cel_unit unit;
    struct cel_writer out;
    cel_writer_init(&out, to_file, file);
    parse_edit(run, series, number, &unit);
    show_edit(&out, &run->arena, the_edit(), &unit);
    cel_writer_flush(&out);
}

static unsigned long failures(const struct fixes *fixes)
{
    return fixes->tried - fixes->gone + fixes->alone - fixes->cured;
}

/* Whether the fixes of the unit, which is lost, hold; shows an edit whose do not. */
static const char *broken_fixes(struct run *run, const struct edited *edited,
                                const struct cel_unit *unit)
{
    unsigned long before = failures(&run->fixes);
    const char *broken = try_fixes(&run->arena, unit, &run->fixes);
    if (failures(&run->fixes) > before && run->options.verbose &&
        run->bad_fixes++ < SHOWN) {
        printf("\na fix does not do what it should: ");
        show(run, stdout, edited->series, edited->number);
    }
    return broken;
}

/* Counts an edit of which something does not hold; returns how many there were. */
static unsigned long enter_failure(struct run *run, const char *what)
{
    size_t i = 0;
    while (i < PROPERTIES - 2 && run->failures[i].what != NULL &&
           strcmp(run->failures[i].what, what) != 0)
        i++;
    run->failures[i].what = what;
    return ++run->failures[i].edits;
}

/* Plays an edit and looks whether everything holds. */
static void try_edit(struct run *run, enum series series, unsigned long number)
{
    struct cel_unit unit;
    const struct edited *edited = the_edit();
    bool valid = parse_edit(run, series, number, &unit);
    uint32_t limit = edited->options.max_errors;
    const char *broken = broken_property(&run->arena, &unit, valid,
                                         limit != 0 ? limit : CEL_DEFAULT_ERRORS);
    if (series == SINGLE)
        enter_edit(&run->account, edited, &unit);
    else if (series == BROKEN)
        run->more += count_errors(&unit) > edited->sample->errors + run->options.most;
    if (broken == NULL)
        broken = broken_fixes(run, edited, &unit);
    if (broken != NULL && enter_failure(run, broken) <= EXAMPLES) {
        fprintf(stderr, "\ncheck-edits: %s\n%s", broken, now);
        show(run, stderr, series, number);
    }
}

static void show_found(struct run *run)
{
    struct account *account = &run->account;
    printf("\nExamples of the most frequent lists of codes:\n");
    for (size_t i = 0; i < account->group_count && i < SHOWN; i++) {
        printf("\n%lu edits, such as ", account->groups[i].count);
        show(run, stdout, SINGLE, account->groups[i].number);
    }
    printf("\nThe worst:\n");
    for (size_t i = 0; i < SHOWN && account->worst[i].errors > 0; i++) {
        printf("\n");
        show(run, stdout, SINGLE, account->worst[i].number);
    }
    printf("\n");
}

static bool is_enough(unsigned long part, unsigned long whole, unsigned long share)
{
    return part * 100 >= whole * share;
}

static double percent(unsigned long part, unsigned long whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 100.0;
}

static void print_run(const struct run *run)
{
    const struct account *account = &run->account;
    const struct fixes *fixes = &run->fixes;
    unsigned long tenth = run->options.count / 10, valid = account->histogram[0];
    printf("check-edits: seed %llu: at most %zu errors in %.2f %% of %lu single edits "
           "and in %.2f %% of the %lu with any\n",
           (unsigned long long)run->options.seed, account->most,
           percent(account->within, account->edits), account->edits,
           percent(account->within - valid, account->edits - valid),
           account->edits - valid);
    printf("check-edits: %lu edits of broken samples, %lu of them with more than %zu "
           "errors more; %lu edits of 2 to 50 changes\n",
           tenth, run->more, account->most, tenth);
    printf("check-edits: %lu fixes: %lu errors gone (%.2f %%); %lu of an only error: "
           "%lu units valid (%.2f %%)\n",
           fixes->tried, fixes->gone, percent(fixes->gone, fixes->tried), fixes->alone,
           fixes->cured, percent(fixes->cured, fixes->alone));
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
    print_run(run);
    bool few = is_enough(account->within, account->edits, PERCENT);
    bool certain = is_enough(fixes->gone, fixes->tried, PERCENT) &&
                   is_enough(fixes->cured, fixes->alone, CURED);
    if (run->broken > 0)
        fprintf(stderr, "check-edits: not everything holds of %lu edits\n",
                run->broken);
    if (!few)
        fprintf(stderr, "check-edits: too many edits have more than %zu errors\n",
                account->most);
    if (!certain)
        fprintf(stderr, "check-edits: too many fixes do not repair\n");
    if (!few || !certain)
        fprintf(stderr, "check-edits: tests/edits -v shows them\n");
    return run->failures[0].what != NULL || !few || !certain;
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
    play_edit(run, it, number);
    fwrite(the_edit()->text->bytes, 1, the_edit()->text->size, stdout);
    fflush(stdout); /* before the parser can crash with it */
    show(run, stderr, it, number);
    try_edit(run, it, number);
    return run->failures[0].what != NULL;
}

static void read_sample(struct sample *sample, const char *name, struct arena *arena)
{
    struct cel_unit unit;
    struct cel_string text = read_file(name);
    arena_reset(arena);
    cel_parse(arena, text.data, text.size, NULL, &unit);
    *sample = (struct sample){name, text, count_errors(&unit)};
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
                next++;
            else
                free((void *)next->text.data);
            series[valid ? SINGLE : MANY].count = (size_t)(next - all);
        }
    series[SINGLE].all = series[MANY].all = all;
    series[BROKEN].all = all + series[SINGLE].count;
    series[BROKEN].count = series[MANY].count - series[SINGLE].count;
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
    watch(now);
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
