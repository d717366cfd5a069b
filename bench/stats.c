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

enum { RESAMPLES = 2000, MEDIANS = 100 };

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
    for (size_t i = 0; i < process->count; i++)
        scratch[i] = process->values[bench_random_below(seed, process->count)];
    return bench_quantile(scratch, process->count, 0.5);
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

/* Makes a store of each process: MEDIANS medians of its rounds drawn again, as
 * differences from the mean of all processes. The medians differ between processes
 * because of their rounds, too; the draws would add that once more, and so the
 * processes are moved together by as much. */
static void fill_stores(const struct bench_process *processes, const double *medians,
                        size_t count, double *stores, uint64_t *seed)
{
    double *scratch = bench_array(most_rounds(processes, count), sizeof *scratch);
    double within = 0, all = variance_of(medians, count), n = (double)count;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < MEDIANS; k++)
            stores[i * MEDIANS + k] = drawn_median(&processes[i], scratch, seed);
        within += variance_of(&stores[i * MEDIANS], MEDIANS) / n;
    }
    double between = all > within ? sqrt((all - within) / all * n / (n - 1)) : 0;
    double middle = mean_of(medians, count);
    for (size_t i = 0; i < count; i++) {
        double mean = mean_of(&stores[i * MEDIANS], MEDIANS);
        for (size_t k = 0; k < MEDIANS; k++)
            stores[i * MEDIANS + k] += between * (medians[i] - middle) - mean;
    }
    free(scratch);
}

/* The standard deviation of the means of processes drawn again. */
static double spread_of_means(const double *stores, size_t count, uint64_t *seed)
{
    double *means = bench_array(RESAMPLES, sizeof *means);
    for (int i = 0; i < RESAMPLES; i++) {
        for (size_t k = 0; k < count; k++)
            means[i] += stores[bench_random_below(seed, count * MEDIANS)];
        means[i] /= (double)count;
    }
    double deviation = sqrt(variance_of(means, RESAMPLES));
    free(means);
    return deviation;
}

static double error_of(const struct bench_process *processes, const double *medians,
                       size_t count, uint64_t seed)
{
    double *stores = bench_array(count * MEDIANS, sizeof *stores);
    fill_stores(processes, medians, count, stores, &seed);
    double error = spread_of_means(stores, count, &seed);
    free(stores);
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
        e.error = error_of(processes, medians, count, seed);
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

static const double *chances_of(const void *a)
{
    return *(const double *const *)a;
}

static int by_chance(const void *a, const void *b)
{
    return compare(chances_of(a), chances_of(b));
}

void bench_holm(const double *chances, size_t count, double alpha, bool *found)
{
    const double **order = bench_array(count, sizeof *order);
    for (size_t i = 0; i < count; i++) {
        order[i] = &chances[i];
        found[i] = false;
    }
    qsort(order, count, sizeof *order, by_chance);
    for (size_t i = 0; i < count && *order[i] <= alpha / (double)(count - i); i++)
        found[order[i] - chances] = true;
    free(order);
}
