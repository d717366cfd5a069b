/* parsing.c: the steps of a unit that is parsed. What differs between the rivals is
 * behind `way`. */
#include "bench/parsing.h"

#include <math.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/pages.h"
#include "bench/steps.h"

bool bench_parser_suits(const struct bench_rival *rival, const struct bench_set *set)
{
    const struct bench_way *way = rival->kind;
    if (way->only != NULL)
        return strcmp(set->name, way->only) == 0;
    return strncmp(set->name, "lose-", 5) != 0 || strcmp(set->name, "lose-tiny") == 0;
}

static void begin(struct bench_parser *p, size_t i)
{
    if (p->way->begin != NULL)
        p->way->begin(p, i);
}

static void finish(struct bench_parser *p, struct cel_unit *unit)
{
    if (p->way->finish != NULL)
        p->way->finish(p, unit);
}

void bench_parser_make(void *state, size_t i)
{
    struct bench_parser *p = state;
    struct cel_string text = p->set->units.texts[i];
    struct cel_options options = {.max_memory = SIZE_MAX};
    begin(p, i);
    cel_parse(&p->arena, text.data, text.size, &options, &p->unit);
}

void bench_parser_drop(void *state)
{
    struct bench_parser *p = state;
    finish(p, &p->unit);
}

/* Looks at every node and its token, as an evaluation would. The sum depends on their
 * order, so that trees of another shape have another. */
void bench_parser_walk(void *state)
{
    struct bench_parser *p = state;
    struct cel_step step;
    uint64_t sum = p->checksum;
    cel_walk_restart(&p->walk, p->unit.root, CEL_EXPANDED);
    while (cel_walk_next(&p->walk, &step)) {
        if (step.leaving)
            continue;
        sum = sum << 7 | sum >> 57;
        sum += step.node->kind + ((uint64_t)step.node->token->offset << 8);
    }
    p->checksum = sum;
}

static struct cel_lexer lexer_of(struct cel_string text, struct cel_source *source)
{
    *source = (struct cel_source){.text = text.data, .size = (uint32_t)text.size};
    return cel_lexer_at(source, 0);
}

static void read_tokens(const struct bench_set *set)
{
    volatile unsigned seen = 0; /* keeps the tokens from being optimised out */
    for (size_t i = 0; i < set->units.count; i++) {
        struct cel_source source;
        struct cel_lexer lexer = lexer_of(set->units.texts[i], &source);
        unsigned tokens = 0;
        while (cel_lex(&lexer, NULL)->kind != CEL_TOKEN_END)
            tokens++;
        seen += tokens;
    }
    (void)seen;
}

double bench_lex(const struct bench_set *set, size_t repeat)
{
    read_tokens(set);
    double start = bench_now();
    for (size_t times = 0; times < repeat; times++)
        read_tokens(set);
    return (bench_now() - start) / (double)repeat;
}

static double time_tokens(struct bench_parser *p, const struct bench_terms *terms)
{
    double start = bench_now();
    for (size_t times = 0; times < terms->repeat; times++)
        for (size_t i = 0; i < p->set->units.count; i++) {
            struct cel_source source;
            struct cel_lexer lexer = lexer_of(p->set->units.texts[i], &source);
            const struct cel_token *token;
            begin(p, SIZE_MAX);
            do
                token = cel_lex(&lexer, &p->arena);
            while (token != NULL && token->kind != CEL_TOKEN_END);
            finish(p, NULL);
        }
    return bench_stop(start, terms->plant) - start;
}

static struct bench_steps steps_of(const struct bench_parser *p)
{
    return (struct bench_steps){.make = bench_parser_make,
                                .look = bench_parser_walk,
                                .drop = bench_parser_drop,
                                .units = p->set->units.count};
}

static void play(struct bench_parser *p, const struct bench_terms *terms,
                 struct bench_sample *sample)
{
    char stack[BENCH_STACK];
    struct bench_steps steps = steps_of(p);
    p->stack = stack;
    bench_run_steps(&steps, p);
    p->checksum = 0;
    sample->time[BENCH_LEX] = NAN;
    bench_play_steps(&steps, p, terms, sample);
    sample->time[BENCH_TOKENS] = time_tokens(p, terms) / (double)terms->repeat;
    sample->checksum = p->checksum;
}

/* What a stand-in is told, and what it tells; in memory that both share. */
struct bench_order {
    struct bench_terms terms;   /* how to play */
    struct bench_sample sample; /* what came of it */
};

static void play_apart(void *context)
{
    struct bench_parser *p = context;
    bench_give_memory_back();
    play(p, &p->order->terms, &p->order->sample);
}

void *bench_parser_open(const struct bench_rival *rival, const struct bench_set *set)
{
    struct bench_parser *p = bench_pages(sizeof *p);
    *p = (struct bench_parser){.way = rival->kind, .set = set};
    p->stand_in.orders = -1;
    arena_init(&p->walk_stack, &(struct arena_options){.source = bench_page_source});
    cel_walk_start(&p->walk, &p->walk_stack, NULL, CEL_EXPANDED);
    if (p->way->open != NULL)
        p->way->open(p);
    if (p->way->apart) {
        p->order = bench_shared_pages(sizeof *p->order);
        bench_stand_in_start(&p->stand_in, play_apart, p);
    }
    return p;
}

void bench_parser_close(void *state)
{
    struct bench_parser *p = state;
    bench_stand_in_stop(&p->stand_in);
    bench_pages_free(p->order, sizeof *p->order);
    if (p->way->close != NULL)
        p->way->close(p);
    arena_destroy(&p->walk_stack);
    bench_pages_free(p, sizeof *p);
}

void bench_parser_play(void *state, const struct bench_terms *terms,
                       struct bench_sample *sample)
{
    struct bench_parser *p = state;
    if (!p->way->apart) {
        play(p, terms, sample);
        return;
    }
    p->order->terms = *terms;
    bool ended = !bench_stand_in_work(&p->stand_in);
    *sample = p->order->sample;
    sample->ended = ended;
}

void bench_parser_run(void *state)
{
    struct bench_parser *p = state;
    char stack[BENCH_STACK];
    struct bench_steps steps = steps_of(p);
    p->stack = stack;
    bench_run_steps(&steps, p);
}
