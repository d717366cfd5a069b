/* starter.c: what lives longer than its unit. */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

/* The name that the unit is, in memory of `kept`; empty if it is none, or without
 * memory. */
static struct cel_string keep_name(struct arena *kept, const struct cel_unit *unit)
{
    (void)kept; /* the name is still the unit's: your turn */
    if (unit->root == NULL || unit->root->kind != CEL_IDENT)
        return (struct cel_string){"", 0};
    return cel_text(unit, unit->root);
}

#include "test.c"
