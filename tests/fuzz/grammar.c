/* grammar.c: any text, or its first 63 tokens: the parser against the published grammar
 * (tests/cel.ebnf), which tests/earley.c recognises slowly. What is valid is in the
 * grammar; what is in the grammar has no errors but those of literals and macros, which
 * the grammar knows nothing of. The header has options for the parser. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/grammars.h"

enum { FLAGS, HEADER };

/* The grammar, or, where a fault is planted, that grammar and a rule that CEL has not.
 */
static const struct grammar *choose_grammar(bool optional)
{
    static struct grammars grammars;
    static bool is_read;
    char name[16];
    if (!is_read && !read_grammars(&grammars))
        exit(1);
    is_read = true;
    for (unsigned i = 0; i < PLANTED; i++) {
        snprintf(name, sizeof name, "rule %u", i);
        if (fuzz_is_planted(name))
            return &grammars.wrong[i];
    }
    return &grammars.right[optional];
}

/* A text's tokens, as many as the recogniser takes. */
struct sentence {
    enum cel_token_kind kinds[EARLEY_TOKENS]; /* them */
    size_t count;                             /* how many */
    size_t size;                              /* bytes up to the end of the last */
};

static void read_sentence(struct sentence *sentence, const struct cel_source *source)
{
    struct cel_lexer lexer = cel_lexer_at(source, 0);
    sentence->count = sentence->size = 0;
    while (sentence->count < EARLEY_TOKENS) {
        const struct cel_token *token = cel_lex(&lexer, NULL);
        if (token->kind == CEL_TOKEN_END)
            break;
        sentence->kinds[sentence->count++] = (enum cel_token_kind)token->kind;
        sentence->size = cel_token_span(token).end;
    }
}

static bool is_in(const struct sentence *sentence, const struct grammar *grammar)
{
    static struct earley earley;
    earley_start(&earley, grammar);
    for (size_t i = 0; i < sentence->count; i++)
        if (sentence->kinds[i] >= CEL_TOKEN_BAD_CHARACTER ||
            !earley_push(&earley, sentence->kinds[i]))
            return false;
    return earley_accepts(&earley);
}

/* Whether an error is of a later step than the grammar. */
static bool is_later(const struct cel_diagnostic *d)
{
    const char *code = cel_code_name(d->code);
    return strncmp(code, "E04", 3) == 0 || strncmp(code, "E05", 3) == 0;
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct arena arena;
    struct cel_options options = fuzz_options(header[FLAGS]);
    struct cel_source source;
    struct cel_unit unit;
    struct sentence sentence;
    if (arena.backend == NULL)
        arena_init(&arena, NULL);
    fuzz_expect(cel_copy_source(&arena, text.data, fuzz_text_size(text), &source),
                "there is memory");
    read_sentence(&sentence, &source);
    bool valid = cel_parse(&arena, text.data, sentence.size, &options, &unit);
    bool taken = is_in(&sentence, choose_grammar(!options.no_optional));
    fuzz_expect(!valid || taken, "what is valid is in the grammar");
    const struct cel_diagnostic *d = unit.diagnostics.first;
    for (; taken && d != NULL; d = d->next)
        fuzz_expect(is_later(d), "what is in the grammar has no error of syntax");
    arena_reset(&arena);
}

static const char *const plants[] = {
    "rule 0",  "rule 1",  "rule 2",  "rule 3",  "rule 4",  "rule 5",  "rule 6",
    "rule 7",  "rule 8",  "rule 9",  "rule 10", "rule 11", "rule 12", "rule 13",
    "rule 14", "rule 15", "rule 16", "rule 17", "rule 18", "rule 19", NULL};

const struct fuzz_target fuzz_target = {"grammar", HEADER, true, plants, run};
