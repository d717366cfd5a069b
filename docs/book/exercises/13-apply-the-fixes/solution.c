/* solution.c: a text with its fixes applied. */
#include <stdio.h>
#include <string.h>

#include "parser/parser.h"

static char *append(char *to, const char *from, size_t size)
{
    memcpy(to, from, size);
    return to + size;
}

/* The unit's text with all fixes applied, in the arena; NULL: no memory. */
static const char *repair(struct arena *arena, const struct cel_unit *unit)
{
    const struct cel_diagnostic *d;
    const struct cel_source *source = &unit->source;
    size_t size = source->size + (size_t)1;
    for (d = unit->diagnostics.first; d; d = d->next)
        size += d->fix ? d->fix->replacement.size : 0; /* at most: none is left out */
    char *text = ARENA_ARRAY(arena, char, size), *end = text;
    if (!text)
        return NULL;
    uint32_t done = 0; /* bytes of the source that have been copied or replaced */
    for (d = unit->diagnostics.first; d; d = d->next) {
        const struct cel_fix *fix = d->fix;
        if (!fix || fix->span.start < done)
            continue;
        end = append(end, source->text + done, fix->span.start - done);
        end = append(end, fix->replacement.data, fix->replacement.size);
        done = fix->span.end;
    }
    end = append(end, source->text + done, source->size - done);
    *end = '\0';
    return text;
}

#include "test.c"
