/* yaml_map.c: a property of the map from a decoded YAML scalar back to its file: each
 * decoded byte maps to the source bytes that made it.
 *
 * Random scalars of every style are written (yaml_sample.c), and while one is written
 * it is noted what each byte of it will decode to. libyaml must decode the same text,
 * or the test is wrong; and the map must say what was noted, or cli/yaml_scalar.c is.
 * Then the file is spoilt at random, and every scalar that libyaml still finds must
 * have a map. Usage: yaml-map [COUNT [SEED]]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/same_text.h"
#include "tests/yaml_sample.h"

enum { STYLES = 5 };

/* What was looked at. */
struct counts {
    size_t scalars[STYLES]; /* of each style */
    size_t bytes;           /* decoded */
    size_t made;            /* of them, bytes that do not stand in the file */
    size_t spoilt;          /* scalars of spoilt files */
    size_t failed;          /* scalars whose map is wrong */
};

/* The value of the key v. */
static const struct yaml_node *find_value(const struct yaml_node *map)
{
    while (map != NULL && map->type == YAML_MAP && map->first->text.data[0] != 'v')
        map = map->first->next;
    return map != NULL && map->type == YAML_MAP ? map->first->next : NULL;
}

static bool is_right(const struct yaml_sample *s, const struct yaml_map *map)
{
    if (!map->exact || yaml_map_byte(map, (uint32_t)s->length).start != s->end)
        return false;
    for (uint32_t i = 0; i < s->length; i++) {
        struct cel_span span = yaml_map_byte(map, i);
        if (span.start != s->origin[i].start || span.end != s->origin[i].end)
            return false;
    }
    return true;
}

static void show(const struct yaml_sample *s, const char *what)
{
    printf("%s:\n%.*s\n", what, (int)s->size, s->source);
    printf("meant to be [%.*s], ending at %zu\n", (int)s->length, s->text, s->end);
}

static void check(const struct yaml_sample *s, enum yaml_style style,
                  struct arena *arena, struct counts *counts)
{
    struct cel_source source;
    struct yaml_document document;
    struct yaml_problem problem;
    struct yaml_map map;
    cel_copy_source(arena, s->source, s->size, &source);
    struct yaml_reader *reader = yaml_reader_open(&source);
    enum yaml_read result = yaml_read_document(reader, arena, &document, &problem);
    const struct yaml_node *node =
        result == YAML_READ_DOCUMENT ? find_value(document.root) : NULL;
    if (node == NULL || node->style != style ||
        !same_text(node->text, (struct cel_string){s->text, s->length})) {
        show(s, "libyaml reads it in another way");
        printf("%.*s\n", node ? (int)node->text.size : 0, node ? node->text.data : "");
        exit(2);
    }
    struct cel_string text = {source.text, source.size};
    yaml_map_scalar(arena, text, node->span, style, node->text, &map);
    if (!is_right(s, &map) && counts->failed++ < 3)
        show(s, map.exact ? "the map is wrong" : "there is no map");
    counts->scalars[style]++;
    counts->bytes += s->length;
    for (uint32_t i = 0; i < s->length; i++)
        counts->made += s->text[i] != s->source[s->origin[i].start];
    yaml_reader_close(reader);
}

/* Every scalar of a tree must have a map. */
static void check_scalars(const struct yaml_sample *s, struct cel_string source,
                          struct yaml_node *root, struct arena *arena,
                          struct counts *counts)
{
    struct yaml_map map;
    root->below = NULL;
    for (struct yaml_node *node = root, *rest; node != NULL; node = rest) {
        rest = node->below;
        for (struct yaml_node *child = node->first; child; child = child->next) {
            child->below = rest;
            rest = child;
        }
        if (node->type != YAML_SCALAR)
            continue;
        yaml_map_scalar(arena, source, node->span, node->style, node->text, &map);
        counts->spoilt++;
        if (!map.exact && counts->failed++ < 3) {
            show(s, "spoilt, and there is no map");
            printf("for [%.*s]\n", (int)node->text.size, node->text.data);
        }
    }
}

static void check_spoilt(struct yaml_sample *s, struct arena *arena,
                         struct counts *counts)
{
    struct cel_source source;
    struct yaml_document document;
    struct yaml_problem problem;
    spoil_yaml(s);
    cel_copy_source(arena, s->source, s->size, &source);
    struct yaml_reader *reader = yaml_reader_open(&source);
    while (yaml_read_document(reader, arena, &document, &problem) == YAML_READ_DOCUMENT)
        if (document.root != NULL)
            check_scalars(s, (struct cel_string){source.text, source.size},
                          document.root, arena, counts);
    yaml_reader_close(reader);
}

int main(int argc, char **argv)
{
    static struct yaml_sample sample;
    struct counts counts = {.failed = 0};
    struct arena arena;
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    sample.random = seed;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < count; i++) {
        enum yaml_style style = (enum yaml_style)(i % STYLES);
        write_yaml(&sample, style);
        check(&sample, style, &arena, &counts);
        check_spoilt(&sample, &arena, &counts);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
    printf("yaml-map: seed %llu: %zu plain, %zu single-quoted, %zu double-quoted, %zu "
           "literal, %zu folded scalars; %zu bytes, %zu of them made; %zu scalars of "
           "spoilt files; %zu failed\n",
           (unsigned long long)seed, counts.scalars[0], counts.scalars[1],
           counts.scalars[2], counts.scalars[3], counts.scalars[4], counts.bytes,
           counts.made, counts.spoilt, counts.failed);
    return counts.failed > 0 || counts.made == 0 || counts.spoilt == 0;
}
