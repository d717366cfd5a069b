/* plain.c: the suites without Criterion: `plain [-1] [NAME...]` runs all, or those
 * whose name contains a NAME, in the order of the NAMEs; -1: up to the first that
 * fails. */
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

/* What has come of the suites so far. */
struct total {
    int passed; /* suites */
    int failed; /* suites */
    int checks; /* in all of them */
};

static void run_suite(size_t i, struct total *total)
{
    struct report report = {0};
    suites[i].run(&report);
    total->checks += report.checks;
    bool good = report.failures == 0 && report.checks > 0;
    total->passed += good;
    total->failed += !good;
    if (!good)
        printf("%s: %d of %d checks failed\n%s", suites[i].name, report.failures,
               report.checks, report.messages);
}

static void run_suites(const char *name, bool first_only, struct total *total)
{
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (strstr(suites[i].name, name) != NULL && !(first_only && total->failed > 0))
            run_suite(i, total);
}

int main(int argc, char **argv)
{
    struct total total = {0};
    bool first_only = argc > 1 && strcmp(argv[1], "-1") == 0;
    int first = first_only ? 2 : 1;
    for (int i = first; i < argc; i++)
        run_suites(argv[i], first_only, &total);
    if (first == argc)
        run_suites("", first_only, &total);
    printf("check-plain: %d checks\n%d passed, %d failed\n", total.checks, total.passed,
           total.failed);
    return total.failed > 0 || total.passed == 0;
}
