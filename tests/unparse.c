/* unparse.c: `unparse [OPTIONS] FILE...`: every unit that is written as CEL and read
 * again has the same tree, is written the same once more, and has no bracket too many.
 *
 * -n COUNT   random expressions (200000)
 * -s SEED    of them
 * -0 FILE    its records, each ended by a NUL, are units, too
 *
 * FILEs are tried with every backend, with macros and optional syntax on and off. */
#define _POSIX_C_SOURCE 200809L
#include "tests/unparse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/random.h"
#include "tests/arenas.h"
#include "tests/read_file.h"

enum {
    OPERANDS = 9,  /* rows of up to so many are tried with all brackets */
    LONG = 1000000 /* operators in a chain */
};

/* How the program was called. */
struct options {
    unsigned long count; /* of random expressions */
    uint64_t seed;       /* of all of them */
    const char *records; /* a file of records, or NULL */
};

/* Shows the beginning of a text. */
static void show(struct cel_string text)
{
    enum { MOST = 2000 };
    fwrite(text.data, 1, text.size < MOST ? text.size : MOST, stderr);
}

/* Ends the program if something does not hold, and says of what. */
static void hold(const struct trial *trial, struct trials *trials)
{
    const char *broken = broken_writing(trial, trials);
    if (broken == NULL)
        return;
    fprintf(stderr, "check-unparse: %s\n read    ", broken);
    show(trial->text);
    fprintf(stderr, "\n written ");
    show(last_written());
    fprintf(stderr, "\n");
    exit(1);
}

enum { ALL_OPTIONS = 4 };

/* The macros and the optional syntax, on and off. */
static struct cel_options options_at(unsigned i)
{
    return (struct cel_options){.no_macros = i & 1, .no_optional = i >> 1 & 1};
}

/* Tries a text with every backend and all options; a short one without each of its
 * brackets, too. */
static void hold_text(struct cel_string text, struct trials *trials)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct trial trial = {.text = text, .write = cel_emit_cel, .depth = b == 0};
        trial.arena = make_arena(&made, spec, NULL);
        trial.brackets = b == 0 && text.size < 4000;
        for (unsigned i = 0; i < ALL_OPTIONS; i++) {
            trial.options = options_at(i);
            hold(&trial, trials);
        }
        unmake_arena(&made);
    }
}

static void hold_records(const char *name, struct trials *trials)
{
    struct cel_string text = read_file(name);
    for (size_t at = 0; at < text.size;) {
        const char *start = text.data + at, *nul = memchr(start, 0, text.size - at);
        size_t size = nul != NULL ? (size_t)(nul - start) : text.size - at;
        hold_text((struct cel_string){start, size}, trials);
        at += size + 1;
    }
    free((void *)text.data);
}

/* Random expressions, each with the next backend. */
static void hold_random(const struct options *options, struct trials *trials)
{
    struct made made[32];
    struct growing text = {0};
    size_t backends = 0;
    for (const char *spec; (spec = spec_at(backends)) != NULL; backends++)
        make_arena(&made[backends], spec, NULL);
    for (unsigned long i = 0; i < options->count; i++) {
        uint64_t random = (options->seed << 32) + i;
        struct trial trial = {.options = options_at((unsigned)i % ALL_OPTIONS),
                              .arena = made[i % backends].arena,
                              .write = cel_emit_cel,
                              .depth = i % 4 == 0};
        text.size = 0;
        make_expression(&random, &trial.options, &text);
        trial.text = grown_text(&text);
        trial.brackets = text.size < 400;
        hold(&trial, trials);
    }
    for (size_t b = 0; b < backends; b++)
        unmake_arena(&made[b]);
    free(text.bytes);
}

/* Rows of && with all brackets that there are. */
static void hold_rows(struct arena *arena, struct trials *trials)
{
    struct growing text = {0};
    struct trial trial = {
        .arena = arena, .write = cel_emit_cel, .brackets = true, .depth = true};
    for (unsigned operands = 1; operands <= OPERANDS; operands++)
        for (size_t way = 0; way < count_bracketings(operands); way++) {
            text.size = 0;
            make_bracketing(operands, way, &text);
            trial.text = grown_text(&text);
            hold(&trial, trials);
        }
    free(text.bytes);
}

/* Text repeated before and behind a middle. */
static const struct {
    const char *before; /* repeated before it */
    const char *middle; /* once */
    const char *behind; /* repeated behind it */
    size_t times;       /* how often */
} long_texts[] = {
    {"", "a", " - a", LONG},
    {"", "a", " && a", LONG},
    {"a || ", "b && c", " || d", LONG / 5},
    {"", "a", ".b", LONG},
    {"", "-(1)", "[2].f()", LONG / 5},
    {"!", "a", "", LONG / 5},
    {"", "[a]", " + [-1, 2.0, b'c']", LONG / 10},
    {"(", "a", ")", CEL_MAX_DEPTH},
    {"[", "a", "]", CEL_MAX_DEPTH},
    {"{a: ", "b", "}", CEL_MAX_DEPTH},
    {"f(", "a", ")", CEL_MAX_DEPTH},
    {"a - (", "b", " - c)", CEL_MAX_DEPTH},
    {"a && (b && ", "c", ")", CEL_MAX_DEPTH},
    {"(", "c", " && b && c && d) && e", CEL_MAX_DEPTH},
    {"-(", "-1", ")", CEL_MAX_DEPTH},
    {"!(-(", "a", "))", CEL_MAX_DEPTH / 2},
    {"(", "a", " + b).c", CEL_MAX_DEPTH},
    {"a ? b : ", "c", "", CEL_MAX_DEPTH},
    {"(", "a", " ? b : c) ? d : e", CEL_MAX_DEPTH - 1},
    {"x.all(y, ", "z", ")", CEL_MAX_DEPTH},
    {"", "x", ".map(y, z)", LONG / 10},
    {"a[?b.", "c", "]", CEL_MAX_DEPTH},
};

enum { LONG_TEXTS = COUNT(long_texts) };

static void hold_long(struct arena *arena, struct trials *trials)
{
    struct growing text = {0};
    for (size_t i = 0; i < LONG_TEXTS; i++) {
        struct trial trial = {.options = {.max_depth = CEL_MAX_DEPTH},
                              .arena = arena,
                              .write = cel_emit_cel};
        text.size = 0;
        for (size_t k = 0; k < long_texts[i].times; k++)
            grow(&text, long_texts[i].before, strlen(long_texts[i].before));
        grow(&text, long_texts[i].middle, strlen(long_texts[i].middle));
        for (size_t k = 0; k < long_texts[i].times; k++)
            grow(&text, long_texts[i].behind, strlen(long_texts[i].behind));
        trial.text = grown_text(&text);
        hold(&trial, trials);
    }
    free(text.bytes);
}

static bool read_options(struct options *options, int argc, char **argv)
{
    for (int letter; (letter = getopt(argc, argv, "n:s:0:")) != -1;)
        switch (letter) {
        case 'n': options->count = strtoul(optarg, NULL, 10); break;
        case 's': options->seed = strtoull(optarg, NULL, 10); break;
        case '0': options->records = optarg; break;
        default: return false;
        }
    return options->count > 0 && (optind < argc || options->records != NULL);
}

/* Ends the program where what must be all valid was not. */
static void expect_valid(const char *what, const struct trials *trials,
                         unsigned long units)
{
    if (trials->invalid == 0 && trials->units == units && units > 0)
        return;
    fprintf(stderr, "check-unparse: %s: %lu of %lu units are valid\n", what,
            trials->units, units);
    exit(1);
}

static int run_all(const struct options *options, char **names, int count)
{
    struct trials files = {0}, random = {0}, rows = {0}, longs = {0};
    struct arena arena;
    arena_init(&arena, NULL);
    const char *unnoticed = unnoticed_writer(&arena);
    if (unnoticed != NULL) {
        fprintf(stderr, "check-unparse: not noticed: %s\n", unnoticed);
        return 1;
    }
    for (int i = 0; i < count; i++) {
        struct cel_string text = read_file(names[i]);
        hold_text(text, &files);
        free((void *)text.data);
    }
    if (options->records != NULL)
        hold_records(options->records, &files);
    hold_random(options, &random);
    expect_valid("random expressions", &random, options->count);
    hold_rows(&arena, &rows);
    expect_valid("rows", &rows, rows.units);
    hold_long(&arena, &longs);
    expect_valid("long texts", &longs, LONG_TEXTS);
    arena_destroy(&arena);
    printf(
        "check-unparse: %d samples written %lu times, %lu random expressions, %lu rows "
        "with all brackets, %lu long texts, %lu brackets left out in turn, %lu MB, 0 "
        "wrong\n",
        count, files.units, random.units, rows.units, longs.units,
        files.brackets + random.brackets + rows.brackets,
        (files.bytes + random.bytes + rows.bytes + longs.bytes) / 1000000);
    return files.units == 0 || random.brackets == 0 || random.depths == 0;
}

int main(int argc, char **argv)
{
    struct options options = {.count = 200000, .seed = 1};
    if (!read_options(&options, argc, argv)) {
        fprintf(stderr, "usage: unparse [-n COUNT] [-s SEED] [-0 FILE] FILE...\n");
        return 2;
    }
    return run_all(&options, argv + optind, argc - optind);
}
