/* lexer.c: the tokens of any text. They cover it in order, but for blanks and comments,
 * each is what its kind says, and they are the same by the rules alone, in an arena and
 * out of one, from any token's beginning on, and wherever the text lies in memory:
 * scan.c reads it in chunks. The header's byte says where. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { MOST = FUZZ_LONGEST + 1 };

/* The tokens of a text, the end's included. */
struct tokens {
    struct cel_token all[MOST]; /* the tokens */
    size_t count;               /* how many */
};

typedef const struct cel_token *reads(struct cel_lexer *lexer, struct arena *arena);

static void read_all(struct tokens *tokens, reads *read, struct arena *arena,
                     const struct cel_source *source, uint32_t from)
{
    struct cel_lexer lexer = cel_lexer_at(source, from);
    tokens->count = 0;
    do {
        fuzz_expect(tokens->count < MOST, "there are not more tokens than bytes");
        tokens->all[tokens->count] = *read(&lexer, arena);
    } while (tokens->all[tokens->count++].kind != CEL_TOKEN_END);
    fuzz_expect(read(&lexer, arena)->kind == CEL_TOKEN_END, "the end comes again");
}

static void expect_equal(const struct tokens *got, const struct tokens *wanted,
                         size_t from, const char *what)
{
    fuzz_expect(got->count == wanted->count - from, what);
    for (size_t i = 0; i < got->count; i++) {
        const struct cel_token *a = &got->all[i], *b = &wanted->all[from + i];
        fuzz_expect(a->kind == b->kind && a->offset == b->offset &&
                        a->length == b->length,
                    what);
    }
}

/* Where blanks and comments end. */
static uint32_t skip_blanks(struct cel_string text, uint32_t at)
{
    for (;;) {
        while (at < text.size && strchr(" \t\n\f\r", text.data[at]) != NULL)
            at++;
        if (at + 1 >= text.size || memcmp(text.data + at, "//", 2) != 0)
            return at;
        while (at < text.size && text.data[at] != '\n')
            at++;
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(struct cel_string text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_letter(text.data[i]) && (i == 0 || !is_digit(text.data[i])))
            return false;
    return text.size > 0;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Letters before a literal's quotes; false: there are no quotes. */
static bool find_prefix(struct cel_string text, bool *bytes)
{
    size_t i = 0;
    for (*bytes = false; i < text.size && strchr("rRbB", text.data[i]) != NULL; i++)
        *bytes |= text.data[i] == 'b' || text.data[i] == 'B';
    return i <= 2 && i < text.size && is_quote(text.data[i]);
}

/* Whether the text may be a token of that kind. The next byte is behind it. */
static bool is_of_kind(enum cel_token_kind kind, struct cel_string text)
{
    const char *fixed = cel_token_text(kind);
    char first = text.data[0], last = text.data[text.size - 1],
         next = text.data[text.size];
    bool bytes, literal = find_prefix(text, &bytes);
    if (fixed[0] == '`') /* its own text, in backquotes */
        return strlen(fixed) == text.size + 2 &&
               memcmp(fixed + 1, text.data, text.size) == 0;
    switch (kind) {
    case CEL_TOKEN_NAME:
    case CEL_TOKEN_RESERVED:
        return is_word(text) && !is_letter(next) && !is_digit(next);
    case CEL_TOKEN_QUOTED_NAME: return text.size > 2 && first == '`' && last == '`';
    case CEL_TOKEN_INT: return is_digit(first) && !is_digit(next);
    case CEL_TOKEN_UINT: return is_digit(first) && (last == 'u' || last == 'U');
    case CEL_TOKEN_DOUBLE: return (is_digit(first) || first == '.') && is_digit(last);
    case CEL_TOKEN_STRING: return literal && !bytes && is_quote(last);
    case CEL_TOKEN_BYTES: return literal && bytes && is_quote(last);
    case CEL_TOKEN_BAD_STRING: return literal;
    case CEL_TOKEN_BAD_ESCAPE: return literal && is_quote(last);
    case CEL_TOKEN_BAD_NAME: return first == '`';
    case CEL_TOKEN_BAD_CHARACTER: return cel_utf8_count(text.data, text.size) == 1;
    default: return false;
    }
}

/* What cel_bad_escape finds is inside the literal. */
static void check_escape(struct cel_string literal)
{
    const char *end = literal.data + literal.size;
    struct cel_string escape = cel_bad_escape(literal.data, end);
    fuzz_expect(escape.size > 1 && escape.data[0] == '\\' &&
                    escape.data > literal.data && escape.data + escape.size <= end,
                "a wrong escape sequence is found in its literal");
}

static void check_cover(const struct cel_source *source, const struct tokens *tokens)
{
    struct cel_string text = {source->text, source->size};
    uint32_t at = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        struct cel_span span = cel_token_span(&tokens->all[i]);
        enum cel_token_kind kind = (enum cel_token_kind)tokens->all[i].kind;
        fuzz_expect(span.start == skip_blanks(text, at) && span.end <= text.size,
                    "only blanks and comments stand between two tokens");
        at = span.end;
        if (kind == CEL_TOKEN_END)
            break;
        struct cel_string token = {text.data + span.start, span.end - span.start};
        fuzz_expect(token.size > 0 && is_of_kind(kind, token),
                    "a token is what its kind says");
        if (kind == CEL_TOKEN_BAD_ESCAPE)
            check_escape(token);
    }
    fuzz_expect(at == text.size, "the tokens end with the text");
}

/* The same text elsewhere: `shift` bytes behind what malloc aligns, and nothing but the
 * padding behind it. */
static void check_elsewhere(const struct cel_source *source, size_t shift,
                            const struct tokens *wanted)
{
    static struct tokens tokens;
    char *block = malloc(shift + source->size + CEL_PADDING);
    struct cel_source there = {block + shift, source->size, source->ascii, NULL};
    memcpy(block + shift, source->text, source->size + CEL_PADDING);
    if (fuzz_is_planted("elsewhere") && source->size > 0)
        block[shift] ^= 1;
    read_all(&tokens, cel_lex, NULL, &there, 0);
    expect_equal(&tokens, wanted, 0, "the tokens are the same wherever the text lies");
    free(block);
}

static void plant(struct tokens *tokens)
{
    struct cel_token *first = &tokens->all[0];
    if (fuzz_is_planted("kind") && first->kind == CEL_TOKEN_NAME)
        first->kind = CEL_TOKEN_INT;
    if (fuzz_is_planted("offset"))
        first->offset++;
    if (fuzz_is_planted("length") && tokens->count > 1)
        first->length++;
    if (fuzz_is_planted("lost") && tokens->count > 1)
        memmove(first, first + 1, --tokens->count * sizeof *first);
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct tokens wanted, got;
    struct arena arena;
    struct cel_source source;
    size_t size = fuzz_text_size(text);
    arena_init(&arena, NULL);
    fuzz_expect(cel_copy_source(&arena, text.data, size, &source), "there is memory");
    read_all(&wanted, cel_lex_by_rules, NULL, &source, 0);
    plant(&wanted);
    check_cover(&source, &wanted);
    read_all(&got, cel_lex, &arena, &source, 0);
    expect_equal(&got, &wanted, 0, "the tokens are those of the rules");
    size_t from = header[0] / 16 % wanted.count;
    read_all(&got, cel_lex, NULL, &source, wanted.all[from].offset);
    expect_equal(&got, &wanted, from, "the tokens are the same from any token on");
    check_elsewhere(&source, header[0] % 16, &wanted);
    arena_destroy(&arena);
}

static const char *const plants[] = {"kind", "offset",    "length",
                                     "lost", "elsewhere", NULL};

const struct fuzz_target fuzz_target = {"lexer", 1, true, plants, run};
