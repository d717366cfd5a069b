/* laws_main.c: `laws [-u] [-n PROGRAMS] [-s SEED] [-x HEX] [SPEC...]`: the laws of the
 * arena over programs made by chance, on arenas of every spec.
 *
 * First each planted fault must be noticed, by the law that it breaks. A program that
 * breaks a law is made as short as it goes and printed: in hexadecimal digits, which
 * -x runs again, and as what it does. -u: unplanted, under AddressSanitizer, which ends
 * a program at most of the faults before the laws are looked at. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/laws.h"
#include "tests/laws_plant.h"

enum {
    STEPS = 400,   /* of a program at most; most have fewer than 64 */
    TRIES = 50000, /* programs until a planted fault must have been noticed */
    SHORT = 40,    /* steps that a program which shows one has at most */
    RARE = 16      /* of so many programs one is run on huge pages, which are slow */
};

/* A program made by chance. */
struct program {
    size_t size;                                        /* bytes */
    unsigned char bytes[LAWS_HEAD + STEPS * LAWS_STEP]; /* they */
};

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u; /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Half of all have default options; half are of a few operations, again and again. */
static void make_program(struct program *program, uint64_t seed, unsigned long number)
{
    uint64_t state = seed * 1000003u + number, way = next_random(&state);
    size_t steps = way % 50 == 0 ? STEPS : 1 + way / 64 % 63;
    uint64_t few = next_random(&state);
    program->size = LAWS_HEAD + steps * LAWS_STEP;
    for (size_t i = 0; i < program->size; i++)
        program->bytes[i] = (unsigned char)(next_random(&state) >> 32);
    if (way / 4096 % 2 == 0)
        memset(program->bytes, 0, LAWS_HEAD);
    for (size_t i = LAWS_HEAD; i < program->size && way / 8192 % 2 == 0; i += LAWS_STEP)
        program->bytes[i] = (unsigned char)(few >> program->bytes[i] % 6 * 8);
}

static bool still_breaks(const struct laws_case *test, const struct program *program,
                         enum law law)
{
    struct laws_report report = {0};
    return !laws_run(test, program->bytes, program->size, &report) && report.law == law;
}

/* Leaves out runs of steps, shorter and shorter ones, while the law stays broken. */
static void leave_out(const struct laws_case *test, struct program *program,
                      enum law law)
{
    for (size_t run = STEPS * LAWS_STEP / 2; run >= LAWS_STEP; run = run / 8 * 4)
        for (size_t at = LAWS_HEAD; at + run <= program->size;) {
            struct program shorter = *program;
            shorter.size -= run;
            memmove(shorter.bytes + at, shorter.bytes + at + run, shorter.size - at);
            if (still_breaks(test, &shorter, law))
                *program = shorter;
            else
                at += run;
        }
}

/* Makes as many bytes as possible 0: sizes become small, options the default. */
static void make_plain(const struct laws_case *test, struct program *program,
                       enum law law)
{
    for (size_t i = 0; i < program->size; i++) {
        unsigned char byte = program->bytes[i];
        program->bytes[i] = 0;
        if (!still_breaks(test, program, law))
            program->bytes[i] = byte;
    }
}

static void make_shorter(const struct laws_case *test, struct program *program,
                         enum law law)
{
    size_t size;
    do {
        size = program->size;
        leave_out(test, program, law);
        make_plain(test, program, law);
    } while (program->size < size);
}

/* Shows what a program does, and which law it breaks, if any. */
static bool show(const struct laws_case *test, const struct program *program)
{
    struct laws_report report = {0};
    struct laws_case shown = *test;
    shown.trace = stdout;
    printf("laws -x ");
    for (size_t i = 0; i < program->size; i++)
        printf("%02x", program->bytes[i]);
    printf(" %s\n", test->spec);
    bool keeps = laws_run(&shown, program->bytes, program->size, &report);
    if (!keeps)
        printf("check-laws: with %s it does not hold that %s: %s\n", test->spec,
               law_text(report.law), report.text);
    return keeps;
}

/* Whether some program shows a planted fault as what it is. */
static bool is_noticed(const struct laws_plant *plant, uint64_t seed)
{
    struct laws_calls calls = laws_planted_calls(plant);
    struct laws_case test = {.spec = "arena", .calls = &calls};
    struct program program;
    for (unsigned long number = 0; number < TRIES; number++) {
        struct laws_report report = {0};
        make_program(&program, seed, number);
        if (laws_run(&test, program.bytes, program.size, &report))
            continue;
        if (report.law == plant->law) {
            make_shorter(&test, &program, plant->law);
            return program.size <= LAWS_HEAD + SHORT * LAWS_STEP;
        }
    }
    return false;
}

/* How many planted faults there are; 0: one is not noticed, or one law has none. */
static size_t notice_planted(uint64_t seed)
{
    bool planted[LAWS] = {false};
    const struct laws_plant *plant;
    size_t count = 0;
    for (; (plant = laws_plant(count)) != NULL; count++) {
        planted[plant->law] = true;
        if (!is_noticed(plant, seed)) {
            fprintf(stderr, "check-laws: the planted fault '%s' is not noticed\n",
                    plant->what);
            return 0;
        }
    }
    for (int law = 0; law < LAWS; law++)
        if (!planted[law]) {
            fprintf(stderr, "check-laws: no fault is planted where %s\n",
                    law_text((enum law)law));
            return 0;
        }
    return count;
}

/* Runs programs with one spec. False: a law was broken, and the program shown. */
static bool run_programs(const char *spec, unsigned long count, uint64_t seed,
                         struct laws_report *report)
{
    struct laws_case test = {.spec = spec};
    struct program program;
    unsigned long step = strstr(spec, "huge") != NULL ? RARE : 1;
    for (unsigned long number = 0; number < count; number += step) {
        make_program(&program, seed, number);
        if (!laws_run(&test, program.bytes, program.size, report)) {
            printf("check-laws: program %lu of seed %llu\n", number,
                   (unsigned long long)seed);
            make_shorter(&test, &program, report->law);
            show(&test, &program);
            return false;
        }
    }
    return true;
}

/* Everything there is must have happened, or the programs prove little. */
static bool has_seen_all(const struct laws_report *r)
{
    bool all = r->large && r->grown && r->moved && r->refused && r->released;
    for (int law = 0; law < LAWS; law++)
        all = all && r->checks[law] > 0;
    if (!all)
        fprintf(stderr, "check-laws: some law or kind of request was never tried\n");
    return all;
}

static int replay(const char *digits, const char *spec)
{
    struct laws_case test = {.spec = spec};
    struct program program = {0};
    unsigned byte;
    while (program.size < sizeof program.bytes && sscanf(digits, "%2x", &byte) == 1) {
        program.bytes[program.size++] = (unsigned char)byte;
        digits += digits[1] != '\0' ? 2 : 1;
    }
    return !show(&test, &program);
}

int main(int argc, char **argv)
{
    unsigned long programs = 10000;
    uint64_t seed = 1;
    const char *digits = NULL, *spec;
    bool unplanted = false;
    for (int option; (option = getopt(argc, argv, "n:s:x:u")) != -1;)
        switch (option) {
        case 'n': programs = strtoul(optarg, NULL, 10); break;
        case 's': seed = strtoull(optarg, NULL, 10); break;
        case 'x': digits = optarg; break;
        case 'u': unplanted = true; break;
        default:
            fprintf(stderr, "usage: laws [-u] [-n PROGRAMS] [-s SEED] [-x HEX] "
                            "[SPEC...]\n");
            return 2;
        }
    if (digits != NULL)
        return replay(digits, optind < argc ? argv[optind] : "arena");
    struct laws_report report = {0};
    size_t specs = 0, planted = unplanted ? 0 : notice_planted(seed);
    if (planted == 0 && !unplanted)
        return 1;
    for (; (spec = optind + (int)specs < argc ? argv[optind + (int)specs]
                   : optind < argc            ? NULL
                                              : laws_spec(specs)) != NULL;
         specs++)
        if (!run_programs(spec, programs, seed, &report))
            return 1;
    printf("check-laws: %zu arenas, %lu programs on each, %lu operations, %lu objects, "
           "%lu grown, %lu in the same place again; %d laws, %zu planted faults "
           "noticed, 0 broken\n",
           specs, programs, report.operations, report.objects,
           report.grown + report.moved, report.compared, LAWS, planted);
    return !has_seen_all(&report);
}
