/* bytes.c: `bytes [OPTIONS] FILE...`: what holds of every text holds of each beginning
 * of every sample, and of each sample with one byte changed, put in or taken out; and
 * with the arena and with malloc the same is written of it.
 *
 * -l SIZE   samples of up to so many bytes have every change: all 256 values for each
 *           byte and before each, and each byte taken out (200)
 * -n COUNT  changes of a longer sample, drawn (2000)
 * -s SEED   of those
 * -c NAME   what the check is called
 *
 * What holds of every text is in edits_hold.c. A hang, a crash and a report of the
 * sanitizers name the change they happen in. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/random.h"
#include "tests/edits.h"
#include "tests/watch.h"
#include "tests/read_file.h"
#include "tests/same_text.h"

enum {
    SHOWN_HERE = 10, /* texts shown of which something does not hold */
    SECONDS = 10,    /* for one text: each takes microseconds */
    VALUES = 256     /* of a byte */
};

/* A backend, and what was written with it. */
struct side {
    struct arena arena;   /* with that backend */
    struct buffer output; /* of the newest text */
    bool valid;           /* whether that is valid */
};

/* All that a run has in hand. */
struct run {
    const char *check;        /* what the check is called */
    size_t small;             /* bytes of a sample with every change */
    unsigned long drawn;      /* changes of a longer one */
    uint64_t random;          /* of those */
    struct side sides[2];     /* the arena, and malloc */
    struct buffer text;       /* the newest text */
    unsigned long beginnings; /* texts tried: beginnings of samples */
    unsigned long every;      /* changes of small samples */
    unsigned long some;       /* changes of longer ones */
    unsigned long valid;      /* of all those texts, how many are valid */
    unsigned long wrong;      /* and of how many something does not hold */
};

static char now[300]; /* what is being tried, for watch() */

/* Parses the text with a backend and writes it, as a tree or as errors. */
static const char *process(struct side *side, const struct buffer *text)
{
    struct cel_unit unit;
    struct cel_writer out;
    struct cel_string name = {"x", 1};
    arena_reset(&side->arena);
    side->output.size = 0;
    side->valid = cel_parse(&side->arena, text->bytes, text->size, NULL, &unit);
    cel_writer_init(&out, collect_bytes, &side->output);
    if (!side->valid)
        cel_emit_errors(&out, &side->arena, &unit, name);
    else if (!cel_emit_json(&out, &side->arena, &unit, name))
        return "there is no memory";
    if (!cel_writer_flush(&out))
        return "the output is huge";
    return broken_property(&side->arena, &unit, side->valid, CEL_DEFAULT_ERRORS);
}

static struct cel_string output(const struct side *side)
{
    return (struct cel_string){side->output.bytes, side->output.size};
}

static const char *difference(const struct side *a, const struct side *b)
{
    if (a->valid != b->valid)
        return "the arena and malloc differ on whether it is valid";
    if (!same_text(output(a), output(b)))
        return "the arena and malloc differ in what is written";
    return NULL;
}

/* Tries the text at hand. */
static void try(struct run *run)
{
    alarm(SECONDS);
    const char *broken = process(&run->sides[0], &run->text);
    const char *also = process(&run->sides[1], &run->text);
    if (broken == NULL)
        broken = also;
    if (broken == NULL)
        broken = difference(&run->sides[0], &run->sides[1]);
    run->valid += run->sides[0].valid;
    if (broken != NULL && run->wrong++ < SHOWN_HERE)
        fprintf(stderr, "%s: %s\n%s", run->check, broken, now);
}

static void note(const struct run *run, const struct sample *sample, const char *what,
                 size_t at, unsigned value)
{
    snprintf(now, sizeof now, "%s: it was %s, %s at byte %zu, 0x%02x\n", run->check,
             sample->name, what, at, value);
}

/* What is done at a place. */
enum change_kind {
    REPLACE, /* the byte there becomes another */
    INSERT,  /* a byte is put in before it */
    DELETE   /* it is taken out */
};

static void change(struct run *run, const struct sample *sample, enum change_kind kind,
                   size_t at, unsigned value)
{
    static const char *const names[] = {"replaced", "inserted", "deleted"};
    char *bytes = run->text.bytes;
    size_t behind = at + (kind != INSERT), put = at + (kind != DELETE);
    note(run, sample, names[kind], at, value);
    memcpy(bytes, sample->text.data, at);
    bytes[at] = (char)value;
    memcpy(bytes + put, sample->text.data + behind, sample->text.size - behind);
    run->text.size = sample->text.size - behind + put;
    try(run);
}

static void try_beginnings(struct run *run, const struct sample *sample)
{
    memcpy(run->text.bytes, sample->text.data, sample->text.size);
    for (size_t size = 0; size <= sample->text.size; size++) {
        run->text.size = size;
        note(run, sample, "ended", size, 0);
        try(run);
        run->beginnings++;
    }
}

static void try_every_change(struct run *run, const struct sample *sample)
{
    for (size_t at = 0; at <= sample->text.size; at++) {
        bool inside = at < sample->text.size;
        for (unsigned value = 0; value < VALUES; value++) {
            change(run, sample, INSERT, at, value);
            if (inside)
                change(run, sample, REPLACE, at, value);
        }
        if (inside)
            change(run, sample, DELETE, at, 0);
        run->every += VALUES + inside * (VALUES + 1u);
    }
}

static void try_some_changes(struct run *run, const struct sample *sample)
{
    for (unsigned long i = 0; i < run->drawn; i++) {
        size_t at = bench_random_below(&run->random, sample->text.size);
        unsigned value = (unsigned)bench_random_below(&run->random, VALUES);
        change(run, sample, (enum change_kind)(i % 3), at, value);
        run->some++;
    }
}

/* Whether a difference between the backends is noticed, and whatever else may be wrong:
 * returns the planted fault that is not, or NULL. */
static const char *unnoticed(struct run *run)
{
    struct side *one = &run->sides[0], *other = &run->sides[1];
    run->text = (struct buffer){.size = 5, .bytes = "a + b"};
    if (process(one, &run->text) != NULL || process(other, &run->text) != NULL ||
        difference(one, other) != NULL)
        return "none was planted";
    other->output.bytes[other->output.size - 1] ^= 1;
    if (difference(one, other) == NULL)
        return "another byte";
    other->output.size--;
    if (difference(one, other) == NULL)
        return "a byte less";
    other->valid = false;
    if (difference(one, other) == NULL)
        return "another verdict";
    return unnoticed_fault(&one->arena);
}

static void read_sample(struct run *run, struct sample *sample, const char *name)
{
    *sample = (struct sample){.name = name, .text = read_file(name)};
    try_beginnings(run, sample);
    if (sample->text.size <= run->small)
        try_every_change(run, sample);
    else
        try_some_changes(run, sample);
    free((void *)sample->text.data);
}

static bool read_options(struct run *run, int argc, char **argv)
{
    for (int letter; (letter = getopt(argc, argv, "l:n:s:c:")) != -1;)
        switch (letter) {
        case 'l': run->small = strtoul(optarg, NULL, 10); break;
        case 'n': run->drawn = strtoul(optarg, NULL, 10); break;
        case 's': run->random = strtoull(optarg, NULL, 10); break;
        case 'c': run->check = optarg; break;
        default: return false;
        }
    return optind < argc;
}

static int run_all(struct run *run, char **files)
{
    struct sample sample;
    const char *fault = unnoticed(run);
    unsigned long long seed = run->random;
    if (fault != NULL) {
        fprintf(stderr, "%s: a planted fault is not noticed: %s\n", run->check, fault);
        return 1;
    }
    watch(now);
    for (; *files != NULL; files++)
        read_sample(run, &sample, *files);
    printf(
        "%s: %lu beginnings of samples, %lu texts with one byte changed, put in or "
        "taken out, all there are of samples of up to %zu bytes, and %lu drawn (seed "
        "%llu): %lu valid, %lu wrong\n",
        run->check, run->beginnings, run->every, run->small, run->some, seed,
        run->valid, run->wrong);
    return run->wrong > 0 || run->every == 0 || run->some == 0 || run->valid == 0;
}

int main(int argc, char **argv)
{
    static struct run run = {
        .check = "check-bytes", .small = 200, .drawn = 2000, .random = 1};
    static const struct arena_options with_malloc = {.backend = &arena_malloc};
    if (!read_options(&run, argc, argv)) {
        fprintf(stderr,
                "usage: bytes [-l SIZE] [-n COUNT] [-s SEED] [-c NAME] FILE...\n");
        return 2;
    }
    arena_init(&run.sides[0].arena, NULL);
    arena_init(&run.sides[1].arena, &with_malloc);
    int status = run_all(&run, argv + optind);
    arena_destroy(&run.sides[0].arena);
    arena_destroy(&run.sides[1].arena);
    return status;
}
