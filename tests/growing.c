/* growing.c: text that grows as it needs to. */
#include "tests/growing.h"

#include <stdlib.h>
#include <string.h>

bool grow(void *context, const char *bytes, size_t size)
{
    struct growing *text = context;
    if (size > text->room - text->size) {
        text->room = 2 * (text->size + size);
        text->bytes = realloc(text->bytes, text->room);
        if (text->bytes == NULL)
            abort();
    }
    if (size > 0)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    return true;
}

void grow_anew(struct cel_writer *out, struct growing *text)
{
    text->size = 0;
    cel_writer_init(out, grow, text);
}

struct cel_string grown_text(const struct growing *text)
{
    return (struct cel_string){text->bytes != NULL ? text->bytes : "", text->size};
}
