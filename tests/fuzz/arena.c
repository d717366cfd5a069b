/* arena.c: a program of requests, on every arena there is, held to the laws of
 * tests/laws.h. The header's byte says which arena; the rest is the program, 8 bytes of
 * options and 4 an operation. */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/laws.h"
#include "tests/laws_plant.h"

enum { SPEC, HEADER };

/* What is longer is cut: long programs are slow, for all they make is looked at again
 * and again, and show no more. */
enum { LONGEST = LAWS_HEAD + 120 * LAWS_STEP };

static size_t count_specs(void)
{
    size_t count = 0;
    while (laws_spec(count) != NULL)
        count++;
    return count;
}

/* The faults of tests/laws_plant.c, by what is wrong with them; each suits the spec
 * "arena". */
static const struct laws_plant *planted(void)
{
    const struct laws_plant *plant = NULL;
    for (size_t i = 0; (plant = laws_plant(i)) != NULL; i++)
        if (fuzz_is_planted(plant->what))
            break;
    return plant;
}

static void run(const uint8_t *header, struct cel_string program)
{
    const struct laws_plant *plant = planted();
    struct laws_calls calls = plant != NULL ? laws_planted_calls(plant)
                                            : laws_real_calls;
    struct laws_case test = {.spec = laws_spec(header[SPEC] % count_specs()),
                             .calls = &calls};
    struct laws_report report;
    memset(&report, 0, sizeof report);
    if (plant != NULL)
        test.spec = "arena";
    if (program.size > LONGEST)
        program.size = LONGEST;
    laws_run(&test, (const unsigned char *)program.data, program.size, &report);
    fuzz_expect(!report.broken, report.text);
}

static const char *const plants[] = {"an unchecked product",
                                     "grows unchecked",
                                     "takes what it refuses",
                                     "knows no limit",
                                     "takes more than it was asked for",
                                     "releases all but 8 bytes",
                                     "resets to another place",
                                     "does not use large blocks again",
                                     "forgets a block",
                                     "gives back less than it took",
                                     "gives nothing back",
                                     NULL};

const struct fuzz_target fuzz_target = {"arena", HEADER, false, plants, run};
