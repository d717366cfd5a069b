/* starter.c: the innermost node round a byte. */
#include <stdio.h>
#include <string.h>

#include "ast/walk.h"
#include "parser/parser.h"

/* The innermost node that has the byte at `offset` in it, or NULL. */
static const struct cel_node *innermost(struct arena *arena,
                                        const struct cel_unit *unit, uint32_t offset)
{
    (void)arena, (void)offset; /* the whole is not always the answer: your turn */
    return unit->root;
}

#include "test.c"
