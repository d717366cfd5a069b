/* criterion.c: the suites as Criterion tests. */
#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <stdio.h>

#include "tests/report.h"

#define SUITE(floor, name)                                                             \
    Test(floor, name)                                                                  \
    {                                                                                  \
        struct report report = {0};                                                    \
        floor##_##name(&report);                                                       \
        cr_assert(report.failures == 0, "%s", report.messages);                        \
        cr_assert(report.checks > 0, "this suite checks nothing");                     \
    }
#include "tests/suites.def"
#undef SUITE

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    printf("check-unit: %zu suites under Criterion, %zu failed\n", stats->nb_tests,
           stats->tests_failed);
}
