/* map_totals.c: the legend and the sums below it, which all drawings show. */
#include "cli/map_draw.h"

#include <stdio.h>

static size_t live_bytes(const struct map_side *side, enum map_kind kind)
{
    return side->totals.bytes[kind] - side->totals.dead[kind];
}

static size_t dead_bytes(const struct map_side *side, enum map_kind kind)
{
    return side->totals.dead[kind];
}

/* The line of a kind, unless neither side has any of it. */
static size_t add_kind(const struct map *map, struct map_total *line,
                       enum map_kind kind, bool dead)
{
    static const char *const dead_names[MAP_KINDS] = {
        [MAP_TOKEN] = "dead tokens",
        [MAP_NODE] = "dead nodes",
        [MAP_ARRAY] = "dead arrays",
        [MAP_STRING] = "dead strings",
    };
    *line = (struct map_total){.name = dead ? dead_names[kind] : map_kind_name(kind),
                               .in_bytes = true,
                               .is_kind = true,
                               .kind = kind,
                               .dead = dead};
    for (size_t i = 0; i < MAP_SIDES; i++)
        line->values[i] = dead ? dead_bytes(&map->sides[i], kind)
                               : live_bytes(&map->sides[i], kind);
    return line->values[0] + line->values[1] > 0;
}

size_t map_list_totals(const struct map *map, struct map_total list[MAP_MOST_TOTALS])
{
    const struct map_totals *a = &map->sides[0].totals, *m = &map->sides[1].totals;
    const struct map_total sums[] = {
        {.name = "held, in all", .in_bytes = true, .values = {a->total, m->total}},
        {.name = "written to", .in_bytes = true, .values = {a->used, m->used}},
        {.name = "cache lines", .values = {a->lines, m->lines}},
        {.name = "pages", .values = {a->pages, m->pages}},
        {.name = "pointers, not drawn",
         .in_bytes = true,
         .values = {a->bookkeeping, m->bookkeeping}},
    };
    size_t count = 0;
    for (size_t kind = 0; kind < MAP_OTHER; kind++) {
        count += add_kind(map, &list[count], (enum map_kind)kind, false);
        count += add_kind(map, &list[count], (enum map_kind)kind, true);
    }
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        list[count++] = sums[i];
    return count;
}

void map_format_ratio(char text[MAP_RATIO], size_t count, size_t source_size)
{
    text[0] = '\0';
    if (source_size == 0)
        return;
    size_t hundredths = (count * 100 + source_size / 2) / source_size;
    snprintf(text, MAP_RATIO, "%zu.%02zu", hundredths / 100, hundredths % 100);
}
