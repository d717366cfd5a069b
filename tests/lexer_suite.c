/* lexer_suite.c: tokens. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
            arena_reset(arena);
        }
        unmake_arena(&made);
    }
}

void lexer_tokens(struct report *report)
{
    check_tokens(report, good_tokens, sizeof good_tokens / sizeof *good_tokens);
}

void lexer_bad_tokens(struct report *report)
{
    check_tokens(report, bad_tokens, sizeof bad_tokens / sizeof *bad_tokens);
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
        expect(report, name->kind == CEL_TOKEN_NAME, "a name of %zu bytes", sizes[i]);
        expect(report, cel_token_length(name) == sizes[i], "its length, %u",
               cel_token_length(name));
        expect(report, plus->kind == CEL_TOKEN_PLUS && plus->offset == sizes[i] + 1,
               "the token behind it");
        arena_reset(&arena);
        lexer = cel_lexer_at(&source, 0);
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
