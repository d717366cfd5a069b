/* sequences.c: sequences of tokens: written, parsed, recognised, and drawn. */
#include "tests/sequences.h"

#include <string.h>

#include "bench/random.h"

/* What stands for the kinds that have no text of their own. The name is no macro's:
 * where one is, the shape of its arguments matters, which no grammar says. */
static const char *const texts[CEL_TOKEN_KINDS] = {
    [CEL_TOKEN_NAME] = "a",      [CEL_TOKEN_QUOTED_NAME] = "`a-b`",
    [CEL_TOKEN_RESERVED] = "as", [CEL_TOKEN_INT] = "1",
    [CEL_TOKEN_UINT] = "1u",     [CEL_TOKEN_DOUBLE] = "1.5",
    [CEL_TOKEN_STRING] = "'s'",  [CEL_TOKEN_BYTES] = "b's'",
};

/* The text that stands for a kind, the same at each place. A kind's own text stands in
 * backquotes. */
static struct cel_string text_of(enum cel_token_kind kind)
{
    if (texts[kind] != NULL)
        return (struct cel_string){texts[kind], strlen(texts[kind])};
    const char *text = cel_token_text(kind) + 1;
    return (struct cel_string){text, strcspn(text, "`")};
}

size_t write_sequence(const struct sequence *sequence, char *text)
{
    size_t size = 0;
    for (unsigned i = 0; i < sequence->size; i++) {
        struct cel_string next = text_of(sequence->kinds[i]);
        if (i > 0)
            text[size++] = ' ';
        memcpy(text + size, next.data, next.size);
        size += next.size;
    }
    text[size] = '\0';
    return size;
}

enum cel_token_kind misread_kind(struct arena *arena)
{
    for (size_t i = 0; i < KINDS; i++) {
        struct cel_source source;
        struct cel_string text = text_of(kind_at(i));
        arena_reset(arena);
        if (!cel_copy_source(arena, text.data, text.size, &source))
            return kind_at(i);
        struct cel_lexer lexer = cel_lexer_at(&source, 0);
        if (cel_lex(&lexer, NULL)->kind != kind_at(i) ||
            cel_lex(&lexer, NULL)->kind != CEL_TOKEN_END)
            return kind_at(i);
    }
    return CEL_TOKEN_END;
}

bool parser_takes(struct arena *arena, const struct sequence *sequence, unsigned mode)
{
    char text[EARLEY_TOKENS * (LONGEST_TEXT + 1) + 1];
    struct cel_unit unit;
    struct cel_options options = {.no_optional = (mode & WITH_OPTIONAL) == 0,
                                  .no_macros = (mode & WITH_MACROS) == 0};
    arena_reset(arena);
    return cel_parse(arena, text, write_sequence(sequence, text), &options, &unit);
}

bool grammar_takes(struct earley *earley, const struct grammar *grammar,
                   const struct sequence *sequence)
{
    earley_start(earley, grammar);
    for (unsigned i = 0; i < sequence->size; i++)
        if (!earley_push(earley, sequence->kinds[i]))
            return false;
    return earley_accepts(earley);
}

void replace_kind(struct sequence *sequence, unsigned at, enum cel_token_kind kind)
{
    sequence->kinds[at] = kind;
}

void insert_kind(struct sequence *sequence, unsigned at, enum cel_token_kind kind)
{
    if (sequence->size == EARLEY_TOKENS)
        return;
    memmove(sequence->kinds + at + 1, sequence->kinds + at,
            (sequence->size - at) * sizeof *sequence->kinds);
    sequence->kinds[at] = kind;
    sequence->size++;
}

void delete_kind(struct sequence *sequence, unsigned at)
{
    sequence->size--;
    memmove(sequence->kinds + at, sequence->kinds + at + 1,
            (sequence->size - at) * sizeof *sequence->kinds);
}

static enum cel_token_kind any_kind(uint64_t *random)
{
    return kind_at(bench_random_below(random, KINDS));
}

void draw_any(unsigned size, uint64_t *random, struct sequence *sequence)
{
    sequence->size = size;
    for (unsigned i = 0; i < size; i++)
        sequence->kinds[i] = any_kind(random);
}

static void change(struct sequence *sequence, uint64_t *random)
{
    unsigned at = (unsigned)bench_random_below(random, sequence->size);
    switch (bench_random_below(random, 3)) {
    case 0: replace_kind(sequence, at, any_kind(random)); break;
    case 1: insert_kind(sequence, at, any_kind(random)); break;
    default: delete_kind(sequence, at); break;
    }
}

/* What makes the shape of a sentence. There are many operators and literals beside it,
 * of which one is as good as another. */
static bool is_punctuation(enum cel_token_kind kind)
{
    return kind >= CEL_TOKEN_QUESTION || kind <= CEL_TOKEN_QUOTED_NAME;
}

/* One of the kinds that may come next: a closing one if there is, if `close`; only
 * punctuation, if `shape`. In a grammar with a rule that cannot be finished there may
 * be none: CEL_TOKEN_END. */
static enum cel_token_kind draw_next(const struct earley *earley, bool close,
                                     bool shape, uint64_t *random)
{
    static const enum cel_token_kind closing[] = {
        CEL_TOKEN_RIGHT_PAREN, CEL_TOKEN_RIGHT_BRACKET, CEL_TOKEN_RIGHT_BRACE,
        CEL_TOKEN_COLON, CEL_TOKEN_NAME};
    enum cel_token_kind found[KINDS];
    size_t count = 0;
    for (size_t i = 0; close && i < sizeof closing / sizeof *closing; i++)
        if (earley_expects(earley, closing[i]))
            return closing[i];
    for (size_t i = 0; i < KINDS; i++)
        if (earley_expects(earley, kind_at(i)) &&
            (!shape || is_punctuation(kind_at(i))))
            found[count++] = kind_at(i);
    return count > 0 ? found[bench_random_below(random, count)] : CEL_TOKEN_END;
}

void draw_sequence(struct earley *earley, const struct grammar *grammar, unsigned least,
                   uint64_t *random, struct sequence *sequence)
{
    bool mostly_shape = bench_random_below(random, 2) == 0;
    sequence->size = 0;
    earley_start(earley, grammar);
    while (sequence->size < least ||
           (sequence->size < EARLEY_TOKENS && !earley_accepts(earley))) {
        bool close = sequence->size >= least;
        bool shape = bench_random_below(random, mostly_shape ? 8 : 2) > 0;
        enum cel_token_kind kind = draw_next(earley, close, shape, random);
        if (kind == CEL_TOKEN_END)
            break;
        earley_push(earley, kind);
        sequence->kinds[sequence->size++] = kind;
    }
    size_t changes = bench_random_below(random, 4);
    for (size_t i = 2; i <= changes && sequence->size > 1; i++)
        change(sequence, random);
}
