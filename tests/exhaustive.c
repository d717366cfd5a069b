/* exhaustive.c: `exhaustive [OPTIONS] FILE...`: the parser and the published grammar
 * agree on every short sequence of tokens, on many longer ones, and on every change of
 * one token in the samples.
 *
 * tests/cel.ebnf is the grammar, tests/cel-optional.ebnf what optional syntax adds, and
 * tests/earley.c recognises what they say; it has nothing in common with the parser.
 * The parser is asked four times: with and without optional syntax and macros.
 *
 * -n LENGTH  all sequences of up to so many tokens (3); the time goes with 36 ^ LENGTH
 * -r COUNT   longer ones, drawn (100000)
 * -s SEED    of what is drawn
 * -d STEP    drops each STEP-th rule of the grammar first, to see it noticed (1)
 * -c NAME    what the check is called
 *
 * FILE...: valid samples; those of at most 63 tokens are changed. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/random.h"
#include "tests/grammars.h"
#include "tests/sequences.h"
#include "tests/read_file.h"

enum {
    SHOWN = 10,     /* disagreements that are shown */
    TRIES = 500000, /* sequences drawn to notice a wrong grammar */
    SHORTEST = 5,   /* tokens of the shortest that is drawn */
    LENGTHS = 8     /* how many lengths there are from there on */
};

/* Sequences that were looked at. */
struct count {
    unsigned long sequences; /* how many */
    unsigned long accepted;  /* without optional syntax */
    unsigned long optional;  /* with it */
};

/* All that a run has in hand. */
struct run {
    const char *check;               /* what the check is called */
    struct arena arena;              /* parses */
    struct grammars grammars;        /* what it is held to */
    struct earley earleys[GRAMMARS]; /* without and with optional syntax */
    unsigned long wrong;             /* sequences with a disagreement */
};

/* Compares what the grammars said of a sequence with what the parser says. */
static void compare(struct run *run, const struct sequence *sequence,
                    const bool taken[GRAMMARS], struct count *count)
{
    char text[EARLEY_TOKENS * (LONGEST_TEXT + 1) + 1];
    bool wrong = false;
    count->sequences++;
    count->accepted += taken[0];
    count->optional += taken[1];
    for (unsigned mode = 0; mode < MODES; mode++) {
        bool wanted = taken[mode & WITH_OPTIONAL];
        if (parser_takes(&run->arena, sequence, mode) == wanted)
            continue;
        write_sequence(sequence, text);
        if (!wrong && run->wrong < SHOWN)
            fprintf(stderr,
                    "%s: the grammar %s, the parser does not "
                    "(optional syntax %s, macros %s): %s\n",
                    run->check, wanted ? "accepts" : "rejects",
                    mode & WITH_OPTIONAL ? "on" : "off",
                    mode & WITH_MACROS ? "on" : "off", text);
        wrong = true;
    }
    run->wrong += wrong;
}

/* Recognises and compares a sequence. */
static void try(struct run *run, const struct sequence *sequence, struct count *count)
{
    bool taken[GRAMMARS];
    for (size_t i = 0; i < GRAMMARS; i++)
        taken[i] = grammar_takes(&run->earleys[i], &run->grammars.right[i], sequence);
    compare(run, sequence, taken, count);
}

/* A sequence and all that go on from it, to a length. What was recognised of the
 * beginning is used for all of them. */
static void try_all(struct run *run, struct sequence *sequence, unsigned length,
                    struct count *count)
{
    bool taken[GRAMMARS];
    for (size_t i = 0; i < GRAMMARS; i++)
        taken[i] = earley_accepts(&run->earleys[i]);
    compare(run, sequence, taken, count);
    if (sequence->size == length)
        return;
    sequence->size++;
    for (size_t k = 0; k < KINDS; k++) {
        sequence->kinds[sequence->size - 1] = kind_at(k);
        for (size_t i = 0; i < GRAMMARS; i++)
            earley_push(&run->earleys[i], kind_at(k));
        try_all(run, sequence, length, count);
        for (size_t i = 0; i < GRAMMARS; i++)
            earley_pop(&run->earleys[i]);
    }
    sequence->size--;
}

/* All sequences of up to so many tokens, the one of none included. */
static struct count try_short(struct run *run, unsigned length)
{
    struct sequence sequence = {0};
    struct count count = {0};
    for (size_t i = 0; i < GRAMMARS; i++)
        earley_start(&run->earleys[i], &run->grammars.right[i]);
    try_all(run, &sequence, length, &count);
    return count;
}

/* The n-th drawn sequence: of a grammar, or of none. */
static void draw(struct run *run, const struct grammar *of, unsigned long n,
                 uint64_t *random, struct sequence *sequence)
{
    unsigned size = SHORTEST + (unsigned)bench_random_below(random, LENGTHS);
    if (n % 8 == 0)
        draw_any(size, random, sequence);
    else
        draw_sequence(&run->earleys[0], of, size, random, sequence);
}

/* Draws from the right grammars, and as often from the wrong ones: a mistake that the
 * parser makes is likely to be one of those. */
static struct count try_drawn(struct run *run, unsigned long number, uint64_t seed)
{
    struct count count = {0};
    struct sequence sequence;
    for (unsigned long n = 0; n < number; n++) {
        const struct grammars *from = &run->grammars;
        draw(run,
             n % 2 ? &from->right[n / 2 % GRAMMARS] : &from->wrong[n / 2 % PLANTED],
             bench_random(&seed), &seed, &sequence);
        try(run, &sequence, &count);
    }
    return count;
}

/* Every kind instead of each token and before it, and without it. */
static void try_changes(struct run *run, const struct sequence *sample,
                        struct count *count)
{
    struct sequence changed;
    for (unsigned at = 0; at < sample->size; at++) {
        changed = *sample;
        delete_kind(&changed, at);
        try(run, &changed, count);
        for (size_t k = 0; k < KINDS; k++) {
            changed = *sample;
            replace_kind(&changed, at, kind_at(k));
            try(run, &changed, count);
            changed = *sample;
            insert_kind(&changed, at, kind_at(k));
            try(run, &changed, count);
        }
    }
}

/* The kinds of a file's tokens. False: they are too many, or none. */
static bool read_sample(struct run *run, const char *name, struct sequence *sequence)
{
    struct cel_source source;
    struct cel_string text = read_file(name);
    arena_reset(&run->arena);
    bool copied = cel_copy_source(&run->arena, text.data, text.size, &source);
    free((void *)text.data);
    if (!copied)
        exit(2);
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    enum cel_token_kind kind;
    sequence->size = 0;
    while ((kind = (enum cel_token_kind)cel_lex(&lexer, NULL)->kind) != CEL_TOKEN_END) {
        if (sequence->size == EARLEY_TOKENS || kind >= CEL_TOKEN_BAD_CHARACTER)
            return false;
        sequence->kinds[sequence->size++] = kind;
    }
    return sequence->size > 0;
}

/* Whether a wrong grammar is noticed: among all sequences of up to two tokens, or those
 * drawn from it and from the right one. */
static bool is_noticed(struct run *run, const struct grammar *wrong, uint64_t seed)
{
    struct sequence sequence = {.size = 1};
    for (size_t i = 0; i < KINDS + KINDS * KINDS; i++) {
        sequence.size = i < KINDS ? 1 : 2;
        sequence.kinds[0] = kind_at(i % KINDS);
        sequence.kinds[1] = kind_at(i / KINDS % KINDS);
        if (grammar_takes(&run->earleys[1], wrong, &sequence) !=
            parser_takes(&run->arena, &sequence, WITH_OPTIONAL))
            return true;
    }
    for (unsigned long n = 0; n < TRIES; n++) {
        draw(run, n % 2 ? wrong : &run->grammars.right[1], n, &seed, &sequence);
        if (grammar_takes(&run->earleys[1], wrong, &sequence) !=
            parser_takes(&run->arena, &sequence, WITH_OPTIONAL))
            return true;
    }
    return false;
}

/* Returns whether a wrong grammar, with a rule dropped or planted, is noticed. */
static bool notices(struct run *run, const struct grammar *wrong, unsigned rule,
                    uint64_t seed)
{
    char text[200];
    if (is_noticed(run, wrong, seed))
        return true;
    grammar_write_rule(wrong, rule, text, sizeof text);
    fprintf(stderr, "%s: a %s rule is not noticed: %s\n", run->check,
            wrong->rules[rule].dropped ? "dropped" : "planted", text);
    return false;
}

/* Drops each step-th rule in turn, and tries each grammar with a rule planted. Returns
 * whether all are noticed. */
static bool try_wrong(struct run *run, unsigned step, uint64_t seed)
{
    static struct grammar wrong;
    unsigned noticed = 0, dropped = 0;
    for (unsigned i = 0; i < run->grammars.right[1].rule_count; i += step, dropped++) {
        wrong = run->grammars.right[1];
        wrong.rules[i].dropped = true;
        grammar_close(&wrong);
        noticed += notices(run, &wrong, i, seed);
    }
    for (unsigned i = 0; i < PLANTED; i++) {
        const struct grammar *planted = &run->grammars.wrong[i];
        noticed += notices(run, planted, planted->rule_count - 1, seed);
    }
    printf("%s: each of %u rules dropped and %d others planted: %u noticed\n",
           run->check, dropped, PLANTED, noticed);
    return noticed == dropped + PLANTED;
}

/* How the program was called. */
struct options {
    unsigned length;     /* of the longest sequence of which all are tried */
    unsigned long drawn; /* longer ones */
    uint64_t seed;       /* of what is drawn */
    unsigned step;       /* between the rules that are dropped */
};

static bool read_options(struct options *options, const char **check, int argc,
                         char **argv)
{
    for (int letter; (letter = getopt(argc, argv, "n:r:s:d:c:")) != -1;)
        switch (letter) {
        case 'n': options->length = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'r': options->drawn = strtoul(optarg, NULL, 10); break;
        case 's': options->seed = strtoull(optarg, NULL, 10); break;
        case 'c': *check = optarg; break;
        case 'd': options->step = (unsigned)strtoul(optarg, NULL, 10); break;
        default: return false;
        }
    return optind < argc && options->step > 0 && options->length > 0 &&
           options->length <= EARLEY_TOKENS;
}

static int run_all(struct run *run, const struct options *options, char **files)
{
    struct count some = {0};
    struct sequence sequence;
    unsigned long samples = 0;
    bool noticed = try_wrong(run, options->step, options->seed);
    struct count all = try_short(run, options->length);
    struct count drawn = try_drawn(run, options->drawn, options->seed);
    for (; *files != NULL; files++)
        if (read_sample(run, *files, &sequence)) {
            samples++;
            try_changes(run, &sequence, &some);
        }
    printf("%s: seed %llu: %lu longer sequences, %lu accepted (%lu with "
           "optional syntax); %lu with one token of %lu samples changed, %lu accepted "
           "(%lu)\n",
           run->check, (unsigned long long)options->seed, drawn.sequences,
           drawn.accepted, drawn.optional, some.sequences, samples, some.accepted,
           some.optional);
    printf("%s: %lu sequences of up to %u of %d kinds, %lu accepted (%lu "
           "with optional syntax), %lu disagreements\n",
           run->check, all.sequences, options->length, KINDS, all.accepted,
           all.optional, run->wrong);
    return !noticed || run->wrong > 0 || all.accepted == 0 || drawn.accepted == 0 ||
           some.accepted == 0;
}

int main(int argc, char **argv)
{
    static struct run run = {.check = "check-exhaustive"};
    struct options options = {.length = 3, .drawn = 100000, .seed = 1, .step = 1};
    if (!read_options(&options, &run.check, argc, argv)) {
        fprintf(stderr, "usage: exhaustive [-n LENGTH] [-r COUNT] [-s SEED] [-d STEP] "
                        "[-c NAME] FILE...\n");
        return 2;
    }
    if (!read_grammars(&run.grammars))
        return 2;
    arena_init(&run.arena, NULL);
    enum cel_token_kind misread = misread_kind(&run.arena);
    int status = 1;
    if (misread != CEL_TOKEN_END)
        fprintf(stderr, "%s: the text for %s is read as something else\n", run.check,
                cel_token_name(misread));
    else
        status = run_all(&run, &options, argv + optind);
    arena_destroy(&run.arena);
    return status;
}
