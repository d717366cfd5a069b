/* bench.c: `cellar bench`: reads the files, and hands their texts to the benchmark as
 * one set of records. What cannot be measured is told, and the rest is. */
#define _GNU_SOURCE
#include "cli/bench.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "bench/bench.h"
#include "bench/checked.h"
#include "bench/folder.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/usage.h"

enum { ROUNDS = 256, SECONDS, OUT };

static const struct option long_options[] = {
    {"rounds", required_argument, NULL, ROUNDS},
    {"seconds", required_argument, NULL, SECONDS},
    {"out", required_argument, NULL, OUT},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static enum verdict wrong(const char *message, const char *what)
{
    complain_usage("bench", message, what);
    return VERDICT_WRONG;
}

/* Reads a decimal number from 1 to a million; 0: it is none. */
static int read_count(const char *text)
{
    uintmax_t number;
    return read_number(text, 1000000, &number) ? (int)number : 0;
}

enum verdict read_bench_options(int argc, char **argv, struct bench_options *options)
{
    int option, seconds = 5;
    *options = (struct bench_options){.rounds = 5, .argv = argv, .argc = argc};
    options->worker = argc > 1 && strcmp(argv[1], "--worker") == 0;
    opterr = 0;
    while (!options->worker &&
           (option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        switch (option) {
        case 'h': return VERDICT_HELP;
        case OUT: options->out = optarg; break;
        case ROUNDS:
            if ((options->rounds = read_count(optarg)) == 0)
                return wrong("--rounds takes a number from 1 to 1000000, not", optarg);
            break;
        case SECONDS:
            if ((seconds = read_count(optarg)) == 0)
                return wrong("--seconds takes a number from 1 to 1000000, not", optarg);
            break;
        default:
            complain_option("bench", option, argv, long_options);
            return VERDICT_WRONG;
        }
    }
    options->seconds = seconds;
    options->files = argv + optind;
    options->file_count = argc - optind;
    if (!options->worker && options->file_count == 0)
        return wrong("bench needs files to parse", NULL);
    return VERDICT_RUN;
}

/* The set of records being written. */
struct records {
    FILE *file;   /* where to */
    size_t count; /* how many */
    int status;   /* the exit status so far */
    int error;    /* errno of the first write that failed, or 0 */
};

static void fail(struct records *records, int status, const char *file, const char *why)
{
    records->status = status > records->status ? status : records->status;
    complain(file, why);
}

static bool is_valid(struct cel_string text)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    bool valid = cel_parse(&arena, text.data, text.size, NULL, &unit);
    arena_destroy(&arena);
    return valid;
}

static void add_text(struct records *records, const char *name, struct cel_string text)
{
    if (memchr(text.data, '\0', text.size) != NULL) {
        fail(records, 1, name, "left out: a unit with a NUL byte is not valid");
        return;
    }
    if (!is_valid(text))
        fail(records, 1, name, "not a valid unit; it is measured up to its errors");
    bool good = fwrite(text.data, 1, text.size, records->file) == text.size &&
                putc('\0', records->file) != EOF;
    if (!good && records->error == 0)
        records->error = errno;
    records->count++;
}

static void add_file(struct records *records, const char *file)
{
    const char *name = strcmp(file, "-") == 0 ? "<input>" : file;
    struct input input;
    struct cel_string text;
    if (!input_open(&input, file, FRAMING_FILE)) {
        fail(records, 2, name, strerror(errno));
        return;
    }
    switch (input_next(&input, &text)) {
    case INPUT_UNIT: add_text(records, name, text); break;
    case INPUT_TOO_LONG:
        fail(records, 1, name, "left out: the unit is too long");
        break;
    case INPUT_FAILED: fail(records, 2, name, strerror(errno)); break;
    case INPUT_END: break;
    }
    input_close(&input);
}

/* Writes the texts of all files; the number of units. */
static size_t write_records(const struct bench_options *options, const char *path,
                            int *status)
{
    struct records records = {.file = fopen(path, "wb")};
    if (records.file == NULL) {
        fail(&records, 2, path, strerror(errno));
    } else {
        for (int i = 0; i < options->file_count; i++)
            add_file(&records, options->files[i]);
        if (fclose(records.file) != 0 && records.error == 0)
            records.error = errno;
        if (records.error != 0)
            fail(&records, 2, path, strerror(records.error));
    }
    *status = records.status;
    return records.count;
}

static int measure(const struct bench_options *options, const char *folder)
{
    char *records = bench_text("%s/units.nul", folder);
    char *program = bench_this_program();
    struct bench_settings settings = {
        .mode = BENCH_CHOSEN,
        .sets = "corpus",
        .rivals = "arena,arena-again,slab,malloc,malloc-tree",
        .heaps = "clean",
        .allocators = "glibc",
        .rounds = options->rounds,
        .processes = 200,
        .seconds = options->seconds,
        .seed = 1,
        .corpus = records,
        .out = folder,
        .passing = options->out == NULL,
        .program = program,
        .command = "bench",
    };
    int status = 0, measured = 2;
    if (write_records(options, records, &status) > 0)
        measured = bench_run(&settings);
    free(program);
    free(records);
    return measured > status ? measured : status;
}

/* Makes a folder that goes when all is shown. */
static char *passing_folder(void)
{
    const char *place = getenv("TMPDIR");
    char *folder = bench_text("%s/cellar-bench-XXXXXX",
                              place != NULL && *place != '\0' ? place : "/tmp");
    if (mkdtemp(folder) != NULL)
        return folder;
    complain(folder, strerror(errno));
    free(folder);
    return NULL;
}

int bench_command(const struct bench_options *options)
{
    if (options->worker) {
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* no one would read what it measures */
        return bench_worker(options->argc, options->argv);
    }
    if (options->out != NULL)
        return bench_make_folders(options->out) ? measure(options, options->out) : 2;
    char *folder = passing_folder();
    if (folder == NULL)
        return 2;
    int status = measure(options, folder);
    bench_folder_end(folder, 200);
    bench_folder_remove(folder);
    free(folder);
    return status;
}
