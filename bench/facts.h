/* facts.h: keys and values: what machine.csv says of a run. */
#ifndef BENCH_FACTS_H
#define BENCH_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/settings.h"

/* Facts, in the order they were first told. */
struct bench_facts {
    char **keys;   /* freed, as values, by bench_facts_free */
    char **values; /* one a key */
    size_t count;  /* how many */
};

/* Adds a fact, or gives it another value. */
void bench_fact(struct bench_facts *facts, const char *key, const char *value);

/* The value of a key, or "". */
const char *bench_fact_of(const struct bench_facts *facts, const char *key);

/* What this machine, this program and the settings are. */
void bench_facts_here(struct bench_facts *facts, const struct bench_settings *settings);

/* What this program was built of and how: compiler, flags, and the hash of its sources
 * (code.sh). */
const char *bench_build(void);

/* A sum over a file's content, which goes on from `sum`; its bytes are added to
 * `bytes`. A file that cannot be read has none. */
uint64_t bench_file_sum(uint64_t sum, const char *path, size_t *bytes);

/* FOLDER/machine.csv. Reading what is not there gives no facts. */
void bench_facts_read(struct bench_facts *facts, const char *folder);
bool bench_facts_write(const struct bench_facts *facts, const char *folder);

void bench_facts_free(struct bench_facts *facts);

#endif
