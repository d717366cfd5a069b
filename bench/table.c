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
    double nodes;  /* the same */
};

/* The sizes of a set; 0 where the file does not tell. */
static struct sizes sizes_of(struct bench_csv *csv, const int *columns, const char *set)
{
    struct sizes s = {0};
    while (bench_csv_next(csv))
        if (strcmp(csv->fields[columns[0]], set) == 0 &&
            bench_csv_number(csv, columns[1], &s.units) &&
            bench_csv_number(csv, columns[2], &s.bytes) &&
            bench_csv_number(csv, columns[3], &s.tokens) &&
            bench_csv_number(csv, columns[4], &s.nodes))
            return s;
    return (struct sizes){0};
}

static struct sizes read_sizes(const char *folder, const char *set)
{
    static const char *const names[] = {"set",    "units", "bytes",
                                        "tokens", "nodes", NULL};
    struct sizes sizes = {0};
    struct bench_csv csv;
    int columns[5];
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
        printf(": %.0f unit%s, %.0f bytes, %.0f tokens, %.0f nodes", s->units,
               s->units == 1 ? "" : "s", s->bytes, s->tokens, s->nodes);
    printf("\n  %-28s %8s %8s %8s   %-22s %-22s\n", "", "MB/s", "ns/token", "ns/node",
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

/* Whether the comparison is of that rival there, and of the whole time. */
static bool is_of(const struct bench_comparison *c, const struct bench_time *t)
{
    return strcmp(c->metric, "total") == 0 && strcmp(c->rival, t->rival) == 0 &&
           strcmp(c->set, t->set) == 0 && strcmp(c->heap, t->heap) == 0 &&
           strcmp(c->allocator, t->allocator) == 0;
}

/* What is said of a comparison in a word or two. */
static const char *finding_of(const struct bench_comparison *c)
{
    return bench_is_tie(c)                   ? "tie"
           : strcmp(c->verdict, "none") == 0 ? "unclear"
                                             : c->verdict;
}

/* A comparison with the tokens, the same without them, and what is found with them;
 * either may be missing, but not both. */
static void show_pair(const struct bench_comparison *with,
                      const struct bench_comparison *without)
{
    const struct bench_comparison *c = with != NULL ? with : without;
    show_ratio(with, 22);
    show_ratio(without, 22);
    printf(" %s", finding_of(c));
    if (strcmp(c->baseline, "arena") != 0)
        printf(" (%s)", c->baseline);
}

/* Goes on to the next comparison of a whole time. */
static void skip_phases(const struct bench_results *r, size_t *at)
{
    while (*at < r->comparison_count &&
           strcmp(r->comparisons[*at].metric, "total") != 0)
        ++*at;
}

/* The comparisons of a rival stand one behind the other from `*at` on: those of one
 * baseline in a line. */
static void show_comparisons(const struct bench_results *r, const struct bench_time *t,
                             size_t *at)
{
    bool first = true;
    while (*at < r->comparison_count && is_of(&r->comparisons[*at], t)) {
        const struct bench_comparison *pair[2] = {NULL, NULL};
        const char *baseline = r->comparisons[*at].baseline;
        for (; *at < r->comparison_count && is_of(&r->comparisons[*at], t) &&
               strcmp(r->comparisons[*at].baseline, baseline) == 0;
             ++*at)
            pair[strcmp(r->comparisons[*at].tokens, "without") == 0] =
                &r->comparisons[*at];
        if (!first)
            printf("\n  %-57s", "");
        show_pair(pair[0], pair[1]);
        first = false;
        skip_phases(r, at);
    }
}

/* Shows a rival, and the comparisons from `*at` on, which stand in the same order. */
static void show_rival(const struct bench_results *r, const struct bench_time *t,
                       const struct sizes *s, size_t *at)
{
    printf("  %-28s", t->rival);
    if (s->bytes > 0 && s->tokens > 0)
        printf(" %8.1f %8.2f %8.2f  ", s->bytes * 1e3 / t->median,
               t->median / s->tokens, t->median / s->nodes);
    else
        printf(" %26.0f ns", t->median);
    show_comparisons(r, t, at);
    putchar('\n');
}

void bench_show_table(const struct bench_results *results, const char *folder)
{
    const struct bench_time *last = NULL;
    struct sizes sizes = {0};
    size_t at = 0; /* times and comparisons are in the same order */
    skip_phases(results, &at);
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
        show_rival(results, t, &sizes, &at);
        last = t;
    }
    putchar('\n');
}
