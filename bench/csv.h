/* csv.h: tables as files (RFC 4180): a header line, then rows, a comma between fields.
 *
 * A file that is broken in places is read as far as it is right: each fault is told on
 * standard error with file and line, and skipped. */
#ifndef BENCH_CSV_H
#define BENCH_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { BENCH_COLUMNS = 32 };

/* A table being read. */
struct bench_csv {
    const char *path;            /* the file, for messages; the caller's */
    char *text;                  /* all of it */
    char *next;                  /* what has not been read */
    size_t line;                 /* of the row, from 1 */
    size_t next_line;            /* of what has not been read */
    size_t columns;              /* how many */
    char *header[BENCH_COLUMNS]; /* their names */
    char *fields[BENCH_COLUMNS]; /* of the row; they live until bench_csv_close */
    bool cut;                    /* the row has no line feed at its end */
    size_t faults;               /* how many have been met */
};

/* Opens a table. False: it is not there, or none; a message has been written. */
bool bench_csv_open(struct bench_csv *csv, const char *path);

/* Goes to the next row that has as many fields as there are columns. */
bool bench_csv_next(struct bench_csv *csv);

/* The number of the column of that name, or -1. */
int bench_csv_column(const struct bench_csv *csv, const char *name);

/* Finds all the columns `names` (NULL behind the last). False: a message names those
 * that are missing. */
bool bench_csv_find(struct bench_csv *csv, const char *const *names, int *columns);

/* The number in a field; NAN if it is empty. False: it is none, which has been told. */
bool bench_csv_number(struct bench_csv *csv, int column, double *number);

/* Tells of something wrong with the row; of many faults only the first ones. */
void bench_csv_fault(struct bench_csv *csv, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Says how many faults have not been told, and frees. */
void bench_csv_close(struct bench_csv *csv);

/* A table being written. It gets its name when all of it is on the disk. */
struct bench_sheet {
    FILE *file;      /* where rows go */
    char *path;      /* its name */
    char *temporary; /* its name until then */
};

/* Begins FOLDER/NAME. False: a message has been written. */
bool bench_sheet_open(struct bench_sheet *sheet, const char *folder, const char *name,
                      const char *header);

/* Writes a field, in quotes if it needs them, and what ends it: ',' or '\n'. */
void bench_sheet_text(struct bench_sheet *sheet, const char *text, char end);

/* The same with a number, of `digits` digits; NAN is an empty field. */
void bench_sheet_number(struct bench_sheet *sheet, double number, int digits, char end);

/* Ends it and gives it its name. False: a message has been written, no file is left. */
bool bench_sheet_close(struct bench_sheet *sheet);

/* Ends it without a trace. */
void bench_sheet_drop(struct bench_sheet *sheet);

#endif
