/* table.c: rows and columns. */
#define _POSIX_C_SOURCE 200809L
#include "bench/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/csv.h"
#include "bench/words.h"

/* A row of units.csv. */
struct sizes {
    double units;  /* texts of the set */
    double bytes;  /* of all */
    double tokens; /* the same */
};

/* The sizes of a set; 0 where the file does not tell. */
static struct sizes sizes_of(struct bench_csv *csv, const int *columns, const char *set)
{
    struct sizes s = {0};
    while (bench_csv_next(csv))
        if (strcmp(csv->fields[columns[0]], set) == 0 &&
            bench_csv_number(csv, columns[1], &s.units) &&
            bench_csv_number(csv, columns[2], &s.bytes) &&
            bench_csv_number(csv, columns[3], &s.tokens))
            return s;
    return (struct sizes){0};
}

static struct sizes read_sizes(const char *folder, const char *set)
{
    static const char *const names[] = {"set", "units", "bytes", "tokens", NULL};
    struct sizes sizes = {0};
    struct bench_csv csv;
    int columns[4];
    char *path = bench_text("%s/units.csv", folder);
    FILE *file = fopen(path, "r"); /* without it there is a table all the same */
    if (file != NULL && bench_csv_open(&csv, path)) {
        if (bench_csv_find(&csv, names, columns))
            sizes = sizes_of(&csv, columns, set);
        bench_csv_close(&csv);
    }
    if (file != NULL)
        fclose(file);
    free(path);
    return sizes;
}

static void show_head(const struct bench_time *t, const struct sizes *s)
{
    char words[100];
    printf("\n%s; %s heap, %s", bench_set_words(t->set, words, sizeof words), t->heap,
           t->allocator);
    if (s->bytes > 0)
        printf(": %.0f unit%s, %.0f bytes, %.0f tokens", s->units,
               s->units == 1 ? "" : "s", s->bytes, s->tokens);
    printf("\n  %-22s %8s %8s   %-25s %-25s\n", "", "MB/s", "ns/token",
           "times as long (95 %)", "without the tokens");
}

static void show_ratio(const struct bench_comparison *c, int width)
{
    char ratio[16], low[16], high[16], text[64] = "";
    if (c != NULL)
        snprintf(text, sizeof text, "%s (%s to %s)",
                 bench_ratio_words(c->ratio, ratio, sizeof ratio),
                 bench_ratio_words(c->interval.low, low, sizeof low),
                 bench_ratio_words(c->interval.high, high, sizeof high));
    printf(" %-*s", width, text);
}

static const struct bench_comparison *against(const struct bench_results *r,
                                              const struct bench_time *t,
                                              const char *baseline, const char *tokens)
{
    return bench_find_comparison(r, t->set, t->heap, t->allocator, t->rival, baseline,
                                 "total", tokens);
}

static void show_rival(const struct bench_results *r, const struct bench_time *t,
                       const struct sizes *s)
{
    printf("  %-22s", t->rival);
    if (s->bytes > 0 && s->tokens > 0)
        printf(" %8.1f %8.2f  ", s->bytes * 1e3 / t->median, t->median / s->tokens);
    else
        printf(" %17.0f ns", t->median);
    bool first = true;
    for (size_t i = 0; i < r->comparison_count; i++) {
        const struct bench_comparison *c = &r->comparisons[i];
        if (c != against(r, t, c->baseline, "with"))
            continue;
        if (!first)
            printf("\n  %-42s", "");
        show_ratio(c, 25);
        show_ratio(against(r, t, c->baseline, "without"), 25);
        printf(" %s", strcmp(c->verdict, "none") == 0 ? "no difference" : c->verdict);
        if (strcmp(c->baseline, "arena") != 0)
            printf(" than %s", c->baseline);
        first = false;
    }
    putchar('\n');
}

void bench_show_table(const struct bench_results *results, const char *folder)
{
    const struct bench_time *last = NULL;
    struct sizes sizes = {0};
    for (size_t i = 0; i < results->time_count; i++) {
        const struct bench_time *t = &results->times[i];
        if (strcmp(t->metric, "total") != 0)
            continue;
        if (last == NULL || strcmp(last->set, t->set) != 0 ||
            strcmp(last->heap, t->heap) != 0 ||
            strcmp(last->allocator, t->allocator) != 0) {
            sizes = read_sizes(folder, t->set);
            show_head(t, &sizes);
        }
        show_rival(results, t, &sizes);
        last = t;
    }
    putchar('\n');
}
