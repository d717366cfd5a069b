/* criterion.c: the suites as Criterion tests. */
#include <criterion/criterion.h>

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
