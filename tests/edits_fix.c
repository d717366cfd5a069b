/* edits_fix.c: whether fixes are what they say they are: certain. They are put into
 * effect one after the other, as someone does who takes each offer of an editor. */
#include "tests/edits.h"

#include <string.h>

enum { MOST_ROUNDS = 300 }; /* more than any text here has fixes */

static const struct cel_diagnostic *first_with_fix(const struct cel_unit *unit)
{
    const struct cel_diagnostic *d = unit->diagnostics.first;
    while (d != NULL && d->fix == NULL)
        d = d->next;
    return d;
}

static bool has_error(const struct cel_unit *unit, enum cel_code code, uint32_t start)
{
    const struct cel_diagnostic *d = unit->diagnostics.first;
    while (d != NULL && (d->code != code || d->span.start != start))
        d = d->next;
    return d != NULL;
}

/* The unit's text with the fix in effect. */
static bool repair(const struct cel_unit *unit, const struct cel_fix *fix,
                   struct buffer *text)
{
    const struct cel_source *source = &unit->source;
    text->size = 0;
    return collect_bytes(text, source->text, fix->span.start) &&
           collect_bytes(text, fix->replacement.data, fix->replacement.size) &&
           collect_bytes(text, source->text + fix->span.end,
                         source->size - fix->span.end);
}

/* Counts what came of the fix of an error that stood at `start`. */
static void count_fix(struct fixes *fixes, const struct cel_unit *unit,
                      enum cel_code code, uint32_t start, bool alone)
{
    fixes->tried++;
    fixes->gone += !has_error(unit, code, start);
    fixes->alone += alone;
    fixes->cured += alone && unit->diagnostics.first == NULL;
}

const char *try_fixes(struct arena *arena, const struct cel_unit *unit,
                      struct fixes *fixes)
{
    static struct buffer text;
    struct cel_unit repaired = *unit;
    const struct cel_diagnostic *d = first_with_fix(unit);
    for (int round = 0; d != NULL; round++) {
        enum cel_code code = d->code;
        uint32_t start = d->span.start;
        bool alone = repaired.diagnostics.first->next == NULL &&
                     !repaired.diagnostics.more;
        if (round == MOST_ROUNDS || !repair(&repaired, d->fix, &text))
            return "fix follows fix without an end";
        arena_reset(arena);
        cel_parse(arena, text.bytes, text.size, NULL, &repaired);
        count_fix(fixes, &repaired, code, start, alone);
        d = first_with_fix(&repaired);
    }
    return NULL;
}
