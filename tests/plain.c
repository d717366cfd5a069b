/* plain.c: the suites without Criterion: `plain [NAME]` runs all, or those whose name
 * contains NAME; `plain -NAME...` all but those, for tools that make them too slow. */
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

static bool is_wanted(const char *name, char **names)
{
    for (; *names != NULL; names++) {
        bool without = **names == '-';
        if ((strstr(name, *names + without) != NULL) == without)
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    (void)argc;
    int passed = 0, failed = 0, checks = 0;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        struct report report = {0};
        if (!is_wanted(suites[i].name, argv + 1))
            continue;
        suites[i].run(&report);
        checks += report.checks;
        bool good = report.failures == 0 && report.checks > 0;
        passed += good;
        failed += !good;
        if (!good)
            printf("%s: %d of %d checks failed\n%s", suites[i].name, report.failures,
                   report.checks, report.messages);
    }
    printf("%d checks\n%d passed, %d failed\n", checks, passed, failed);
    return failed > 0 || passed == 0;
}
