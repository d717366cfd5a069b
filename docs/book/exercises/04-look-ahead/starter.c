/* starter.c: as many tokens ahead as are wanted. */
#include "lexer.h"

/* The token that has `ahead` others before it, or the one of the end. */
static const struct token *look(struct lexer *lexer, size_t ahead)
{
    (void)ahead; /* your turn */
    return &lexer->first->token;
}

#include "test.c"
