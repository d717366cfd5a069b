/* replay.c: `TARGET FILE...`: a corpus once more, without libFuzzer, so with any
 * compiler.
 *
 * A FILE.txt holds an input a line, as corpus.py writes it: printable ASCII stands for
 * itself, \n, \r, \t, \\ and \xHH for the rest, and a line that begins with # is none.
 * Any other file is an input as it is, such as libFuzzer leaves behind when it has
 * found one. First each of the target's faults is planted: the corpus must notice it;
 * and a hang, which must end. A hang, a crash and a report of the sanitizers name the
 * input they happen in. */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/watch.h"

enum {
    MILLISECONDS = 60000, /* for one input: each takes less than one */
    FOR_A_HANG = 50       /* for one that is planted */
};

/* An input. */
struct input {
    uint8_t *data;    /* the bytes */
    size_t size;      /* how many */
    const char *file; /* where it comes from */
    size_t line;      /* and the line there; 0: it is all of the file */
};

static struct input *inputs;
static size_t count, capacity;
static char now[300]; /* what is being looked at, for watch() */

static _Noreturn void stop(const char *file, const char *why)
{
    fprintf(stderr, "fuzz %s: %s: %s\n", fuzz_target.name, file, why);
    exit(1);
}

/* The bytes have their own block, so that a read behind them is seen. */
static void add(const char *bytes, size_t size, const char *file, size_t line)
{
    if (count == capacity) {
        capacity = capacity ? 2 * capacity : 1024;
        inputs = realloc(inputs, capacity * sizeof *inputs);
    }
    uint8_t *data = malloc(size > 0 ? size : 1);
    if (inputs == NULL || data == NULL)
        stop("inputs", "no memory");
    memcpy(data, bytes, size);
    inputs[count++] = (struct input){data, size, file, line};
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
    size_t room = 0, number = 0;
    ssize_t size;
    while ((size = getline(&line, &room, file)) >= 0) {
        number++;
        size -= size > 0 && line[size - 1] == '\n';
        if (line[0] == '#')
            continue;
        if ((size = decode(line, (size_t)size)) < 0)
            stop(name, "a line is no input");
        add(line, (size_t)size, name, number);
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
        add(bytes, fread(bytes, 1, sizeof bytes, file), name, 0);
    fclose(file);
}

/* As alarm() does; 0: no more. */
static void end_in(int milliseconds)
{
    struct itimerval timer = {
        .it_value = {milliseconds / 1000, milliseconds % 1000 * 1000}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static const char hang[] = "hang"; /* planted here, for every target */

static size_t run_all(void)
{
    bool hangs = fuzz_is_planted(hang);
    size_t looked_at = 0;
    for (size_t i = 0; i < count; i++) {
        snprintf(now, sizeof now, "fuzz %s: it was in %s:%zu\n", fuzz_target.name,
                 inputs[i].file, inputs[i].line);
        end_in(hangs ? FOR_A_HANG : MILLISECONDS);
        while (hangs)
            pause();
        looked_at += fuzz_run(inputs[i].data, inputs[i].size);
    }
    end_in(0);
    return looked_at;
}

/* Looks at all inputs in a process of its own, with a fault. How that ended. */
static int status_with(const char *plant)
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
    end_in(2 * MILLISECONDS);
    return child > 0 && waitpid(child, &status, 0) == child ? status : 0;
}

static bool is_noticed(const char *plant)
{
    int status = status_with(plant);
    if (plant == hang)
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
    return WIFEXITED(status) && WEXITSTATUS(status) == FUZZ_NOTICED;
}

/* Plants each of the target's faults, and a hang; returns how many there are. */
static size_t plant_all(void)
{
    size_t plants = 0;
    const char *plant = hang;
    do {
        snprintf(now, sizeof now, "fuzz %s: planted: %s\n", fuzz_target.name, plant);
        if (!is_noticed(plant))
            stop(plant, "this planted fault is not noticed");
    } while ((plant = fuzz_target.plants[plants++]) != NULL);
    return plants;
}

int main(int argc, char **argv)
{
    const char *plant = getenv("PLANT");
    size_t plants = 0;
    for (int i = 1; i < argc; i++)
        read_file(argv[i]);
    watch(now);
    if (plant != NULL)
        fuzz_plant(plant);
    else if (count > 1)
        plants = plant_all();
    size_t looked_at = run_all();
    if (looked_at == 0)
        stop("inputs", "there is none to look at");
    printf("%s: %zu inputs replayed, %zu planted faults noticed\n", fuzz_target.name,
           looked_at, plants);
    for (size_t i = 0; i < count; i++)
        free(inputs[i].data);
    free(inputs);
}
