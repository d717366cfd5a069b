/* yaml.c: stubs: the YAML is opened and nothing is found in it yet. */
#include "cli/yaml.h"

#include <string.h>

static bool ends_in(const char *text, const char *ending)
{
    size_t size = strlen(text), length = strlen(ending);
    return size >= length && strcmp(text + size - length, ending) == 0;
}

bool yaml_is_name(const char *file)
{
    return ends_in(file, ".yaml") || ends_in(file, ".yml");
}

bool yaml_supported(void)
{
    return false;
}

bool yaml_open(struct yaml *yaml, struct cel_string text)
{
    *yaml = (struct yaml){.reader = NULL};
    arena_init(&yaml->arena, NULL);
    yaml->no_memory =
        !cel_copy_source(&yaml->arena, text.data, text.size, &yaml->source);
    return !yaml->no_memory;
}

bool yaml_next(struct yaml *yaml, struct yaml_expression *expression)
{
    (void)yaml;
    (void)expression;
    return false;
}

bool yaml_failed(struct arena *arena, const struct yaml *yaml, struct cel_unit *shown)
{
    (void)arena;
    *shown = (struct cel_unit){.source = yaml->source};
    return false;
}

bool yaml_translate(struct arena *arena, const struct yaml *yaml,
                    const struct yaml_expression *expression,
                    const struct cel_unit *unit, struct cel_unit *shown)
{
    (void)arena;
    (void)expression;
    *shown = *unit;
    shown->source = yaml->source;
    return true;
}

void yaml_close(struct yaml *yaml)
{
    arena_destroy(&yaml->arena);
}
