/* units.c: reading texts, and joining them to a long one. */
#include "bench/units.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

/* Adds a text that is the set's from now on; CEL_PADDING bytes more are its own. */
static void adopt(struct units *units, char *text, size_t size)
{
    if (units->count == units->capacity) {
        units->capacity = units->capacity ? 2 * units->capacity : 64;
        units->texts =
            checked(realloc(units->texts, units->capacity * sizeof *units->texts));
    }
    memset(text + size, 0, CEL_PADDING);
    units->texts[units->count++] = (struct cel_string){text, size};
    units->bytes += size;
}

void units_add(struct units *units, struct cel_string text)
{
    char *copy = checked(malloc(text.size + CEL_PADDING));
    memcpy(copy, text.data, text.size);
    adopt(units, copy, text.size);
}

static bool read_all(FILE *file, struct cel_string *text)
{
    size_t size = 0, capacity = 1 << 16;
    char *buffer = checked(malloc(capacity));
    for (size_t got; (got = fread(buffer + size, 1, capacity - size, file)) > 0;) {
        size += got;
        if (size == capacity)
            buffer = checked(realloc(buffer, capacity *= 2));
    }
    *text = (struct cel_string){buffer, size};
    return !ferror(file);
}

static void add_records(struct units *units, struct cel_string text)
{
    const char *end = text.data + text.size;
    for (const char *start = text.data; start < end;) {
        const char *nul = memchr(start, 0, (size_t)(end - start));
        const char *stop = nul != NULL ? nul : end;
        units_add(units, (struct cel_string){start, (size_t)(stop - start)});
        start = stop + 1;
    }
}

bool units_add_file(struct units *units, const char *path, bool records)
{
    FILE *file = fopen(path, "rb");
    struct cel_string text;
    if (file == NULL)
        return false;
    bool good = read_all(file, &text);
    int error = errno;
    if (good && records)
        add_records(units, text);
    else if (good)
        units_add(units, text);
    fclose(file);
    free((void *)text.data);
    errno = error;
    return good;
}

void units_add_joined(struct units *units, const struct units *parts, size_t size)
{
    size_t room = size + parts->bytes + 64; /* one part too many fits */
    char *text = checked(malloc(room + CEL_PADDING));
    size_t used = 0;
    for (size_t i = 0; parts->count > 0 && used < size; i++) {
        struct cel_string part = parts->texts[i % parts->count];
        used += (size_t)sprintf(text + used, used > 0 ? " &&\n(" : "(");
        memcpy(text + used, part.data, part.size);
        used += part.size;
        used += (size_t)sprintf(text + used, "\n)"); /* a comment may end the part */
    }
    adopt(units, text, used);
}

void units_free(struct units *units)
{
    for (size_t i = 0; i < units->count; i++)
        free((void *)units->texts[i].data);
    free(units->texts);
    *units = (struct units){0};
}
