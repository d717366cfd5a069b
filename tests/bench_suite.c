/* bench_suite.c: the statistics of the benchmark, on made-up numbers whose truth is
 * known. */
#include <math.h>
#include <stdlib.h>

#include "bench/random.h"
#include "bench/stats.h"
#include "bench/student.h"
#include "tests/report.h"

enum { MOST_PROCESSES = 30, MOST_ROUNDS = 16 };

/* A made-up run: times that differ from process to process and from round to round. */
struct experiment {
    size_t processes; /* up to MOST_PROCESSES */
    size_t rounds;    /* up to MOST_ROUNDS */
    double between;   /* standard deviation between processes */
    double within;    /* and between rounds of a process */
    double disturbed; /* the share of rounds that take half as long again */
    double truth;     /* what is to be found */
};

/* A normal variable with mean 0 and deviation 1: twelve uniform ones added up. */
static double normal(uint64_t *seed)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += (double)(bench_random(seed) >> 11) / 9007199254740992.0;
    return sum;
}

static bool happens(double share, uint64_t *seed)
{
    return (double)(bench_random(seed) >> 11) / 9007199254740992.0 < share;
}

static struct bench_estimate play(const struct experiment *x, uint64_t *seed)
{
    double values[MOST_PROCESSES][MOST_ROUNDS];
    struct bench_process processes[MOST_PROCESSES];
    for (size_t i = 0; i < x->processes; i++) {
        double shift = x->truth + x->between * normal(seed);
        for (size_t k = 0; k < x->rounds; k++) {
            values[i][k] = shift + x->within * normal(seed);
            if (happens(x->disturbed, seed))
                values[i][k] += 0.5;
        }
        processes[i] = (struct bench_process){values[i], x->rounds};
    }
    return bench_estimate(processes, x->processes, bench_random(seed));
}

static bool is_near(double got, double wanted, double tolerance)
{
    return fabs(got - wanted) <= tolerance * fabs(wanted);
}

void bench_quantiles(struct report *report)
{
    static const struct {
        double values[5]; /* as measured */
        size_t count;     /* of them used */
        double q;         /* asked for */
        double wanted;    /* the answer */
    } cases[] = {
        {{3}, 1, 0.5, 3},
        {{3, 1}, 2, 0.5, 2},
        {{3, 1, 2}, 3, 0.5, 2},
        {{5, 4, 1, 2}, 4, 0.5, 3},
        {{5, 4, 3, 2, 1}, 5, 0, 1},
        {{5, 4, 3, 2, 1}, 5, 1, 5},
        {{5, 4, 3, 2, 1}, 5, 0.125, 1.5},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double values[5];
        for (size_t k = 0; k < 5; k++)
            values[k] = cases[i].values[k];
        double got = bench_quantile(values, cases[i].count, cases[i].q);
        expect(report, got == cases[i].wanted, "case %zu: %g, not %g", i, got,
               cases[i].wanted);
    }
}

/* Figures from printed tables of Student's t. */
void bench_students_t(struct report *report)
{
    static const struct {
        double tails;   /* chance of both tails */
        double freedom; /* degrees of freedom */
        double limit;   /* the t of the table */
    } cases[] = {
        {0.05, 1, 12.706},  {0.05, 2, 4.303},    {0.05, 9, 2.262},
        {0.05, 30, 2.042},  {0.05, 1e6, 1.960},  {0.01, 4, 4.604},
        {0.001, 10, 4.587}, {0.001, 120, 3.373}, {0.2, 5, 1.476},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double limit = bench_student_limit(cases[i].tails, cases[i].freedom);
        double tails = bench_student_tails(cases[i].limit, cases[i].freedom);
        expect(report, is_near(limit, cases[i].limit, 3e-4),
               "limit(%g, %g): %g, not %g", cases[i].tails, cases[i].freedom, limit,
               cases[i].limit);
        expect(report, is_near(tails, cases[i].tails, 4e-3),
               "tails(%g, %g): %g, not %g", cases[i].limit, cases[i].freedom, tails,
               cases[i].tails);
    }
}

/* The share of 400 runs whose 95 % interval has the truth in it. Of so few runs 95 %
 * less two and a half errors are 92.5 %. An interval may be too wide, since drawing
 * rounds adds what the processes already show. */
void bench_coverage(struct report *report)
{
    static const struct {
        struct experiment x; /* the made-up run */
        int most;            /* hits allowed */
    } cases[] = {
        {{5, 5, 0.03, 0.01, 0, 1}, 394},     {{10, 9, 0.02, 0.02, 0, 1}, 394},
        {{20, 9, 0.03, 0, 0, 1}, 390},       {{3, 15, 0.02, 0.01, 0, 1}, 394},
        {{10, 15, 0.02, 0.01, 0.1, 1}, 394}, {{5, 5, 0.01, 0.03, 0, 1}, 400},
    };
    enum { RUNS = 400 };
    uint64_t seed = 1;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int hits = 0;
        for (int run = 0; run < RUNS; run++) {
            struct bench_estimate e = play(&cases[i].x, &seed);
            struct bench_interval interval = bench_interval(&e, 0.05);
            hits += interval.low <= 1 && 1 <= interval.high;
        }
        expect(report, 370 <= hits && hits <= cases[i].most, "case %zu: %d of %d", i,
               hits, RUNS);
    }
}

/* 200 runs of 20 comparisons of a thing with itself: at most ten runs may find any. */
void bench_same_against_same(struct report *report)
{
    enum { RUNS = 200, COMPARISONS = 20 };
    struct experiment x = {8, 7, 0.02, 0.01, 0, 0};
    uint64_t seed = 2;
    int wrong = 0, uncorrected = 0;
    for (int run = 0; run < RUNS; run++) {
        bool any = false, low = false;
        for (int k = 0; k < COMPARISONS; k++) {
            struct bench_estimate e = play(&x, &seed);
            any |= bench_chance(&e) < 0.05 / COMPARISONS;
            low |= bench_chance(&e) < 0.05;
        }
        wrong += any;
        uncorrected += low;
    }
    expect(report, wrong <= 10, "%d of %d runs find a difference", wrong, RUNS);
    expect(report, uncorrected > 50, "without the correction only %d do", uncorrected);
}

/* What the run says it could see is what it sees: four times of five. */
void bench_planted(struct report *report)
{
    static const struct {
        struct experiment x; /* logarithms of ratios */
        int least;           /* of 200 runs that find it */
        int most;            /* the same */
    } cases[] = {
        {{12, 9, 0.01, 0.02, 0, 0.0953}, 200, 200}, /* 10 % */
        {{12, 9, 0.01, 0.02, 0, 0}, 0, 1},
    };
    enum { RUNS = 200 };
    double level = 0.05 / 20;
    uint64_t seed = 3;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            struct bench_estimate e = play(&cases[i].x, &seed);
            found += bench_chance(&e) <= level;
        }
        expect(report, cases[i].least <= found && found <= cases[i].most,
               "case %zu: found in %d of %d runs", i, found, RUNS);
    }
}

/* Of differences as large as the smallest that can be seen, about four of five are:
 * with few processes somewhat fewer, since the limit is itself an estimate. */
void bench_smallest_difference(struct report *report)
{
    enum { RUNS = 600 };
    struct experiment x = {15, 9, 0.02, 0.002, 0, 0};
    double level = 0.05 / 20, detectable = 0;
    uint64_t seed = 4;
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
        struct bench_estimate e = play(&x, &seed);
        detectable += bench_detectable(&e, level) / RUNS;
    }
    x.truth = detectable;
    for (int run = 0; run < RUNS; run++) {
        struct bench_estimate e = play(&x, &seed);
        found += bench_chance(&e) <= level;
    }
    expect(report, 0.69 * RUNS <= found && found <= 0.82 * RUNS,
           "%.4f found in %d of %d runs", detectable, found, RUNS);
}

void bench_estimates(struct report *report)
{
    static const double one[] = {1, 2, 9}, two[] = {4}, same[] = {3, 3};
    struct bench_process both[] = {{one, 3}, {two, 1}},
                         alike[] = {{same, 2}, {same, 2}};
    struct bench_estimate e = bench_estimate(both, 2, 7),
                          f = bench_estimate(both, 2, 7);
    expect(report, e.center == 3, "the mean of the medians 2 and 4: %g", e.center);
    expect(report, e.error == f.error, "the same seed, another error");
    f = bench_estimate(both, 1, 7);
    expect(report, f.center == 2 && isnan(f.error), "one process tells no error");
    expect(report, bench_chance(&f) == 1 && isnan(bench_interval(&f, 0.05).low),
           "an unknown error finds nothing");
    f = bench_estimate(alike, 2, 7);
    expect(report, f.error == 0 && bench_chance(&f) == 0, "equal values have no error");
    f = bench_estimate(both, 0, 7);
    expect(report, isnan(f.center) && bench_chance(&f) == 1, "nothing measured");
    struct bench_estimate a = {5, 3, 4, 5}, b = {1, 4, 9, 10};
    struct bench_estimate d = bench_difference(&a, &b);
    expect(report, d.center == 4 && d.error == 5 && d.processes == 5, "a difference");
    expect(report, is_near(d.freedom, 625 / (81 / 4.0 + 256 / 9.0), 1e-9),
           "its freedom");
}
