/* replay.c: `TARGET FILE...`: a corpus once more, without libFuzzer, so with any
 * compiler.
 *
 * A FILE.txt holds an input a line, as corpus.py writes it: printable ASCII stands for
 * itself, \n, \r, \t, \\ and \xHH for the rest, and a line that begins with # is none.
 * Any other file is an input as it is, such as libFuzzer leaves behind when it has
 * found one. First each of the target's faults is planted: the corpus must notice it.
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

/* An input. */
struct input {
    uint8_t *data; /* the bytes */
    size_t size;   /* how many */
};

static struct input *inputs;
static size_t count, capacity;

static _Noreturn void stop(const char *file, const char *why)
{
    fprintf(stderr, "fuzz %s: %s: %s\n", fuzz_target.name, file, why);
    exit(1);
}

/* The bytes have their own block, so that a read behind them is seen. */
static void add(const char *bytes, size_t size)
{
    if (count == capacity) {
        capacity = capacity ? 2 * capacity : 1024;
        inputs = realloc(inputs, capacity * sizeof *inputs);
    }
    uint8_t *data = malloc(size > 0 ? size : 1);
    if (inputs == NULL || data == NULL)
        stop("inputs", "no memory");
    memcpy(data, bytes, size);
    inputs[count++] = (struct input){data, size};
}

/* Decodes a line in its place; its new length. -1: it is wrong. */
static ssize_t decode(char *line, size_t size)
{
    size_t made = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned byte = (unsigned char)line[i];
        if (byte == '\\' && i + 1 < size) {
            const char *short_form = strchr("n\nr\rt\t\\\\", line[++i]);
            bool is_hex = line[i] == 'x' && i + 2 < size &&
                          sscanf(line + i + 1, "%2x", &byte) == 1;
            if (!is_hex && short_form == NULL)
                return -1;
            byte = is_hex ? byte : (unsigned char)short_form[1];
            i += is_hex ? 2 : 0;
        }
        line[made++] = (char)byte;
    }
    return (ssize_t)made;
}

static void read_lines(FILE *file, const char *name)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    while ((size = getline(&line, &room, file)) >= 0) {
        size -= size > 0 && line[size - 1] == '\n';
        if (line[0] == '#')
            continue;
        if ((size = decode(line, (size_t)size)) < 0)
            stop(name, "a line is no input");
        add(line, (size_t)size);
    }
    free(line);
}

static void read_file(const char *name)
{
    static char bytes[1 << 20];
    size_t length = strlen(name);
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        stop(name, "cannot be read");
    if (length > 4 && strcmp(name + length - 4, ".txt") == 0)
        read_lines(file, name);
    else
        add(bytes, fread(bytes, 1, sizeof bytes, file));
    fclose(file);
}

static size_t run_all(void)
{
    size_t looked_at = 0;
    for (size_t i = 0; i < count; i++)
        looked_at += fuzz_run(inputs[i].data, inputs[i].size);
    return looked_at;
}

/* In a process of its own, which ends when the fault is noticed. */
static bool is_noticed(const char *plant)
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDERR_FILENO);
        fuzz_plant(plant);
        run_all();
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == FUZZ_NOTICED;
}

int main(int argc, char **argv)
{
    size_t plants = 0;
    for (int i = 1; i < argc; i++)
        read_file(argv[i]);
    if (getenv("PLANT") != NULL)
        fuzz_plant(getenv("PLANT"));
    else
        for (; count > 1 && fuzz_target.plants[plants] != NULL; plants++)
            if (!is_noticed(fuzz_target.plants[plants]))
                stop(fuzz_target.plants[plants], "this planted fault is not noticed");
    size_t looked_at = run_all();
    if (looked_at == 0)
        stop("inputs", "there is none to look at");
    printf("%s: %zu inputs replayed, %zu planted faults noticed\n", fuzz_target.name,
           looked_at, plants);
    for (size_t i = 0; i < count; i++)
        free(inputs[i].data);
    free(inputs);
}
