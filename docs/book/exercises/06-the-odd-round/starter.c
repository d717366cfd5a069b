/* starter.c: whether two programs differ in time. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_ROUNDS = 100 };

struct finding {
    double low, ratio, high; /* of the pairs: quartile, middle, quartile */
    bool differs;            /* 1 is not between the quartiles */
};

/* `count`: of rounds, at least one, and not more than MOST_ROUNDS. */
static struct finding compare(const double *first, const double *second, size_t count)
{
    double sums[2] = {0, 0}; /* a ratio of means: your turn */
    for (size_t i = 0; i < count; i++) {
        sums[0] += first[i];
        sums[1] += second[i];
    }
    double ratio = sums[1] / sums[0];
    return (struct finding){ratio, ratio, ratio, ratio < 1 || ratio > 1};
}

#include "test.c"
