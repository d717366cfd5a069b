/* results.c: summary.csv and comparisons.csv. */
#include "bench/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/csv.h"

static const char summary_header[] =
    "set,heap,allocator,rival,metric,processes,rounds,median,low,high";
static const char comparisons_header[] =
    "set,heap,allocator,rival,baseline,metric,tokens,ratio,low,high,detectable,verdict,"
    "wide_low,wide_high";

const char *bench_results_name(struct bench_results *results, const char *text)
{
    size_t number = bench_name(&results->names, text); /* may move the texts */
    return results->names.texts[number];
}

static bool write_times(const struct bench_results *r, const char *folder)
{
    struct bench_sheet sheet;
    if (!bench_sheet_open(&sheet, folder, "summary.csv", summary_header))
        return false;
    for (size_t i = 0; i < r->time_count; i++) {
        const struct bench_time *t = &r->times[i];
        bench_sheet_text(&sheet, t->set, ',');
        bench_sheet_text(&sheet, t->heap, ',');
        bench_sheet_text(&sheet, t->allocator, ',');
        bench_sheet_text(&sheet, t->rival, ',');
        bench_sheet_text(&sheet, t->metric, ',');
        bench_sheet_number(&sheet, (double)t->processes, 12, ',');
        bench_sheet_number(&sheet, (double)t->rounds, 12, ',');
        bench_sheet_number(&sheet, t->median, 12, ',');
        bench_sheet_number(&sheet, t->interval.low, 12, ',');
        bench_sheet_number(&sheet, t->interval.high, 12, '\n');
    }
    return bench_sheet_close(&sheet);
}

static bool write_comparisons(const struct bench_results *r, const char *folder)
{
    struct bench_sheet sheet;
    if (!bench_sheet_open(&sheet, folder, "comparisons.csv", comparisons_header))
        return false;
    for (size_t i = 0; i < r->comparison_count; i++) {
        const struct bench_comparison *c = &r->comparisons[i];
        bench_sheet_text(&sheet, c->set, ',');
        bench_sheet_text(&sheet, c->heap, ',');
        bench_sheet_text(&sheet, c->allocator, ',');
        bench_sheet_text(&sheet, c->rival, ',');
        bench_sheet_text(&sheet, c->baseline, ',');
        bench_sheet_text(&sheet, c->metric, ',');
        bench_sheet_text(&sheet, c->tokens, ',');
        bench_sheet_number(&sheet, c->ratio, 6, ',');
        bench_sheet_number(&sheet, c->interval.low, 6, ',');
        bench_sheet_number(&sheet, c->interval.high, 6, ',');
        bench_sheet_number(&sheet, c->detectable, 6, ',');
        bench_sheet_text(&sheet, c->verdict, ',');
        bench_sheet_number(&sheet, c->wide.low, 6, ',');
        bench_sheet_number(&sheet, c->wide.high, 6, '\n');
    }
    return bench_sheet_close(&sheet);
}

bool bench_results_write(const struct bench_results *results, const char *folder)
{
    return write_times(results, folder) && write_comparisons(results, folder);
}

/* Reading: the columns of a row in the order of the header. */

enum { TIME_WORDS = 5, TIME_NUMBERS = 5, COMPARISON_WORDS = 8, COMPARISON_NUMBERS = 6 };

static const char *const time_columns[] = {"set",    "heap",      "allocator", "rival",
                                           "metric", "processes", "rounds",    "median",
                                           "low",    "high",      NULL};
static const char *const comparison_columns[] = {
    "set",    "heap",       "allocator", "rival",     "baseline",
    "metric", "tokens",     "verdict",   "ratio",     "low",
    "high",   "detectable", "wide_low",  "wide_high", NULL};

/* Reads the words and then the numbers of a row. */
static bool read_cells(struct bench_results *r, struct bench_csv *csv,
                       const int *columns, const char **words, size_t word_count,
                       double *numbers, size_t number_count)
{
    for (size_t i = 0; i < word_count; i++)
        words[i] = bench_results_name(r, csv->fields[columns[i]]);
    for (size_t i = 0; i < number_count; i++)
        if (!bench_csv_number(csv, columns[word_count + i], &numbers[i]))
            return false;
    return true;
}

static void read_time(struct bench_results *r, struct bench_csv *csv,
                      const int *columns)
{
    const char *w[TIME_WORDS];
    double n[TIME_NUMBERS];
    if (!read_cells(r, csv, columns, w, TIME_WORDS, n, TIME_NUMBERS))
        return;
    r->times = bench_resize(r->times, (r->time_count + 1) * sizeof *r->times);
    r->times[r->time_count++] = (struct bench_time){
        w[0], w[1], w[2], w[3], w[4], (size_t)n[0], (size_t)n[1], n[2], {n[3], n[4]}};
}

static void read_comparison(struct bench_results *r, struct bench_csv *csv,
                            const int *columns)
{
    const char *w[COMPARISON_WORDS];
    double n[COMPARISON_NUMBERS];
    if (!read_cells(r, csv, columns, w, COMPARISON_WORDS, n, COMPARISON_NUMBERS))
        return;
    size_t size = (r->comparison_count + 1) * sizeof *r->comparisons;
    r->comparisons = bench_resize(r->comparisons, size);
    r->comparisons[r->comparison_count++] = (struct bench_comparison){
        .set = w[0],
        .heap = w[1],
        .allocator = w[2],
        .rival = w[3],
        .baseline = w[4],
        .metric = w[5],
        .tokens = w[6],
        .verdict = w[7],
        .ratio = n[0],
        .interval = {n[1], n[2]},
        .detectable = n[3],
        .wide = {n[4], n[5]},
    };
}

static void read_table(struct bench_results *r, const char *folder, const char *name,
                       const char *const *wanted,
                       void (*read)(struct bench_results *, struct bench_csv *,
                                    const int *))
{
    int columns[BENCH_COLUMNS];
    struct bench_csv csv;
    char *path = bench_text("%s/%s", folder, name);
    if (bench_csv_open(&csv, path)) {
        if (bench_csv_find(&csv, wanted, columns))
            while (bench_csv_next(&csv))
                read(r, &csv, columns);
        bench_csv_close(&csv);
    }
    free(path);
}

bool bench_results_read(struct bench_results *results, const char *folder)
{
    *results = (struct bench_results){0};
    read_table(results, folder, "summary.csv", time_columns, read_time);
    read_table(results, folder, "comparisons.csv", comparison_columns, read_comparison);
    return results->comparison_count > 0;
}

const struct bench_comparison *
bench_find_comparison(const struct bench_results *results, const char *set,
                      const char *heap, const char *allocator, const char *rival,
                      const char *baseline, const char *metric, const char *tokens)
{
    for (size_t i = 0; i < results->comparison_count; i++) {
        const struct bench_comparison *c = &results->comparisons[i];
        if (strcmp(c->set, set) == 0 && strcmp(c->heap, heap) == 0 &&
            strcmp(c->allocator, allocator) == 0 && strcmp(c->rival, rival) == 0 &&
            strcmp(c->baseline, baseline) == 0 && strcmp(c->metric, metric) == 0 &&
            strcmp(c->tokens, tokens) == 0)
            return c;
    }
    return NULL;
}

bool bench_is_tie(const struct bench_comparison *c)
{
    return c->wide.low > 1 / (1 + BENCH_TIE) && c->wide.high < 1 + BENCH_TIE;
}

void bench_results_free(struct bench_results *results)
{
    free(results->times);
    free(results->comparisons);
    bench_names_free(&results->names);
    *results = (struct bench_results){0};
}
