/* starter.c: how many comments a text has. */
#include <stdio.h>
#include <string.h>

#include "lexer/lexer.h"

/* How many comments there are in a text. */
static unsigned count_comments(const struct cel_source *source)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < source->size; i++) /* strings are not asked: your turn */
        count += source->text[i] == '/' && source->text[i + 1] == '/';
    return count;
}

#include "test.c"
