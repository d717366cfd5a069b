/* starter.c: a text with its fixes applied. */
#include <stdio.h>
#include <string.h>

#include "parser/parser.h"

/* The unit's text with all fixes applied, in the arena; NULL: no memory. */
static const char *repair(struct arena *arena, const struct cel_unit *unit)
{
    (void)arena; /* as it was: your turn */
    return unit->source.text;
}

#include "test.c"
