/* facts.c: a list of pairs, and machine.csv. */
#define _POSIX_C_SOURCE 200809L
#include "bench/facts.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/csv.h"

void bench_fact(struct bench_facts *facts, const char *key, const char *value)
{
    size_t i = 0;
    while (i < facts->count && strcmp(facts->keys[i], key) != 0)
        i++;
    if (i == facts->count) {
        size_t size = ++facts->count * sizeof *facts->keys;
        facts->keys = bench_resize(facts->keys, size);
        facts->values = bench_resize(facts->values, size);
        facts->keys[i] = bench_copy(key);
        facts->values[i] = NULL;
    }
    char *copy = bench_copy(value);
    free(facts->values[i]);
    facts->values[i] = copy;
}

const char *bench_fact_of(const struct bench_facts *facts, const char *key)
{
    for (size_t i = 0; i < facts->count; i++)
        if (strcmp(facts->keys[i], key) == 0)
            return facts->values[i];
    return "";
}

void bench_facts_read(struct bench_facts *facts, const char *folder)
{
    static const char *const names[] = {"key", "value", NULL};
    char *path = bench_text("%s/machine.csv", folder);
    struct bench_csv csv;
    int columns[2];
    *facts = (struct bench_facts){0};
    if (bench_csv_open(&csv, path)) {
        if (bench_csv_find(&csv, names, columns))
            while (bench_csv_next(&csv))
                bench_fact(facts, csv.fields[columns[0]], csv.fields[columns[1]]);
        bench_csv_close(&csv);
    }
    free(path);
}

bool bench_facts_write(const struct bench_facts *facts, const char *folder)
{
    struct bench_sheet sheet;
    if (!bench_sheet_open(&sheet, folder, "machine.csv", "key,value"))
        return false;
    for (size_t i = 0; i < facts->count; i++) {
        bench_sheet_text(&sheet, facts->keys[i], ',');
        bench_sheet_text(&sheet, facts->values[i], '\n');
    }
    return bench_sheet_close(&sheet);
}

void bench_facts_free(struct bench_facts *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        free(facts->keys[i]);
        free(facts->values[i]);
    }
    free(facts->keys);
    free(facts->values);
    *facts = (struct bench_facts){0};
}
