/* laws_plant.h: arenas with a planted fault each, to see that the laws notice it. */
#ifndef TESTS_LAWS_PLANT_H
#define TESTS_LAWS_PLANT_H

#include "tests/laws.h"

/* A planted fault. Those that are NULL of its calls are arena.h's own. */
struct laws_plant {
    enum law law;            /* the law that it breaks, first of all */
    const char *what;        /* what is wrong with it */
    struct laws_calls calls; /* the calls of which some are wrong */
};

/* The i-th from 0; NULL behind the last. Each suits the spec "arena". */
const struct laws_plant *laws_plant(size_t i);

/* Its calls, none of them NULL. */
struct laws_calls laws_planted_calls(const struct laws_plant *plant);

#endif
