/* words.c: a table of sets. */
#include "bench/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *bench_set_words(const char *set, char *words, size_t size)
{
    static const char *const known[][2] = {
        {"short", "one short expression"},
        {"policy", "a policy"},
        {"small", "ten thousand small units"},
        {"1mb", "a unit of 1 MB"},
        {"100mb", "a unit of 100 MB"},
        {"corpus", "the given units"},
        {"lose-grow", "one growing array"},
        {"lose-lifo", "objects freed last in, first out"},
        {"lose-keep", "units kept for one node"},
        {"lose-tiny", "a tiny unit with a large first block"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(set, known[i][0]) == 0)
            set = known[i][1];
    if (strncmp(set, "size-", 5) == 0)
        snprintf(words, size, "a unit of %s bytes", set + 5);
    else
        snprintf(words, size, "%s", set);
    return words;
}

const char *bench_ratio_words(double ratio, char *text, size_t size)
{
    if (isnan(ratio))
        snprintf(text, size, "?");
    else
        snprintf(text, size, "%.*f",
                 ratio < 2     ? 3
                 : ratio < 20  ? 2
                 : ratio < 200 ? 1
                               : 0,
                 ratio);
    return text;
}
