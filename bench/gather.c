/* gather.c: each line goes to the table that its letter names. */
#define _POSIX_C_SOURCE 200809L
#include "bench/gather.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/csv.h"
#include "bench/folder.h"
#include "bench/names.h"

/* Tables that lines of the workers go to. */
static const struct {
    char letter;        /* in front of a line */
    const char *name;   /* the file */
    const char *header; /* its first line */
    bool once;          /* a line that was there before is dropped */
} tables[] = {
    {'S', "samples.csv",
     "process,allocator,heap,set,rival,round,lex,tokens,parse,walk,teardown,total",
     false},
    {'M', "memory.csv", "process,allocator,heap,set,rival,metric,value", false},
    {'C', "counters.csv", "process,allocator,heap,set,rival,metric,value", false},
    {'U', "units.csv", "set,units,bytes,tokens,nodes,distinct", true},
};

enum { TABLES = sizeof tables / sizeof *tables };

/* The tables being written. */
struct gathering {
    struct bench_sheet sheets[TABLES]; /* they */
    size_t lines[TABLES];              /* written to each */
    size_t counted;                    /* of those in counters.csv, by callgrind */
    size_t measured;                   /* the same, by the processor */
    struct bench_names seen;           /* lines of tables with `once` */
    bool differ;                       /* checksums that should be alike */
    struct bench_facts *facts;         /* for machine.csv */
};

/* Whether two workers, of one program or of two, have made other trees of a set. */
static bool differs(const struct bench_facts *facts, const char *key, const char *value)
{
    const char *before = bench_fact_of(facts, key);
    bool found = strncmp(key, "checksum:", 9) == 0 && *before != '\0' &&
                 strcmp(before, value) != 0;
    if (found)
        fprintf(stderr, "bench: set '%s': two workers do not make the same trees\n",
                key + 9);
    return found;
}

static void take(struct gathering *g, char *line)
{
    char *comma = line[0] != '\0' && line[1] == ',' ? strchr(line + 2, ',') : NULL;
    if (line[0] == 'K' && comma != NULL) {
        *comma = '\0'; /* only the value may have another */
        g->differ |= differs(g->facts, line + 2, comma + 1);
        bench_fact(g->facts, line + 2, comma + 1);
        return;
    }
    for (int i = 0; i < TABLES; i++) {
        if (line[0] != tables[i].letter || comma == NULL)
            continue;
        size_t before = g->seen.count;
        if (tables[i].once)
            bench_name(&g->seen, line);
        if (tables[i].once && g->seen.count == before)
            continue;
        fprintf(g->sheets[i].file, "%s\n", line + 2);
        g->lines[i]++;
        g->counted += strstr(line, ",callgrind_") != NULL;
        g->measured += strstr(line, ",cycles,") != NULL ||
                       strstr(line, ",instructions,") != NULL;
    }
}

static bool take_part(struct gathering *g, const char *folder, size_t process)
{
    char *path = bench_part_path(folder, process), *line = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
    while (file != NULL && getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = '\0';
        take(g, line);
    }
    bool good = file != NULL && !ferror(file);
    if (file != NULL)
        fclose(file);
    free(line);
    free(path);
    return good;
}

bool bench_gather(const char *folder, size_t parts, struct bench_facts *facts)
{
    struct gathering g = {.facts = facts};
    int open = 0;
    while (open < TABLES && bench_sheet_open(&g.sheets[open], folder, tables[open].name,
                                             tables[open].header))
        open++;
    bool good = open == TABLES;
    for (size_t i = 0; good && i < parts; i++)
        if (bench_part_is_complete(folder, i))
            good = take_part(&g, folder, i);
    good = good && !g.differ;
    bench_fact(facts, "counters",
               g.counted > 0 && g.measured > 0 ? "hardware and callgrind"
               : g.counted > 0                 ? "callgrind"
               : g.measured > 0                ? "hardware"
                                               : "none");
    for (int i = 0; i < open; i++) {
        if (good && (g.lines[i] > 0 || tables[i].letter == 'S'))
            good = bench_sheet_close(&g.sheets[i]);
        else
            bench_sheet_drop(&g.sheets[i]);
    }
    bench_names_free(&g.seen);
    return good;
}
