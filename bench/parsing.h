/* parsing.h: rivals that parse: the same parser, the same tree, the same walk, and each
 * its own way with memory. */
#ifndef BENCH_PARSING_H
#define BENCH_PARSING_H

#include "bench/apart.h"
#include "bench/rival.h"

/* What a parsing rival keeps over the rounds of a set. */
struct bench_parser {
    const struct bench_way *way;    /* how it treats memory */
    const struct bench_set *set;    /* what it parses */
    struct arena arena;             /* where the units live */
    struct cel_unit unit;           /* the newest */
    struct arena walk_stack;        /* holds the walk's frames */
    struct cel_walk walk;           /* kept, so that no unit pays for its stack */
    char *stack;                    /* BENCH_STACK bytes of the stack while it plays */
    void *extra;                    /* the way's own */
    uint64_t checksum;              /* of the trees walked */
    struct bench_stand_in stand_in; /* plays for it, if it plays apart */
    struct bench_order *order;      /* what the stand-in is told */
};

/* What a rival may use of the caller's stack as its first block. */
enum { BENCH_STACK = 64 << 10 };

/* A way with memory. NULL where there is nothing to do. `sizes` prints M lines while
 * the longest unit lives and returns the bytes reserved then; `retained` returns those
 * that are left after its teardown. */
struct bench_way {
    void (*open)(struct bench_parser *p);            /* before the set */
    void (*begin)(struct bench_parser *p, size_t i); /* before unit i; timed */
    void (*finish)(struct bench_parser *p,           /* frees the unit; timed; NULL: */
                   struct cel_unit *unit);           /* only tokens have been made */
    void (*close)(struct bench_parser *p);           /* after the set */
    size_t (*sizes)(struct bench_parser *p, const char *row);    /* see above */
    size_t (*retained)(struct bench_parser *p, size_t reserved); /* the same */
    const char *only; /* the one set that it suits; NULL: all that are parsed */
    bool apart;       /* plays in a child process, which takes with it what it leaves */
};

/* The functions of struct bench_rival for them; `kind` is a struct bench_way. */
bool bench_parser_suits(const struct bench_rival *rival, const struct bench_set *set);
void *bench_parser_open(const struct bench_rival *rival, const struct bench_set *set);
void bench_parser_play(void *state, const struct bench_terms *terms,
                       struct bench_sample *sample);
void bench_parser_run(void *state);
void bench_parser_report(void *state, const char *row);
void bench_parser_close(void *state);

/* A row of a table of rivals, and of one that has its process to itself. */
#define BENCH_PARSING_FUNCTIONS(rival_name, its_way)                                   \
    .name = (rival_name), .kind = (its_way), .suits = bench_parser_suits,              \
    .open = bench_parser_open, .play = bench_parser_play, .run = bench_parser_run,     \
    .report = bench_parser_report, .close = bench_parser_close
#define BENCH_PARSING(rival_name, its_way)                                             \
    {                                                                                  \
        BENCH_PARSING_FUNCTIONS(rival_name, its_way)                                   \
    }
#define BENCH_PARSING_ALONE(rival_name, its_way)                                       \
    {                                                                                  \
        BENCH_PARSING_FUNCTIONS(rival_name, its_way), .alone = true                    \
    }

/* A unit's life, step by step. */
void bench_parser_make(void *state, size_t i);
void bench_parser_walk(void *state);
void bench_parser_drop(void *state);

/* Prints an M line. */
void bench_print_memory(const char *row, const char *metric, double value);

/* Nanoseconds to read the tokens of all units once, without making objects; the mean of
 * `repeat` times, after one that is not timed. */
double bench_lex(const struct bench_set *set, size_t repeat);

#endif
