/* Step 2: tokens. Each is an object in the arena and points into the text. */
#include <stdio.h>
#include <string.h>

#include "lexer/lexer.h"

int main(void)
{
    const char *text = "size(name) <= 63 // a DNS label";
    struct arena arena;
    struct cel_source source;
    arena_init(&arena, NULL);
    if (!cel_copy_source(&arena, text, strlen(text), &source))
        return 1;
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    const struct cel_token *token;
    while ((token = cel_lex(&lexer, &arena)) && token->kind != CEL_TOKEN_END)
        printf("%2u %-11s %.*s\n", (unsigned)token->offset,
               cel_token_name((enum cel_token_kind)token->kind),
               (int)cel_token_length(token), source.text + token->offset);
    printf("%zu bytes of arena\n", arena_used(&arena));
    arena_destroy(&arena);
}
