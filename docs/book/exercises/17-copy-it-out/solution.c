/* solution.c: what lives longer than its unit. */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

/* The name that the unit is, in memory of `kept`; empty if it is none, or without
 * memory. */
static struct cel_string keep_name(struct arena *kept, const struct cel_unit *unit)
{
    if (unit->root == NULL || unit->root->kind != CEL_IDENT)
        return (struct cel_string){"", 0};
    struct cel_string name = cel_text(unit, unit->root);
    char *copy = arena_alloc(kept, name.size, "name");
    if (copy == NULL)
        return (struct cel_string){"", 0};
    memcpy(copy, name.data, name.size);
    return (struct cel_string){copy, name.size};
}

#include "test.c"
