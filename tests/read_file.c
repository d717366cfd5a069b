/* read_file.c: a text of any length, read at once. */
#include "tests/read_file.h"

#include <stdio.h>
#include <stdlib.h>

static void give_up(const char *name)
{
    perror(name);
    exit(2);
}

struct cel_string read_file(const char *name)
{
    size_t size = 0, room = 1 << 12, got;
    char *text = malloc(room);
    FILE *file = fopen(name, "rb");
    if (file == NULL || text == NULL)
        give_up(name);
    while ((got = fread(text + size, 1, room - 1 - size, file)) > 0) {
        size += got;
        if (size < room - 1)
            continue;
        room *= 2;
        text = realloc(text, room);
        if (text == NULL)
            give_up(name);
    }
    if (ferror(file))
        give_up(name);
    fclose(file);
    text[size] = '\0';
    return (struct cel_string){text, size};
}
