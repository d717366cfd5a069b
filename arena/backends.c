/* backends.c: the list of backends. A new one is a file, a line here and in backends.h;
 * spec.c says what options it takes and names it in an error, as the command's help
 * does. */
#include "backends.h"

#include <string.h>

#include "backend/backend.h"

static const struct arena_backend *const backends[] = {
    &arena_bump, &arena_malloc, &arena_slab, &arena_fixed, &arena_host};

const char *arena_backend_name(size_t i)
{
    return i < sizeof backends / sizeof *backends ? backends[i]->name : NULL;
}

const struct arena_backend *arena_backend_named(const char *name)
{
    for (size_t i = 0; i < sizeof backends / sizeof *backends; i++)
        if (strcmp(backends[i]->name, name) == 0)
            return backends[i];
    return NULL;
}
