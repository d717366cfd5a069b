/* rounds.c: the loops that are timed. */
#define _POSIX_C_SOURCE 200809L
#include "bench/rounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct arena_backend *const backends[BACKENDS] = {&arena_bump,
                                                               &arena_malloc};

/* A measurement under way. */
struct bench {
    const struct units *units;         /* what is parsed */
    struct arena arenas[BACKENDS];     /* kept over all rounds: warm */
    struct arena walk_stack;           /* the same for both backends */
    double clock_cost;                 /* of reading the clock once */
    double *samples[BACKENDS][PHASES]; /* one a round */
    double *lex;                       /* one a round */
    uint64_t tokens;                   /* of the last round */
    uint64_t nodes;                    /* of the last round */
    uint64_t checksum;                 /* keeps the work from being optimised out */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double cost_of_clock(void)
{
    enum { CALLS = 100000 };
    double start = now();
    for (int i = 0; i < CALLS - 1; i++)
        (void)now();
    return (now() - start) / CALLS;
}

/* Lexing needs the text with its NULs; units have them behind them. */
static struct cel_source source_of(struct cel_string text)
{
    return (struct cel_source){.text = text.data, .size = (uint32_t)text.size};
}

static double lex_alone(struct bench *b)
{
    uint64_t tokens = 0;
    double start = now();
    for (size_t i = 0; i < b->units->count; i++) {
        struct cel_source source = source_of(b->units->texts[i]);
        struct cel_lexer lexer = cel_lexer_at(&source, 0);
        while (cel_lex(&lexer, NULL)->kind != CEL_TOKEN_END)
            tokens++;
    }
    b->tokens = tokens;
    return now() - start;
}

static double lex_tokens(struct bench *b, struct arena *arena)
{
    double start = now();
    for (size_t i = 0; i < b->units->count; i++) {
        struct cel_source source = source_of(b->units->texts[i]);
        struct cel_lexer lexer = cel_lexer_at(&source, 0);
        const struct cel_token *token;
        do
            token = cel_lex(&lexer, arena);
        while (token != NULL && token->kind != CEL_TOKEN_END);
        arena_reset(arena);
    }
    return now() - start;
}

static void parse(struct bench *b, size_t i, struct arena *arena, struct cel_unit *unit)
{
    struct cel_string text = b->units->texts[i];
    struct cel_options options = {.max_memory = SIZE_MAX};
    b->checksum += cel_parse(arena, text.data, text.size, &options, unit);
}

static double parse_whole(struct bench *b, struct arena *arena)
{
    double start = now();
    for (size_t i = 0; i < b->units->count; i++) {
        struct cel_unit unit;
        parse(b, i, arena, &unit);
        arena_reset(arena);
    }
    return now() - start;
}

static uint64_t walk(struct bench *b, const struct cel_unit *unit)
{
    struct cel_walk walk;
    struct cel_step step;
    uint64_t nodes = 0;
    cel_walk_start(&walk, &b->walk_stack, unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        if (step.leaving)
            continue;
        nodes++;
        b->checksum += step.node->kind + step.node->token->offset;
    }
    arena_reset(&b->walk_stack);
    return nodes;
}

static void parse_in_phases(struct bench *b, struct arena *arena, double sums[PHASES])
{
    b->nodes = 0;
    for (size_t i = 0; i < b->units->count; i++) {
        struct cel_unit unit;
        double times[4];
        times[0] = now();
        parse(b, i, arena, &unit);
        times[1] = now();
        b->nodes += walk(b, &unit);
        times[2] = now();
        arena_reset(arena);
        times[3] = now();
        for (int k = 0; k < 3; k++)
            sums[PHASE_PARSE + k] += times[k + 1] - times[k] - b->clock_cost;
    }
}

static void play_round(struct bench *b, int round)
{
    double lex = lex_alone(b);
    for (int i = 0; i < BACKENDS; i++) {
        int k = (i + round + BACKENDS) %
                BACKENDS; /* each goes first as often as the other */
        double sums[PHASES] = {0};
        sums[PHASE_TOKENS] = lex_tokens(b, &b->arenas[k]);
        sums[PHASE_WHOLE] = parse_whole(b, &b->arenas[k]);
        parse_in_phases(b, &b->arenas[k], sums);
        for (int phase = 0; phase < PHASES && round >= 0; phase++)
            b->samples[k][phase][round] = sums[phase];
    }
    if (round >= 0)
        b->lex[round] = lex;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double quantile(double *values, size_t count, double q)
{
    qsort(values, count, sizeof *values, compare);
    return values[(size_t)(q * (double)(count - 1) + 0.5)];
}

static double *samples(int rounds)
{
    double *made = calloc((size_t)rounds, sizeof *made);
    if (made == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(2);
    }
    return made;
}

static void begin(struct bench *b, const struct units *units, int rounds)
{
    *b = (struct bench){.units = units, .clock_cost = cost_of_clock()};
    arena_init(&b->walk_stack, NULL);
    b->lex = samples(rounds);
    for (int k = 0; k < BACKENDS; k++) {
        struct arena_options options = {.backend = backends[k], .retain = SIZE_MAX};
        arena_init(&b->arenas[k], &options);
        for (int phase = 0; phase < PHASES; phase++)
            b->samples[k][phase] = samples(rounds);
    }
}

static struct result conclude(struct bench *b, int rounds)
{
    size_t count = (size_t)rounds;
    struct result result = {
        .lex = quantile(b->lex, count, 0.5), .tokens = b->tokens, .nodes = b->nodes};
    for (int k = 0; k < BACKENDS; k++) {
        double *whole = b->samples[k][PHASE_WHOLE];
        result.low[k] = quantile(whole, count, 0.25);
        result.high[k] = quantile(whole, count, 0.75);
        for (int phase = 0; phase < PHASES; phase++) {
            result.phase[k][phase] = quantile(b->samples[k][phase], count, 0.5);
            free(b->samples[k][phase]);
        }
        arena_destroy(&b->arenas[k]);
    }
    arena_destroy(&b->walk_stack);
    free(b->lex);
    return result;
}

struct result measure(const struct units *units, int rounds)
{
    struct bench b;
    begin(&b, units, rounds);
    for (int round = -2; round < rounds; round++) /* two rounds to warm up */
        play_round(&b, round);
    return conclude(&b, rounds);
}

double measure_lap(const struct units *units, int rounds)
{
    struct bench b;
    begin(&b, units, rounds);
    for (int round = -2; round < rounds; round++) {
        lex_alone(&b);
        double time = parse_whole(&b, &b.arenas[0]);
        parse_whole(&b, &b.arenas[1]);
        if (round >= 0)
            b.samples[0][PHASE_WHOLE][round] = time;
    }
    return conclude(&b, rounds).phase[0][PHASE_WHOLE];
}
