/* names.c: there are few names: each is looked for from the first one on. */
#include "bench/names.h"

#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"

size_t bench_name_of(struct bench_names *names, const char *text, size_t size)
{
    for (size_t i = 0; i < names->count; i++)
        if (strncmp(names->texts[i], text, size) == 0 && names->texts[i][size] == '\0')
            return i;
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? 2 * names->capacity : 16;
        names->texts =
            bench_resize(names->texts, names->capacity * sizeof *names->texts);
    }
    names->texts[names->count] = bench_text("%.*s", (int)size, text);
    return names->count++;
}

size_t bench_name(struct bench_names *names, const char *text)
{
    return bench_name_of(names, text, strlen(text));
}

void bench_names_add(struct bench_names *names, const char *list)
{
    while (*list != '\0') {
        size_t size = strcspn(list, ",");
        if (size > 0)
            bench_name_of(names, list, size);
        list += size + (list[size] == ',');
    }
}

void bench_names_free(struct bench_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->texts[i]);
    free(names->texts);
    *names = (struct bench_names){0};
}
