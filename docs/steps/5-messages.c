/* Step 5: messages. They are data in the unit's arena until somebody renders them. */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

static bool print(void *context, const char *bytes, size_t size)
{
    return fwrite(bytes, 1, size, (FILE *)context) == size;
}

int main(void)
{
    const char *text = "size(name) <= 9999999999999999999\n  && name = 'x'";
    struct arena arena;
    struct cel_unit unit;
    struct cel_places places;
    struct cel_writer out;
    arena_init(&arena, NULL);
    cel_parse(&arena, text, strlen(text), NULL, &unit);
    bool found = cel_index_places(&arena, &unit.source, &places);
    cel_writer_init(&out, print, stdout);
    for (const struct cel_diagnostic *d = unit.diagnostics.first; d; d = d->next)
        cel_render(&out, (struct cel_string){"a.cel", 5}, found ? &places : NULL, d,
                   false);
    cel_writer_flush(&out);
    arena_destroy(&arena);
}
