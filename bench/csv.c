/* csv.c: the reader cuts a file into fields where it lies in memory. */
#include "bench/csv.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"

enum { FAULTS_TOLD = 5 };

/* The whole file with a NUL behind it, or NULL: see errno. */
static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    size_t capacity = 1 << 16;
    char *text = bench_array(capacity, 1);
    *size = 0;
    for (size_t got; (got = fread(text + *size, 1, capacity - *size - 1, file)) > 0;) {
        *size += got;
        if (*size == capacity - 1)
            text = bench_resize(text, capacity *= 2);
    }
    text[*size] = '\0';
    if (ferror(file)) {
        int error = errno;
        free(text);
        text = NULL;
        errno = error;
    }
    fclose(file);
    return text;
}

static void tell(const struct bench_csv *csv, const char *format, va_list arguments)
{
    fprintf(stderr, "bench: %s:%zu: ", csv->path, csv->line);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void bench_csv_fault(struct bench_csv *csv, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (csv->faults++ < FAULTS_TOLD)
        tell(csv, format, arguments);
    va_end(arguments);
}

/* Takes the quotes off a field, in its place; csv->next goes behind it. */
static char *unquote(struct bench_csv *csv, char *field)
{
    char *to = field, *from = field + 1;
    while (*from != '\0' && (*from != '"' || from[1] == '"')) {
        csv->next_line += *from == '\n';
        from += *from == '"';
        *to++ = *from++;
    }
    csv->next = *from == '"' ? from + 1 : from;
    *to = '\0'; /* the place of a quote, or of what has been moved */
    return field;
}

/* Reads a row into `fields`, at most BENCH_COLUMNS; how many it has, 0 at the end. */
static size_t read_row(struct bench_csv *csv, char **fields)
{
    size_t count = 0;
    csv->line = csv->next_line;
    if (*csv->next == '\0')
        return 0;
    for (;;) {
        char *field = csv->next;
        if (*field == '"')
            field = unquote(csv, field);
        csv->next += strcspn(csv->next, ",\r\n");
        if (count < BENCH_COLUMNS)
            fields[count] = field;
        count++;
        char end = *csv->next;
        csv->cut = end == '\0';
        if (csv->cut)
            return count;
        *csv->next++ = '\0';
        if (end == '\r' && *csv->next == '\n')
            csv->next++;
        if (end != ',')
            break;
    }
    csv->next_line++;
    return count;
}

bool bench_csv_open(struct bench_csv *csv, const char *path)
{
    size_t size;
    *csv = (struct bench_csv){.path = path, .line = 1, .next_line = 1};
    csv->text = csv->next = read_all(path, &size);
    if (csv->text == NULL) {
        fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
        return false;
    }
    csv->columns = memchr(csv->text, '\0', size) ? 0 : read_row(csv, csv->header);
    if (csv->columns > 0 && csv->columns <= BENCH_COLUMNS)
        return true;
    bench_csv_fault(csv, size == 0 ? "the file is empty: no header line"
                                   : "this is no table of a result");
    bench_csv_close(csv);
    return false;
}

bool bench_csv_next(struct bench_csv *csv)
{
    for (;;) {
        size_t count = read_row(csv, csv->fields);
        if (count == 0)
            return false;
        if (count == csv->columns && !csv->cut)
            return true;
        if (csv->cut)
            bench_csv_fault(csv, "the file ends within this line, which is left out");
        else
            bench_csv_fault(csv, "%zu fields where the header has %zu; left out", count,
                            csv->columns);
        if (csv->cut)
            return false;
    }
}

int bench_csv_column(const struct bench_csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (strcmp(csv->header[i], name) == 0)
            return (int)i;
    return -1;
}

bool bench_csv_find(struct bench_csv *csv, const char *const *names, int *columns)
{
    bool good = true;
    for (size_t i = 0; names[i] != NULL; i++) {
        columns[i] = bench_csv_column(csv, names[i]);
        if (columns[i] >= 0)
            continue;
        csv->line = 1;
        bench_csv_fault(csv, "no column '%s': not a result, or an older one", names[i]);
        good = false;
    }
    return good;
}

bool bench_csv_number(struct bench_csv *csv, int column, double *number)
{
    char *text = csv->fields[column], *end;
    *number = strtod(text, &end);
    if (*text == '\0')
        *number = NAN;
    else if (*end != '\0' || !isfinite(*number)) {
        bench_csv_fault(csv, "%s: '%s' is no number; the line is left out",
                        csv->header[column], text);
        return false;
    }
    return true;
}

void bench_csv_close(struct bench_csv *csv)
{
    if (csv->faults > FAULTS_TOLD)
        fprintf(stderr, "bench: %s: %zu more faults\n", csv->path,
                csv->faults - FAULTS_TOLD);
    free(csv->text);
    csv->text = NULL;
}
