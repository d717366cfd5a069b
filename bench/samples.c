/* samples.c: reading and sorting. */
#include "bench/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/csv.h"

const char *const bench_phase_names[BENCH_PHASES] = {"lex",  "tokens",   "parse",
                                                     "walk", "teardown", "total"};

/* The order in which the tables show what they know; others come behind. */
static const char *const known[BENCH_DIMENSIONS] = {
    "short,policy,small,1mb,100mb,corpus,lose-grow,lose-lifo,lose-keep,lose-tiny",
    "clean,fragmented,churned",
    "glibc,jemalloc,mimalloc,tcmalloc",
    "arena,arena-again,arena-mark,arena-fresh,arena-fresh-1mib,arena-buffer,slab,fixed,"
    "malloc,malloc-tree,"
    "malloc-leak,malloc-alone,malloc-direct,replay-arena,replay-arena-fresh,"
    "replay-slab,replay-malloc,replay-obstack,replay-arena-no-tokens,"
    "replay-arena-fresh-no-tokens,replay-slab-no-tokens,replay-malloc-no-tokens,"
    "replay-obstack-no-tokens",
};

/* Columns of samples.csv; the phases come behind. */
enum { PROCESS, ROUND, FIRST_KEY, FIRST_PHASE = FIRST_KEY + BENCH_DIMENSIONS };

static const char *const columns_wanted[] = {
    "process", "round", "set",  "heap",     "allocator", "rival", "lex",
    "tokens",  "parse", "walk", "teardown", "total",     NULL};

static int compare(const void *a, const void *b)
{
    const struct bench_row *x = a, *y = b;
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        if (x->key[i] != y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    if (x->process != y->process)
        return x->process < y->process ? -1 : 1;
    return (x->round > y->round) - (x->round < y->round);
}

static bool read_count(struct bench_csv *csv, int column, size_t *count)
{
    double number;
    if (!bench_csv_number(csv, column, &number))
        return false;
    if (!(number >= 0 && number < 1e9)) {
        bench_csv_fault(csv, "%s: '%s' is no number from 0; the line is left out",
                        csv->header[column], csv->fields[column]);
        return false;
    }
    *count = (size_t)number;
    return true;
}

static bool read_fields(struct bench_samples *samples, struct bench_csv *csv,
                        const int *columns, struct bench_row *row)
{
    if (!read_count(csv, columns[PROCESS], &row->process) ||
        !read_count(csv, columns[ROUND], &row->round))
        return false;
    for (int i = 0; i < BENCH_PHASES; i++)
        if (!bench_csv_number(csv, columns[FIRST_PHASE + i], &row->time[i]))
            return false;
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        row->key[i] =
            bench_name(&samples->names[i], csv->fields[columns[FIRST_KEY + i]]);
    return true;
}

static struct bench_row *room_for_row(struct bench_samples *samples)
{
    if (samples->count == samples->capacity) {
        samples->capacity = samples->capacity ? 2 * samples->capacity : 1024;
        samples->rows =
            bench_resize(samples->rows, samples->capacity * sizeof *samples->rows);
    }
    return &samples->rows[samples->count];
}

bool bench_samples_read(struct bench_samples *samples, const char *path)
{
    int columns[sizeof columns_wanted / sizeof *columns_wanted];
    struct bench_csv csv;
    *samples = (struct bench_samples){0};
    if (!bench_csv_open(&csv, path))
        return false;
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        bench_names_add(&samples->names[i], known[i]);
    bool good = bench_csv_find(&csv, columns_wanted, columns);
    while (good && bench_csv_next(&csv))
        samples->count += read_fields(samples, &csv, columns, room_for_row(samples));
    if (good && samples->count == 0)
        fprintf(stderr, "bench: %s: holds no samples\n", path);
    bench_csv_close(&csv);
    if (samples->count > 0)
        qsort(samples->rows, samples->count, sizeof *samples->rows, compare);
    return samples->count > 0;
}

static bool same_cell(const struct bench_row *a, const struct bench_row *b)
{
    return memcmp(a->key, b->key, sizeof a->key) == 0;
}

struct bench_cell bench_cell_at(const struct bench_samples *samples, size_t i)
{
    struct bench_cell cell = {.rows = &samples->rows[i]};
    while (i + cell.count < samples->count &&
           same_cell(cell.rows, &cell.rows[cell.count]))
        cell.count++;
    return cell;
}

struct bench_cell bench_cell_of(const struct bench_samples *samples,
                                const struct bench_cell *like, const char *rival)
{
    struct bench_row wanted = *like->rows;
    const struct bench_names *rivals = &samples->names[BENCH_RIVAL];
    size_t i = 0;
    while (i < rivals->count && strcmp(rivals->texts[i], rival) != 0)
        i++;
    wanted.key[BENCH_RIVAL] = i;
    for (size_t k = 0; k < samples->count; k++)
        if (same_cell(&samples->rows[k], &wanted))
            return bench_cell_at(samples, k);
    return (struct bench_cell){0};
}

void bench_samples_free(struct bench_samples *samples)
{
    for (int i = 0; i < BENCH_DIMENSIONS; i++)
        bench_names_free(&samples->names[i]);
    free(samples->rows);
    *samples = (struct bench_samples){0};
}
