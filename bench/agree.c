/* agree.c: comparisons of two runs side by side. */
#include "bench/agree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/results.h"
#include "bench/words.h"

/* What has been counted. */
struct tally {
    size_t compared; /* comparisons that both have */
    size_t once;     /* of them: a difference that one has found, and one not */
    size_t apart;    /* of them: disagreements */
    double shift;    /* the largest ratio of two ratios, as a logarithm */
    const struct bench_comparison *shifted; /* where that is */
};

static bool overlap(struct bench_interval a, struct bench_interval b)
{
    if (isnan(a.low) || isnan(b.low))
        return true;
    return a.low <= b.high && b.low <= a.high;
}

/* Whether both have found a difference, and not the same. */
static bool contradict(const char *a, const char *b)
{
    return strcmp(a, "none") != 0 && strcmp(b, "none") != 0 && strcmp(a, b) != 0;
}

static void tell(const struct bench_comparison *a, const struct bench_comparison *b,
                 const char *what)
{
    char one[16], other[16];
    printf("%s: %s, %s heap, %s: %s against %s, %s tokens: %s (%s) and %s (%s)\n", what,
           a->set, a->heap, a->allocator, a->rival, a->baseline, a->tokens,
           bench_ratio_words(a->ratio, one, sizeof one), a->verdict,
           bench_ratio_words(b->ratio, other, sizeof other), b->verdict);
}

static void tell_shift(const struct tally *tally)
{
    const struct bench_comparison *c = tally->shifted;
    printf("the largest shift: %.1f %% (%s, %s heap, %s: %s against %s, %s tokens)\n",
           100 * (exp(tally->shift) - 1), c->set, c->heap, c->allocator, c->rival,
           c->baseline, c->tokens);
}

static void compare(struct tally *tally, const struct bench_comparison *a,
                    const struct bench_comparison *b)
{
    double shift = fabs(log(a->ratio / b->ratio));
    tally->compared++;
    if (tally->shifted == NULL || shift > tally->shift) {
        tally->shift = shift;
        tally->shifted = a;
    }
    bool overlapping = overlap(a->wide, b->wide);
    if (!overlapping || contradict(a->verdict, b->verdict)) {
        tally->apart++;
        tell(a, b, overlapping ? "opposite verdicts" : "the intervals do not overlap");
    } else if (strcmp(a->verdict, b->verdict) != 0) {
        tally->once++;
        tell(a, b, "found by one of the runs");
    }
}

int bench_agree(const char *one, const char *other)
{
    struct bench_results a, b;
    struct tally tally = {0};
    bool good = bench_results_read(&a, one), also = bench_results_read(&b, other);
    for (size_t i = 0; good && also && i < a.comparison_count; i++) {
        const struct bench_comparison *c = &a.comparisons[i];
        const struct bench_comparison *d =
            bench_find_comparison(&b, c->set, c->heap, c->allocator, c->rival,
                                  c->baseline, c->metric, c->tokens);
        if (d != NULL && strcmp(c->metric, "total") == 0)
            compare(&tally, c, d);
    }
    if (tally.shifted != NULL)
        tell_shift(&tally);
    bench_results_free(&a);
    bench_results_free(&b);
    if (tally.compared == 0) {
        fputs("bench: the two have no comparison in common\n", stderr);
        return 2;
    }
    printf(
        "%zu comparisons: %zu alike, %zu found by one of the runs, %zu apart: the runs "
        "%s\n",
        tally.compared, tally.compared - tally.once - tally.apart, tally.once,
        tally.apart, tally.apart == 0 ? "agree" : "do not agree");
    return tally.apart == 0 ? 0 : 1;
}
