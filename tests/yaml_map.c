/* yaml_map.c: a property of the map from a decoded YAML scalar back to its file: each
 * decoded byte maps to the source bytes that made it.
 *
 * Random scalars of every style are written here, and while one is written it is noted
 * what each byte of it will decode to. libyaml must decode the same text, or the test
 * is wrong; and the map must say what was noted, or cli/yaml_scalar.c is. Then the file
 * is spoilt at random, and every scalar that libyaml still finds must have a map.
 * Usage: yaml-map [COUNT [SEED]]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/random.h"
#include "cli/yaml_tree.h"
#include "tests/same_text.h"

enum { ROOM = 1 << 14, STYLES = 5 };

/* A file with one scalar, and what that decodes to. */
struct sample {
    uint64_t random;              /* the state of chance */
    char source[ROOM];            /* the file */
    size_t size;                  /* its bytes */
    char text[ROOM];              /* the decoded scalar */
    struct cel_span origin[ROOM]; /* of each byte of it */
    size_t length;                /* its bytes */
    const char *newline;          /* LF, CR or CRLF */
    size_t margin;                /* how far the scalar's lines are indented */
    size_t end;                   /* where in the file the text ends */
};

/* What was looked at. */
struct counts {
    size_t scalars[STYLES]; /* of each style */
    size_t bytes;           /* decoded */
    size_t made;            /* of them, bytes that do not stand in the file */
    size_t spoilt;          /* scalars of spoilt files */
    size_t failed;          /* scalars whose map is wrong */
};

static size_t below(struct sample *s, size_t bound)
{
    return bench_random_below(&s->random, bound);
}

static bool chance(struct sample *s, size_t of)
{
    return below(s, of) == 0;
}

static void put(struct sample *s, const char *bytes)
{
    size_t size = strlen(bytes);
    memcpy(s->source + s->size, bytes, size);
    s->size += size;
}

static void put_spaces(struct sample *s, size_t count)
{
    while (count-- > 0)
        put(s, " ");
}

/* Bytes of the file that decode to the bytes of `text`; each byte of these is made by
 * all of those, unless they are the same. */
static void put_as(struct sample *s, const char *bytes, const char *text)
{
    bool same = strcmp(bytes, text) == 0;
    uint32_t start = (uint32_t)s->size, i = 0;
    put(s, bytes);
    for (; text[i] != '\0'; i++) {
        struct cel_span run = {start + i, start + i + 1};
        s->origin[s->length] = same ? run : (struct cel_span){start, (uint32_t)s->size};
        s->text[s->length++] = text[i];
    }
}

static void put_text(struct sample *s, const char *text)
{
    put_as(s, text, text);
}

/* A word without anything that a style would mind. */
static void put_word(struct sample *s)
{
    static const char *const parts[] = {"a",  "object",       ".x",
                                        "==", "(1)",          "\xc3\xa9",
                                        "&&", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
                                        "z-"};
    put_text(s, "w");
    for (size_t count = below(s, 4); count > 0; count--)
        put_text(s, parts[below(s, sizeof parts / sizeof *parts)]);
}

/* A line break and empty lines, at least `least`; each of these may have blanks. The
 * first decodes to `first`, and each empty line to a line feed. */
static void put_breaks(struct sample *s, const char *first, size_t empties, bool blanks)
{
    if (blanks && chance(s, 3))
        put_spaces(s, 1 + below(s, 3));
    put_as(s, s->newline, first);
    for (; empties > 0; empties--) {
        put_spaces(s, chance(s, 3) ? below(s, s->margin + 1) : 0);
        put_as(s, s->newline, "\n");
    }
}

/* Between two words of a plain or quoted scalar. */
static void put_gap(struct sample *s)
{
    if (!chance(s, 3)) {
        put_text(s, chance(s, 4) ? "  " : chance(s, 6) ? " \t" : " ");
        return;
    }
    size_t empties = chance(s, 2) ? below(s, 4) : 0;
    put_breaks(s, empties > 0 ? "" : " ", empties, true);
    put_spaces(s, s->margin + below(s, 3));
}

static void put_single(struct sample *s)
{
    put(s, "'");
    for (size_t words = 1 + below(s, 8); words > 0; words--) {
        put_word(s);
        if (chance(s, 2))
            put_as(s, "''", "'");
        if (chance(s, 8))
            put_text(s, "# : \" \\ ");
        else if (words > 1)
            put_gap(s);
    }
    s->end = s->size;
    put(s, "'");
}

static void put_escape(struct sample *s)
{
    static const char *const escapes[][2] = {{"\\n", "\n"},
                                             {"\\t", "\t"},
                                             {"\\\"", "\""},
                                             {"\\\\", "\\"},
                                             {"\\/", "/"},
                                             {"\\x41", "A"},
                                             {"\\xe9", "\xc3\xa9"},
                                             {"\\u20ac", "\xe2\x82\xac"},
                                             {"\\u20AC", "\xe2\x82\xac"},
                                             {"\\U0001f600", "\xf0\x9f\x98\x80"},
                                             {"\\N", "\xc2\x85"},
                                             {"\\_", "\xc2\xa0"},
                                             {"\\L", "\xe2\x80\xa8"},
                                             {"\\P", "\xe2\x80\xa9"},
                                             {"\\e", "\x1b"},
                                             {"\\a", "\a"},
                                             {"\\b", "\b"},
                                             {"\\f", "\f"},
                                             {"\\v", "\v"},
                                             {"\\r", "\r"},
                                             {"\\ ", " "}};
    size_t which = below(s, sizeof escapes / sizeof *escapes);
    put_as(s, escapes[which][0], escapes[which][1]);
}

static void put_double(struct sample *s)
{
    put(s, "\"");
    for (size_t words = 1 + below(s, 8); words > 0; words--) {
        put_word(s);
        for (size_t count = below(s, 3); count > 0; count--)
            put_escape(s);
        if (chance(s, 6)) { /* a line break that leaves nothing but empty lines */
            if (chance(s, 2))
                put_text(s, " ");
            put(s, "\\");
            put_breaks(s, "", below(s, 2), false);
            put_spaces(s, s->margin + below(s, 3));
        } else if (words > 1) {
            put_gap(s);
        }
    }
    s->end = s->size;
    put(s, "\"");
}

static void put_plain(struct sample *s)
{
    for (size_t words = 1 + below(s, 8); words > 0; words--) {
        put_word(s);
        if (chance(s, 8))
            put_text(s, "#:'\"");
        if (words > 1)
            put_gap(s);
    }
    s->end = s->size;
}

/* One line of a block; whether it begins with a blank. */
static bool put_line(struct sample *s, bool may_begin_blank)
{
    bool blank = may_begin_blank && chance(s, 4);
    put_spaces(s, s->margin);
    if (blank)
        put_text(s, chance(s, 3) ? "\t" : chance(s, 2) ? "   " : " ");
    for (size_t words = 1 + below(s, 4); words > 0; words--) {
        put_word(s);
        if (words > 1)
            put_text(s, chance(s, 4) ? "\t " : " # ' \\ \" : ");
    }
    if (chance(s, 8))
        put_text(s, "  ");
    return blank;
}

/* The line breaks at the end of a block, of which `+` keeps all and `-` none. */
static void put_end(struct sample *s, char chomping)
{
    size_t empties = below(s, 4);
    s->end = s->size;
    put_as(s, s->newline, chomping == '-' ? "" : "\n");
    for (; empties > 0; empties--) {
        put_spaces(s, chance(s, 3) ? below(s, s->margin + 1) : 0);
        put_as(s, s->newline, chomping == '+' ? "\n" : "");
    }
}

/* `outer`: the column of the mapping around it. */
static void put_block(struct sample *s, bool folded, size_t outer)
{
    static const char choices[] = "-+\0";
    char chomping = choices[below(s, 3)], digit[2] = {0}, sign[2] = {chomping, 0};
    bool says = s->margin - outer <= 9 && chance(s, 2), was_blank = false, blank;
    digit[0] = says ? (char)('0' + (s->margin - outer)) : '\0';
    put(s, folded ? ">" : "|");
    bool first_digit = chance(s, 2);
    put(s, first_digit ? digit : sign);
    put(s, first_digit ? sign : digit);
    put(s, chance(s, 4) ? " # a comment" : chance(s, 4) ? "  " : "");
    put(s, s->newline);
    for (size_t empties = chance(s, 3) ? below(s, 3) : 0; empties > 0; empties--)
        put_as(s, s->newline, "\n");
    for (size_t i = 0, lines = 1 + below(s, 6); i < lines; i++) {
        size_t empties = i > 0 && chance(s, 3) ? below(s, 3) : 0, at = s->length;
        size_t break_at = s->size;
        if (i > 0)
            put_breaks(s, "\n", empties, false);
        blank = put_line(s, says || i > 0);
        if (i > 0 && folded && !blank && !was_blank) { /* folded after all */
            if (empties == 0) {
                s->text[at] = ' ';
                s->origin[at] = (struct cel_span){
                    (uint32_t)break_at, (uint32_t)(break_at + strlen(s->newline))};
            } else {
                s->length--;
                memmove(s->text + at, s->text + at + 1, s->length - at);
                memmove(s->origin + at, s->origin + at + 1,
                        (s->length - at) * sizeof *s->origin);
            }
        }
        was_blank = blank;
    }
    put_end(s, chomping);
}

static void put_properties(struct sample *s)
{
    static const char *const choices[] = {"!!str ", "&anchor ", "&a !!str  ",
                                          "!!str &b "};
    if (chance(s, 4))
        put(s, choices[below(s, 4)]);
}

static void write_sample(struct sample *s, enum yaml_style style)
{
    static const char *const newlines[] = {"\n", "\r\n", "\r", "\xc2\x85"};
    size_t outer = 0;
    s->size = s->length = 0;
    s->newline = newlines[below(s, 4)];
    put(s, chance(s, 5) ? "\xef\xbb\xbf" : "");
    put(s, chance(s, 2) ? "# \xc3\xa9" : "---");
    put(s, s->newline);
    for (size_t depth = below(s, 5); depth > 0; depth--, outer += 2) {
        put_spaces(s, outer);
        put(s, "k:");
        put(s, s->newline);
    }
    s->margin = outer + 1 + below(s, 9);
    put_spaces(s, outer);
    put(s, "v: ");
    put_properties(s);
    switch (style) {
    case YAML_PLAIN: put_plain(s); break;
    case YAML_SINGLE_QUOTED: put_single(s); break;
    case YAML_DOUBLE_QUOTED: put_double(s); break;
    case YAML_LITERAL: put_block(s, false, outer); break;
    case YAML_FOLDED: put_block(s, true, outer); break;
    }
    if (style < YAML_LITERAL) {
        put(s, chance(s, 3) ? "  # behind" : "");
        put(s, s->newline);
    }
    put_spaces(s, outer);
    put(s, "z: 1");
}

/* The value of the key v. */
static const struct yaml_node *find_value(const struct yaml_node *map)
{
    while (map != NULL && map->type == YAML_MAP && map->first->text.data[0] != 'v')
        map = map->first->next;
    return map != NULL && map->type == YAML_MAP ? map->first->next : NULL;
}

static bool is_right(const struct sample *s, const struct yaml_map *map)
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

static void show(const struct sample *s, const char *what)
{
    printf("%s:\n%.*s\n", what, (int)s->size, s->source);
    printf("meant to be [%.*s], ending at %zu\n", (int)s->length, s->text, s->end);
}

static void check(const struct sample *s, enum yaml_style style, struct arena *arena,
                  struct counts *counts)
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

/* Puts something odd in a few places. */
static void spoil(struct sample *s)
{
    static const char *const odd[] = {
        "\n", "\r",  "\t",           " ",       "\n\n", "\xe2\x80\xa8", "\xc2\x85",
        "\"", "'",   "\\",           "\\\n",    "# ",   ": ",           "- ",
        "|",  ">+",  "&a",           "!b ",     "\n  ", "\\x41",        "\\ ",
        "''", "   ", "\xe2\x80\xa9", "\xc3\xa9"};
    for (size_t count = 1 + below(s, 4); count > 0; count--) {
        const char *text = odd[below(s, sizeof odd / sizeof *odd)];
        size_t at = below(s, s->size), size = strlen(text);
        while (at > 0 && ((unsigned char)s->source[at] & 0xc0) == 0x80)
            at--;
        memmove(s->source + at + size, s->source + at, s->size - at);
        memcpy(s->source + at, text, size);
        s->size += size;
    }
}

/* Every scalar of a tree must have a map. */
static void check_scalars(const struct sample *s, struct cel_string source,
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

static void check_spoilt(struct sample *s, struct arena *arena, struct counts *counts)
{
    struct cel_source source;
    struct yaml_document document;
    struct yaml_problem problem;
    spoil(s);
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
    static struct sample sample;
    struct counts counts = {.failed = 0};
    struct arena arena;
    size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    sample.random = seed;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < count; i++) {
        enum yaml_style style = (enum yaml_style)(i % STYLES);
        write_sample(&sample, style);
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
