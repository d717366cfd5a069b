/* depth.h: what the parts of depth.c share: stacks whose use is measured, and texts
 * that nest or chain. */
#ifndef TESTS_DEPTH_H
#define TESTS_DEPTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"

/* --- depth_stack.c --- */

/* A stack to run on. */
struct stack {
    unsigned char *low; /* its lowest byte; below lies what nobody may touch */
    size_t size;        /* in bytes */
};

/* A stack of so many bytes; there is none without memory: the program ends. */
struct stack make_stack(size_t size);

/* Runs something on that stack, in a thread of its own. Returns how many bytes it took.
 */
size_t run_on(const struct stack *stack, void (*run)(void *), void *context);

/* From now on a stack that overflows ends the program, with status 1 and a message that
 * names what was being done. */
void watch_stacks(void);
void doing(const char *what);

/* Whether an overflow of such a stack is noticed: in a process of its own, a recursion
 * takes more than there is. */
bool overflow_is_noticed(const struct stack *stack);

/* Bytes of stack that a recursion takes for a level, as measured; it takes 1 KiB and
 * little more. */
double planted_level(const struct stack *stack);

/* --- depth_trial.c --- */

/* A text being looked at. */
struct trial {
    struct cel_string text; /* it */
    uint32_t max_depth;     /* how deep it may nest */
    const char *spec;       /* the backend */
    bool writes;            /* it is written, too, in each form that it has */
    bool valid;             /* comes out: it has no errors */
    bool too_deep;          /* comes out: it nests too deep */
    bool broken;            /* comes out: a form could not be written */
    size_t forms;           /* comes out: forms it was written in */
};

/* `context` is a struct trial: parses its text, writes it if it is to be. */
void run_trial(void *context);

/* A policy being looked at. */
struct policy {
    struct cel_string text; /* it */
    size_t found;           /* comes out: wrong expressions that were shown */
    bool refused;           /* comes out: it is no YAML */
};

/* `context` is a struct policy: finds its expressions, parses and shows them. */
void run_policy(void *context);

/* --- depth_make.c --- */

/* What opens levels, and what closes them. */
struct level {
    const char *open;  /* at the beginning */
    const char *close; /* at the end */
    unsigned levels;   /* how many that are */
    unsigned beside;   /* what else stands in it nests so much deeper than it opens */
};

/* A first operand, and what follows it a million times. */
struct chain {
    const char *start; /* once */
    const char *link;  /* again and again */
    const char *end;   /* once */
    bool shown;        /* it is written in each form, even without -a */
};

/* A way to nest, with what is wrong at each level. */
struct nesting {
    const char *before; /* a mistake, or what opens the level */
    const char *open;   /* the other */
    const char *close;  /* what closes it, or "" */
};

enum {
    LEVELS = 31,       /* ways to nest CEL, of which the last is never right */
    RIGHT_LEVELS = 30, /* the others */
    YAML_LEVELS = 6,   /* and YAML */
    YAML_BESIDE = 8,   /* levels of nest_yaml's policy itself */
    CHAINS = 25,       /* ways to chain */
    LINKS = 1000000    /* of a chain */
};

extern const struct level levels[LEVELS], yaml_levels[YAML_LEVELS];
extern const struct chain chains[CHAINS];

/* How many ways to nest with a mistake there are, and each of them. */
size_t count_nestings(void);
struct nesting nesting_at(size_t index);

/* All texts are malloc'd. That way to nest, so many times. */
struct cel_string nest(struct nesting nesting, size_t count);

/* A valid text exactly so many levels deep. The ways to nest follow each other in steps
 * from the `first`, which is the innermost; with a step of 0 it is the only one. */
struct cel_string nest_exactly(size_t first, size_t step, size_t depth);

/* A policy with one expression, a wrong one, exactly so many levels deep. */
struct cel_string nest_yaml(const struct level *level, size_t depth);

struct cel_string make_chain(const struct chain *chain);

#endif
