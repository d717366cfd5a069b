/* lexer_suite.c: tokens. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/random.h"
#include "tests/cases/lexer.h"
#include "tests/arenas.h"

/* The tokens of a text as KIND=text, one after the other. */
static void list_tokens(const char *text, struct arena *arena, struct text *listed)
{
    struct cel_source source;
    struct cel_writer out;
    cel_copy_source(arena, text, strlen(text), &source);
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    const struct cel_token *token;
    cel_writer_init(&out, collect, listed);
    while ((token = cel_lex(&lexer, arena))->kind != CEL_TOKEN_END) {
        cel_write(&out, out.used > 0 ? " " : "");
        cel_write(&out, cel_token_name((enum cel_token_kind)token->kind));
        cel_write_char(&out, '=');
        cel_write_bytes(&out, source.text + token->offset, cel_token_length(token));
    }
    cel_writer_flush(&out);
}

static void check_tokens(struct report *report, const struct token_case *cases,
                         size_t count)
{
    const char *spec;
    for (size_t b = 0; (spec = spec_at(b)) != NULL; b++) {
        struct made made;
        struct arena *arena = make_arena(&made, spec, NULL);
        for (size_t i = 0; i < count; i++) {
            struct text listed = {0};
            list_tokens(cases[i].text, arena, &listed);
            expect_text(report, cases[i].text, listed.bytes, cases[i].tokens);
            expect(report, listed.size == strlen(cases[i].tokens), "%s: %zu bytes",
                   cases[i].text, listed.size);
            arena_reset(arena);
        }
        unmake_arena(&made);
    }
}

void lexer_tokens(struct report *report)
{
    check_tokens(report, good_tokens, COUNT(good_tokens));
}

void lexer_bad_tokens(struct report *report)
{
    check_tokens(report, bad_tokens, COUNT(bad_tokens));
}

/* The first escape sequence that is none, of each kind of literal. */
void lexer_bad_escapes(struct report *report)
{
    for (size_t i = 0; i < COUNT(escape_cases); i++) {
        const char *text = escape_cases[i].text;
        char bad[40] = "";
        struct cel_string found = cel_bad_escape(text, text + strlen(text));
        memcpy(bad, found.data, found.size);
        expect_text(report, text, bad, escape_cases[i].escape);
        expect(report, found.size == strlen(bad), "%s: %zu bytes", text, found.size);
        expect(report, found.size > 0 || found.data == text + strlen(text),
               "%s: none is nothing at its end", text);
    }
    static const char plain[] = "'a'\\q";
    expect(report, cel_bad_escape(plain, plain + 3).size == 0,
           "what is behind a literal is not looked at");
}

void lexer_long_token(struct report *report)
{
    size_t sizes[] = {CEL_TOKEN_LONG - 1, CEL_TOKEN_LONG, CEL_TOKEN_LONG + 1};
    char *text = malloc(CEL_TOKEN_LONG + 16);
    struct arena arena;
    arena_init(&arena, NULL);
    if (!expect(report, text != NULL, "16 MiB for the test"))
        return;
    for (size_t i = 0; i < 3; i++) {
        struct cel_source source;
        memset(text, 'a', sizes[i]);
        memcpy(text + sizes[i], " + b", 4);
        cel_copy_source(&arena, text, sizes[i] + 4, &source);
        struct cel_lexer lexer = cel_lexer_at(&source, 0);
        const struct cel_token *name = cel_lex(&lexer, &arena);
        const struct cel_token *plus = cel_lex(&lexer, &arena);
        expect(report, name != &lexer.token.token, "it is the arena's");
        expect(report, name->kind == CEL_TOKEN_NAME, "a name of %zu bytes", sizes[i]);
        expect(report, cel_token_length(name) == sizes[i], "its length, %u",
               cel_token_length(name));
        expect(report, plus->kind == CEL_TOKEN_PLUS && plus->offset == sizes[i] + 1,
               "the token behind it");
        lexer = cel_lexer_at(&source, 0);
        expect(report, cel_token_length(cel_lex(&lexer, NULL)) == sizes[i],
               "its length without an arena");
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    free(text);
}

/* A string that cel_lex reads without the rules, of each length round the longest that
 * a token of 8 bytes can tell. */
void lexer_long_string(struct report *report)
{
    size_t sizes[] = {CEL_TOKEN_LONG - 1, CEL_TOKEN_LONG, CEL_TOKEN_LONG + 1};
    char *text = malloc(CEL_TOKEN_LONG + 16);
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < 3 && expect(report, text != NULL, "16 MiB"); i++) {
        struct cel_source source;
        memset(text, 'a', sizes[i]);
        text[0] = text[sizes[i] - 1] = '"';
        cel_copy_source(&arena, text, sizes[i], &source);
        struct cel_lexer lexer = cel_lexer_at(&source, 0);
        const struct cel_token *string = cel_lex(&lexer, &arena);
        expect(report, string->kind == CEL_TOKEN_STRING, "string of %zu", sizes[i]);
        expect(report, cel_token_length(string) == sizes[i], "its length, %u",
               cel_token_length(string));
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    free(text);
}

void lexer_spans(struct report *report)
{
    struct arena arena;
    struct cel_source source;
    arena_init(&arena, NULL);
    cel_copy_source(&arena, "ab  <=\n'x'", 10, &source);
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    static const struct cel_span spans[] = {
        {0, 2}, {4, 6}, {7, 10}, {10, 10}, {10, 10}};
    for (size_t i = 0; i < 5; i++) {
        struct cel_span with = cel_token_span(cel_lex(&lexer, i % 2 ? &arena : NULL));
        expect(report, with.start == spans[i].start && with.end == spans[i].end,
               "token %zu: %u to %u", i, with.start, with.end);
    }
    lexer = cel_lexer_at(&source, 4);
    expect(report, cel_lex(&lexer, NULL)->kind == CEL_TOKEN_LESS_EQUAL,
           "a lexer may begin anywhere");
    arena_destroy(&arena);
}

/* Pieces that texts are put together from at random: all that cel_lex tells apart. */
static const char *const pieces[] = {" ",
                                     "  ",
                                     "\n    ",
                                     "\t",
                                     "\v",
                                     "\f\r",
                                     "a",
                                     "_b9",
                                     "r",
                                     "b",
                                     "bR",
                                     "Rb",
                                     "name",
                                     "true",
                                     "trues",
                                     "in",
                                     "int",
                                     "if",
                                     "as",
                                     "for",
                                     "null",
                                     "false",
                                     "void",
                                     "while",
                                     "return",
                                     "const",
                                     "namespace",
                                     "let",
                                     "import",
                                     "else",
                                     "loop",
                                     "var",
                                     "break",
                                     "package",
                                     "function",
                                     "continue",
                                     "0",
                                     "9u",
                                     "0x1F",
                                     "1.5",
                                     "e3",
                                     ".",
                                     "..",
                                     ".5",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     ",",
                                     ":",
                                     "?",
                                     "+",
                                     "-",
                                     "*",
                                     "%",
                                     "!",
                                     "&",
                                     "/",
                                     "<",
                                     "=",
                                     ">",
                                     "|",
                                     "&&",
                                     "||",
                                     "==",
                                     "!=",
                                     "//",
                                     "'",
                                     "\"",
                                     "'''",
                                     "'x'",
                                     "\"y z\"",
                                     "'it'",
                                     "\\",
                                     "\\n",
                                     "`",
                                     "`q`",
                                     "$",
                                     "#",
                                     "\xc3\xa9",
                                     "\xe2\x82\xac",
                                     "abcdefghijklmno",
                                     "abcdefghijklmnop",
                                     "abcdefghijklmnopq",
                                     "'fifteen bytes.'",
                                     "'sixteen bytes..'",
                                     "'seventeen bytes.'"};

/* Reads a text with cel_lex and with the rules; the number of tokens, or 0 where the
 * two do not agree. */
static unsigned tokens_agreed_on(const struct cel_source *source)
{
    struct cel_lexer one = cel_lexer_at(source, 0), other = cel_lexer_at(source, 0);
    for (unsigned count = 1;; count++) {
        const struct cel_token *fast = cel_lex(&one, NULL);
        const struct cel_token *plain = cel_lex_by_rules(&other, NULL);
        if (fast->kind != plain->kind || fast->offset != plain->offset ||
            cel_token_length(fast) != cel_token_length(plain))
            return 0;
        if (fast->kind == CEL_TOKEN_END)
            return count;
    }
}

void lexer_agrees_with_its_rules(struct report *report)
{
    enum { TEXTS = 20000, PIECES = 24 };
    struct arena arena;
    uint64_t random = 1;
    arena_init(&arena, NULL);
    for (unsigned i = 0; i < TEXTS; i++) {
        struct text text = {0};
        struct cel_source source;
        for (unsigned k = 0; k < 1 + i % PIECES; k++) {
            const char *piece = pieces[bench_random_below(&random, COUNT(pieces))];
            collect(&text, piece, strlen(piece));
        }
        cel_copy_source(&arena, text.bytes, text.size, &source);
        if (!expect(report, tokens_agreed_on(&source) > 0, "text %u: %s", i,
                    text.bytes))
            break;
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}
