/* solution.c: how many comments a text has. */
#include <stdio.h>
#include <string.h>

#include "lexer/lexer.h"

/* How many comments begin in a text of blanks and comments. */
static unsigned count_between(const char *at, const char *end)
{
    unsigned count = 0;
    for (; at < end; at++) {
        if (*at != '/')
            continue;
        count++;
        while (at < end && *at != '\n')
            at++;
    }
    return count;
}

/* How many comments there are in a text. */
static unsigned count_comments(const struct cel_source *source)
{
    struct cel_lexer lexer = cel_lexer_at(source, 0);
    const struct cel_token *token;
    unsigned count = 0;
    uint32_t end = 0; /* of the token before */
    do {
        token = cel_lex(&lexer, NULL);
        count += count_between(source->text + end, source->text + token->offset);
        end = cel_token_span(token).end;
    } while (token->kind != CEL_TOKEN_END);
    return count;
}

#include "test.c"
