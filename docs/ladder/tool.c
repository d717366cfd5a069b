/* tool.c: options, files and the clock of the seven programs. */
#define _POSIX_C_SOURCE 200809L
#include "tool.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool usage(const char *program, const char *letters)
{
    fprintf(stderr, "usage: %s%s%s%s FILE...\n", program,
            strchr(letters, 'n') ? " [-n TIMES]" : "",
            strchr(letters, 'm') ? " [-m BYTES]" : "",
            strchr(letters, 'a') ? " [-a malloc|arena]" : "");
    return false;
}

static bool read_number(const char *text, unsigned long *number)
{
    char *end;
    *number = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0';
}

static bool read_option(int letter, const char *value, struct options *options)
{
    unsigned long number;
    if (letter == 'n')
        return read_number(value, &options->times);
    if (letter == 'm' && read_number(value, &number)) {
        options->limit = number;
        return true;
    }
    options->use_malloc = strcmp(value, "malloc") == 0;
    return letter == 'a' && (options->use_malloc || strcmp(value, "arena") == 0);
}

static bool read_options(int argc, char **argv, const char *letters,
                         struct options *options)
{
    int letter;
    *options = (struct options){.limit = SIZE_MAX};
    while ((letter = getopt(argc, argv, letters)) != -1)
        if (letter == '?' || !read_option(letter, optarg, options))
            return usage(argv[0], letters);
    options->first = optind;
    return optind < argc || usage(argv[0], letters);
}

int run_files(int argc, char **argv, const char *letters,
              int (*run_file)(const char *name, const struct options *options))
{
    struct options options;
    int status = 0;
    if (!read_options(argc, argv, letters, &options))
        return 2;
    for (int i = options.first; i < argc; i++) {
        int done = run_file(argv[i], &options);
        status = done > status ? done : status;
    }
    return status;
}

static bool complain(const char *name, const char *message)
{
    fprintf(stderr, "%s: %s\n", name, message);
    return false;
}

FILE *open_file(const char *name, size_t *size)
{
    FILE *file = fopen(name, "rb");
    long end = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    *size = (size_t)end;
    if (end >= 0 && end < LONG_MAX) { /* LONG_MAX: of a folder */
        rewind(file);
        return file;
    }
    complain(name, "cannot be read");
    if (file)
        fclose(file);
    return NULL;
}

bool read_file(FILE *file, const char *name, char *text, size_t size)
{
    bool done = text && fread(text, 1, size, file) == size;
    fclose(file);
    if (done)
        text[size] = '\0';
    return done || complain(name, text ? "cannot be read" : "out of memory");
}

void run_lines(struct run *run)
{
    const char *start = run->text, *file_end = run->text + run->size, *end;
    for (size_t line = 1; start < file_end; line++, start = end + 1) {
        end = memchr(start, '\n', (size_t)(file_end - start));
        end = end ? end : file_end;
        run->unit(run, line, start, end);
    }
}

void measure(const struct run *done, unsigned long times)
{
    struct run run = *done;
    double *samples = must(calloc(times, sizeof *samples));
    run.quiet = true;
    for (unsigned long i = 0; i < times; i++) {
        double start = now();
        run_lines(&run);
        samples[i] = now() - start;
    }
    fprintf(stderr, "%s: %zu tokens, %zu nodes, %.1f ns a token\n", run.name,
            done->tokens, done->nodes, median(samples, times) / (double)done->tokens);
    free(samples);
}

void say_wrong(const struct run *run, size_t line, ptrdiff_t column,
               const char *message)
{
    fprintf(stderr, "%s:%zu:%td: %s\n", run->name, line, column, message);
}

void *must(void *memory)
{
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, by_value);
    return numbers[count / 2];
}
