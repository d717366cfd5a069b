/* solution.c: whether two programs differ in time. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_ROUNDS = 100 };

struct finding {
    double low, ratio, high; /* of the pairs: quartile, middle, quartile */
    bool differs;            /* 1 is not between the quartiles */
};

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* `count`: of rounds, at least one, and not more than MOST_ROUNDS. */
static struct finding compare(const double *first, const double *second, size_t count)
{
    double ratios[MOST_ROUNDS];
    for (size_t i = 0; i < count; i++)
        ratios[i] = second[i] / first[i];
    qsort(ratios, count, sizeof *ratios, by_value);
    double low = ratios[count / 4], high = ratios[count - 1 - count / 4];
    return (struct finding){low, ratios[count / 2], high, low > 1 || high < 1};
}

#include "test.c"
