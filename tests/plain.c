/* plain.c: the suites without Criterion: `plain [-1] [NAME...] [-NAME...]` runs all, or
 * those whose name contains a NAME, in the order of the NAMEs, but none that contains a
 * -NAME; -1: up to the first that fails. */
#include <stdio.h>
#include <string.h>

#include "tests/report.h"

static const struct {
    const char *name; /* floor_name */
    suite *run;       /* the suite */
} suites[] = {
#define SUITE(floor, name) {#floor "_" #name, floor##_##name},
#include "tests/suites.def"
#undef SUITE
};

/* What is asked for, and what has come of it so far. */
struct run {
    char **words;    /* NAMEs and -NAMEs, up to a NULL */
    bool first_only; /* up to the first suite that fails */
    int passed;      /* suites */
    int failed;      /* suites */
    int checks;      /* in all of them */
};

static void run_suite(size_t i, struct run *run)
{
    struct report report = {0};
    suites[i].run(&report);
    run->checks += report.checks;
    bool good = report.failures == 0 && report.checks > 0;
    run->passed += good;
    run->failed += !good;
    if (!good)
        printf("%s: %d of %d checks failed\n%s", suites[i].name, report.failures,
               report.checks, report.messages);
}

static bool is_left_out(const struct run *run, const char *name)
{
    for (char **word = run->words; *word != NULL; word++)
        if (**word == '-' && strstr(name, *word + 1) != NULL)
            return true;
    return false;
}

static void run_suites(const char *name, struct run *run)
{
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (strstr(suites[i].name, name) != NULL && !is_left_out(run, suites[i].name) &&
            !(run->first_only && run->failed > 0))
            run_suite(i, run);
}

int main(int argc, char **argv)
{
    bool first_only = argc > 1 && strcmp(argv[1], "-1") == 0, named = false;
    struct run run = {.words = argv + 1 + first_only, .first_only = first_only};
    for (char **word = run.words; *word != NULL; word++) {
        if (**word == '-')
            continue;
        named = true;
        run_suites(*word, &run);
    }
    if (!named)
        run_suites("", &run);
    printf("check-plain: %d checks\n%d passed, %d failed\n", run.checks, run.passed,
           run.failed);
    return run.failed > 0 || run.passed == 0;
}
