/* stats.c: the bootstrap gives the error, Student's t the width.
 *
 * Over the rounds the median: a round that the system disturbed says nothing. Over the
 * processes the mean: a process with unlucky addresses is a case that users have, and
 * the median of ten values moves in steps too coarse for an interval. */
#include "bench/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/random.h"
#include "bench/student.h"

enum { RESAMPLES = 1000 };

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_quantile(double *values, size_t count, double q)
{
    qsort(values, count, sizeof *values, compare);
    double place = q * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return values[count - 1];
    double share = place - (double)below;
    return values[below] * (1 - share) + values[below + 1] * share;
}

static double median_of(const struct bench_process *process, double *scratch)
{
    memcpy(scratch, process->values, process->count * sizeof *scratch);
    return bench_quantile(scratch, process->count, 0.5);
}

/* The median of rounds drawn again. */
static double drawn_median(const struct bench_process *process, double *scratch,
                           uint64_t *seed)
{
    size_t count = process->count;
    for (size_t i = 0; i < count; i++) {
        double value = process->values[bench_random_below(seed, count)];
        size_t at = i;
        for (; at > 0 && scratch[at - 1] > value; at--)
            scratch[at] = scratch[at - 1];
        scratch[at] = value;
    }
    return (scratch[(count - 1) / 2] + scratch[count / 2]) / 2;
}

static size_t most_rounds(const struct bench_process *processes, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = processes[i].count > most ? processes[i].count : most;
    return most;
}

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

static double variance_of(const double *values, size_t count)
{
    double mean = mean_of(values, count), squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    return squares / (double)(count - 1);
}

/* The standard deviation of means over processes drawn again, of each of which the
 * rounds are drawn again. Means of n values drawn from n spread too little by n - 1 in
 * n: that is put right. */
static double error_of(const struct bench_process *processes, size_t count,
                       uint64_t seed)
{
    double *scratch = bench_array(most_rounds(processes, count), sizeof *scratch);
    double *means = bench_array(RESAMPLES, sizeof *means);
    double n = (double)count;
    for (int i = 0; i < RESAMPLES; i++) {
        for (size_t k = 0; k < count; k++)
            means[i] += drawn_median(&processes[bench_random_below(&seed, count)],
                                     scratch, &seed);
        means[i] /= n;
    }
    double error = sqrt(variance_of(means, RESAMPLES) * n / (n - 1));
    free(means);
    free(scratch);
    return error;
}

struct bench_estimate bench_estimate(const struct bench_process *processes,
                                     size_t count, uint64_t seed)
{
    struct bench_estimate e = {.center = NAN, .error = NAN, .processes = count};
    if (count == 0)
        return e;
    double *scratch = bench_array(most_rounds(processes, count), sizeof *scratch);
    double *medians = bench_array(count, sizeof *medians);
    for (size_t i = 0; i < count; i++)
        medians[i] = median_of(&processes[i], scratch);
    e.center = mean_of(medians, count);
    if (count > 1) {
        e.error = error_of(processes, count, seed);
        e.freedom = (double)(count - 1);
    }
    free(medians);
    free(scratch);
    return e;
}

/* Welch's way: the degrees of freedom follow from both errors. */
struct bench_estimate bench_difference(const struct bench_estimate *a,
                                       const struct bench_estimate *b)
{
    double va = a->error * a->error, vb = b->error * b->error;
    double freedom = a->freedom + b->freedom;
    if (va + vb > 0)
        freedom = (va + vb) * (va + vb) / (va * va / a->freedom + vb * vb / b->freedom);
    return (struct bench_estimate){
        .center = a->center - b->center,
        .error = sqrt(va + vb),
        .freedom = freedom,
        .processes = a->processes < b->processes ? a->processes : b->processes,
    };
}

static bool is_known(const struct bench_estimate *e)
{
    return !isnan(e->center) && !isnan(e->error);
}

struct bench_interval bench_interval(const struct bench_estimate *e, double alpha)
{
    if (!is_known(e))
        return (struct bench_interval){NAN, NAN};
    double half = e->error * bench_student_limit(alpha, e->freedom);
    return (struct bench_interval){e->center - half, e->center + half};
}

double bench_chance(const struct bench_estimate *e)
{
    if (!is_known(e) || e->center == 0)
        return 1;
    return e->error > 0 ? bench_student_tails(e->center / e->error, e->freedom) : 0;
}

double bench_detectable(const struct bench_estimate *e, double alpha)
{
    if (!is_known(e))
        return NAN;
    double missed = 0.2; /* of the runs; the tails of both sides hold twice that */
    return e->error * (bench_student_limit(alpha, e->freedom) +
                       bench_student_limit(2 * missed, e->freedom));
}
