/* merge.c: tables one behind the other. */
#define _POSIX_C_SOURCE 200809L
#include "bench/merge.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/csv.h"
#include "bench/results.h"
#include "bench/words.h"

static const char *const tables[] = {"samples", "memory",  "counters",    "units",
                                     "machine", "summary", "comparisons", "aims"};

/* Runs being put together. */
struct merge {
    char **folders; /* where they are */
    char **names;   /* what they are called in the column `machine` */
    int count;      /* how many */
};

/* The last part of a folder's name. */
static char *last_part(const char *folder)
{
    size_t end = strlen(folder);
    while (end > 1 && folder[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && folder[start - 1] != '/')
        start--;
    return bench_text("%.*s", (int)(end - start), folder + start);
}

/* Names for all; of those that have the same, the later ones are numbered. */
static void find_names(struct merge *m)
{
    m->names = bench_array((size_t)m->count, sizeof *m->names);
    for (int i = 0; i < m->count; i++) {
        char *name = last_part(m->folders[i]);
        int same = 0;
        for (int k = 0; k < i; k++) {
            char *other = last_part(m->folders[k]);
            same += strcmp(name, other) == 0;
            free(other);
        }
        m->names[i] = same == 0 ? bench_copy(name)
                                : bench_text("%s-%d", name, same + 1);
        free(name);
    }
}

static void free_names(struct merge *m)
{
    for (int i = 0; i < m->count; i++)
        free(m->names[i]);
    free(m->names);
}

static bool is_there(const char *folder, const char *table)
{
    char *path = bench_text("%s/%s.csv", folder, table);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

/* Copies the rows, by the columns that `header` (of `columns`) names. */
static void copy_rows(struct bench_csv *csv, struct bench_sheet *sheet,
                      const char *machine, char *const *header, size_t columns)
{
    while (bench_csv_next(csv)) {
        bench_sheet_text(sheet, machine, ',');
        for (size_t i = 0; i < columns; i++) {
            int column = bench_csv_column(csv, header[i]);
            bench_sheet_text(sheet, column >= 0 ? csv->fields[column] : "",
                             i + 1 < columns ? ',' : '\n');
        }
    }
}

/* Begins the table with the header of the first run that has it. */
static bool begin(struct bench_sheet *sheet, const char *out, const char *table,
                  const struct bench_csv *first)
{
    char *name = bench_text("%s.csv", table);
    bool good = bench_sheet_open(sheet, out, name, "machine");
    free(name);
    if (!good)
        return false;
    fseek(sheet->file, -1, SEEK_CUR); /* the line goes on */
    for (size_t i = 0; i < first->columns; i++)
        fprintf(sheet->file, ",%s", first->header[i]);
    fputc('\n', sheet->file);
    return true;
}

/* Writes one table of all runs. Runs without it are left out. */
static bool merge_table(const struct merge *m, const char *out, const char *table)
{
    struct bench_sheet sheet = {0};
    struct bench_csv first = {0}, csv;
    bool good = true;
    for (int i = 0; good && i < m->count; i++) {
        char *path = bench_text("%s/%s.csv", m->folders[i], table);
        if (is_there(m->folders[i], table) && bench_csv_open(&csv, path)) {
            if (first.text == NULL) {
                bench_csv_open(&first, path);
                good = begin(&sheet, out, table, &first);
            }
            if (good)
                copy_rows(&csv, &sheet, m->names[i], first.header, first.columns);
            bench_csv_close(&csv);
        }
        free(path);
    }
    if (first.text != NULL)
        bench_csv_close(&first);
    return sheet.file == NULL ? good : bench_sheet_close(&sheet) && good;
}

static bool write_tables(const struct merge *m, const char *out)
{
    bool good = true;
    if (mkdir(out, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "bench: %s: %s\n", out, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        good &= merge_table(m, out, tables[i]);
    return good;
}

/* One comparison, of all machines. */
static void show_row(const struct bench_results *all, int count,
                     const struct bench_comparison *c)
{
    char what[100], ratio[16];
    snprintf(what, sizeof what, "%s %s %s %s/%s", c->set, c->heap, c->allocator,
             c->rival, c->baseline);
    printf("%-52s", what);
    for (int i = 0; i < count; i++) {
        const struct bench_comparison *d =
            bench_find_comparison(&all[i], c->set, c->heap, c->allocator, c->rival,
                                  c->baseline, "total", "with");
        printf(" %12s",
               d == NULL ? "" : bench_ratio_words(d->ratio, ratio, sizeof ratio));
    }
    putchar('\n');
}

static bool has_row(const struct bench_results *all, int count,
                    const struct bench_comparison *c)
{
    for (int i = 0; i < count; i++)
        if (bench_find_comparison(&all[i], c->set, c->heap, c->allocator, c->rival,
                                  c->baseline, c->metric, c->tokens) != NULL)
            return true;
    return false;
}

/* Every comparison of the whole time that any machine has, once. */
static void show_ratios(const struct merge *m, const struct bench_results *all)
{
    printf("%-52s", "times as long, with the tokens");
    for (int i = 0; i < m->count; i++)
        printf(" %12.12s", m->names[i]);
    putchar('\n');
    for (int i = 0; i < m->count; i++)
        for (size_t k = 0; k < all[i].comparison_count; k++) {
            const struct bench_comparison *c = &all[i].comparisons[k];
            if (strcmp(c->metric, "total") == 0 && strcmp(c->tokens, "with") == 0 &&
                !has_row(all, i, c))
                show_row(all, m->count, c);
        }
}

int bench_merge(char **folders, int count, const char *out)
{
    struct merge m = {.folders = folders, .count = count};
    struct bench_results *all = bench_array((size_t)count, sizeof *all);
    bool good = true;
    find_names(&m);
    for (int i = 0; i < count; i++)
        good &= bench_results_read(&all[i], folders[i]);
    show_ratios(&m, all);
    if (out != NULL)
        good &= write_tables(&m, out);
    for (int i = 0; i < count; i++)
        bench_results_free(&all[i]);
    free(all);
    free_names(&m);
    return good ? 0 : 2;
}
