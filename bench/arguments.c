/* arguments.c: options of the form --name=value, in any order, and files. */
#include "bench/arguments.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: bench --worker --process=I --allocator=glibc|jemalloc|mimalloc|tcmalloc\n"
    "    --heap=clean|fragmented|churned --sets=a,b --rivals=a,b --rounds=N --seed=S\n"
    "    [--plant=RIVAL:PERCENT] [--callgrind=PASSES] [--times-only]\n"
    "    [--corpus=FILE] [FILE...]\n";

static const char *value_of(const char *argument, const char *name)
{
    size_t size = strlen(name);
    return strncmp(argument, name, size) == 0 ? argument + size : NULL;
}

static bool complain(const char *about, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", about, why);
    return false;
}

/* Cuts a list at its commas. The text is the program's own argument. */
static char **split(const char *value)
{
    char *text = (char *)(uintptr_t)value;
    size_t count = 0;
    char **names = calloc(strlen(text) + 2, sizeof *names);
    for (char *name = strtok(text, ","); names != NULL && name != NULL;
         name = strtok(NULL, ","))
        names[count++] = name;
    return names;
}

static bool read_number(const char *value, unsigned long long *number)
{
    char *end;
    errno = 0;
    *number = strtoull(value, &end, 10);
    return end != value && *end == '\0' && errno == 0 && *value != '-';
}

static bool read_plant(struct bench_arguments *a, const char *value)
{
    char *colon = strrchr((char *)(uintptr_t)value, ':'), *end;
    if (colon == NULL)
        return complain("--plant", "wants RIVAL:PERCENT");
    double percent = strtod(colon + 1, &end);
    if (end == colon + 1 || *end != '\0' || !(percent >= 0 && percent <= 1000))
        return complain("--plant", "wants 0 to 1000 percent");
    *colon = '\0';
    a->planted = value;
    a->plant = percent / 100;
    return true;
}

static bool add_file(struct bench_arguments *a, const char *path)
{
    if (!units_add_file(&a->input.files, path, false)) {
        complain(path, strerror(errno)); /* the others are still of use */
        return true;
    }
    size_t count = a->input.files.count;
    a->input.paths = realloc(a->input.paths, count * sizeof *a->input.paths);
    if (a->input.paths == NULL)
        return complain(path, "out of memory");
    a->input.paths[count - 1] = path;
    return true;
}

static bool read_argument(struct bench_arguments *a, const char *argument)
{
    const char *value;
    unsigned long long number;
    if ((value = value_of(argument, "--process=")) != NULL)
        a->process = value;
    else if ((value = value_of(argument, "--allocator=")) != NULL)
        a->allocator = value;
    else if ((value = value_of(argument, "--heap=")) != NULL)
        a->heap = value;
    else if ((value = value_of(argument, "--sets=")) != NULL)
        a->sets = split(value);
    else if ((value = value_of(argument, "--rivals=")) != NULL)
        a->rivals = split(value);
    else if ((value = value_of(argument, "--corpus=")) != NULL)
        a->input.corpus = value;
    else if ((value = value_of(argument, "--plant=")) != NULL)
        return read_plant(a, value);
    else if ((value = value_of(argument, "--rounds=")) != NULL) {
        if (!read_number(value, &number) || number < 1 || number > 1000000)
            return complain("--rounds", "wants a number from 1 to 1000000");
        a->rounds = (int)number;
    } else if ((value = value_of(argument, "--seed=")) != NULL) {
        if (!read_number(value, &number))
            return complain("--seed", "wants a number");
        a->seed = number;
    } else if ((value = value_of(argument, "--callgrind=")) != NULL) {
        if (!read_number(value, &number) || number < 1)
            return complain("--callgrind", "wants a number from 1");
        a->callgrind = (unsigned long)number;
    } else if (strcmp(argument, "--times-only") == 0) {
        a->times_only = true;
    } else if (strcmp(argument, "--worker") != 0) {
        if (argument[0] == '-')
            return complain(argument, "unknown option");
        return add_file(a, argument);
    }
    return true;
}

bool bench_read_arguments(struct bench_arguments *arguments, int argc, char **argv)
{
    *arguments =
        (struct bench_arguments){.process = "0", .allocator = "glibc", .heap = "clean"};
    for (int i = 1; i < argc; i++)
        if (!read_argument(arguments, argv[i]))
            return false;
    if (arguments->sets != NULL && arguments->rivals != NULL &&
        (arguments->rounds > 0 || arguments->callgrind > 0))
        return true;
    fputs(usage, stderr);
    return false;
}
