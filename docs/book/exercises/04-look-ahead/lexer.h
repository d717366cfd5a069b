/* lexer.h: tokens in an arena, each linked to the one behind it. */
#ifndef LEXER_H
#define LEXER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "docs/ladder/scan.h"

static void *must(void *memory)
{
    return memory ? memory : (exit(2), NULL);
}

#include "docs/ladder/3-arena.h"

struct link {
    struct token token;
    struct link *next; /* NULL: what is behind it has not been read */
};

struct lexer {
    struct arena *arena;
    const char *cursor, *end; /* the text that has not been read */
    struct link *first;       /* the next token */
    size_t read;              /* how many tokens have been read */
};

/* Reads one token more. */
static struct link *read_token(struct lexer *lexer)
{
    struct link *link = arena_alloc(lexer->arena, sizeof *link);
    *link = (struct link){scan(&lexer->cursor, lexer->end), NULL};
    lexer->read++;
    return link;
}

#endif
