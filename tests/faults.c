/* faults.c: `faults FILE...`: every request of every unit fails once, with every
 * backend.
 *
 * For n = 1, 2, ... the n-th request for an object, or for a block, fails, alone or
 * with all after it, until none is left to fail. Each time the unit says that there was
 * no memory and nothing else is wrong, or it is written in full; and after a reset the
 * same arena serves it. The leak sanitizer sees whether anything is lost. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cellar.h"

static const char *const inner[] = {
    "arena:first=256", "malloc", "slab",
    "fixed:4000000",   "host",   "arena:align=4096:first=256"};

/* A unit's text, and what is written of it, as a number. */
struct sample {
    const char *name; /* the file's */
    char *text;       /* its text */
    size_t size;      /* bytes of it */
    uint64_t written; /* what its JSON adds up to */
};

/* A sink that only adds up what it gets. */
static bool add_up(void *context, const char *bytes, size_t size)
{
    uint64_t *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum = (*sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return true;
}

/* A message may have to do without quoting the text; its code and place stay. */
static void write_messages(struct cel_writer *out, const struct cel_unit *unit)
{
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next) {
        cel_write(out, cel_code_name(d->code));
        cel_write_unsigned(out, d->span.start);
    }
}

/* Parses and writes a unit: its sum, or 0 if there was no memory. */
static uint64_t process(struct arena *arena, const struct sample *sample)
{
    struct cel_unit unit;
    struct cel_writer out;
    uint64_t sum = 1;
    cel_writer_init(&out, add_up, &sum);
    bool valid = cel_parse(arena, sample->text, sample->size, NULL, &unit);
    bool no_memory = unit.diagnostics.out_of_memory.message.data != NULL;
    if (valid)
        no_memory = !cel_emit_json(&out, arena, &unit, (struct cel_string){"x", 1});
    else if (!no_memory)
        write_messages(&out, &unit);
    cel_writer_flush(&out);
    return no_memory ? 0 : sum;
}

static void fail(const struct sample *sample, const char *spec, const char *why)
{
    fprintf(stderr, "check-faults: %s with %s: %s\n", sample->name, spec, why);
    exit(1);
}

/* One run with the n-th request failing. Returns whether one did. */
static bool try(const struct sample *sample, const char *kind, const char *base,
                unsigned n, bool all_after)
{
    static char buffer[4000000];
    char text[100];
    struct arena_spec spec;
    snprintf(text, sizeof text, "%s:%u%s,%s", kind, n, all_after ? "+" : "", base);
    if (!arena_spec_read(&spec, text))
        fail(sample, text, spec.error);
    struct arena *arena = arena_spec_open(&spec, NULL, buffer, NULL, NULL);
    struct arena_fault *fault = arena_spec_fault(&spec);
    uint64_t sum = process(arena, sample);
    if (sum != 0 && sum != sample->written)
        fail(sample, text, "it is written otherwise");
    if (sum == 0 && fault->refused == 0)
        fail(sample, text, "no memory, and no request was refused");
    bool refused = fault->refused > 0;
    fault->when = ARENA_FAULT_NEVER;
    arena_reset(arena);
    if (n % 8 == 1 && process(arena, sample) != sample->written)
        fail(sample, text, "the arena does not work afterwards");
    arena_destroy(arena);
    return refused;
}

static unsigned long try_all(const struct sample *sample)
{
    unsigned long tried = 0;
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        for (int blocks = 0; blocks < 2; blocks++) {
            bool takes_blocks = strcmp(inner[i], "slab") == 0 || inner[i][0] == 'a';
            const char *kind = blocks ? "fault-blocks" : "fault";
            unsigned n = 1;
            if (blocks && !takes_blocks)
                continue;
            while (try(sample, kind, inner[i], n, false))
                n++;
            for (unsigned k = 1; k < n; k += 1 + n / 50)
                try(sample, kind, inner[i], k, true);
            if (n < 2)
                fail(sample, inner[i], "nothing failed");
            tried += n;
        }
    return tried;
}

static bool read_sample(struct sample *sample, const char *name)
{
    static char text[1 << 16];
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        return false;
    *sample = (struct sample){name, text, fread(text, 1, sizeof text, file), 0};
    fclose(file);
    return true;
}

int main(int argc, char **argv)
{
    unsigned long tried = 0;
    for (int i = 1; i < argc; i++) {
        struct sample sample;
        struct arena arena;
        if (!read_sample(&sample, argv[i])) {
            perror(argv[i]);
            return 1;
        }
        arena_init(&arena, NULL);
        sample.written = process(&arena, &sample);
        arena_destroy(&arena);
        tried += try_all(&sample);
    }
    printf("check-faults: %d units, %lu requests failed in turn\n", argc - 1, tried);
    return tried == 0;
}
