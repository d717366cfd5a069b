/* yaml_sample.c: YAML files with one scalar, in every way to write it. */
#include "tests/yaml_sample.h"

#include <string.h>

#include "bench/random.h"

static size_t below(struct yaml_sample *s, size_t bound)
{
    return bench_random_below(&s->random, bound);
}

static bool chance(struct yaml_sample *s, size_t of)
{
    return below(s, of) == 0;
}

static void put(struct yaml_sample *s, const char *bytes)
{
    size_t size = strlen(bytes);
    memcpy(s->source + s->size, bytes, size);
    s->size += size;
}

static void put_spaces(struct yaml_sample *s, size_t count)
{
    while (count-- > 0)
        put(s, " ");
}

/* Bytes of the file that decode to the bytes of `text`; each byte of these is made by
 * all of those, unless they are the same. */
static void put_as(struct yaml_sample *s, const char *bytes, const char *text)
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

static void put_text(struct yaml_sample *s, const char *text)
{
    put_as(s, text, text);
}

/* A word without anything that a style would mind. */
static void put_word(struct yaml_sample *s)
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
static void put_breaks(struct yaml_sample *s, const char *first, size_t empties,
                       bool blanks)
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
static void put_gap(struct yaml_sample *s)
{
    if (!chance(s, 3)) {
        put_text(s, chance(s, 4) ? "  " : chance(s, 6) ? " \t" : " ");
        return;
    }
    size_t empties = chance(s, 2) ? below(s, 4) : 0;
    put_breaks(s, empties > 0 ? "" : " ", empties, true);
    put_spaces(s, s->margin + below(s, 3));
}

static void put_single(struct yaml_sample *s)
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

static void put_escape(struct yaml_sample *s)
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

static void put_double(struct yaml_sample *s)
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

static void put_plain(struct yaml_sample *s)
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
static bool put_line(struct yaml_sample *s, bool may_begin_blank)
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
static void put_end(struct yaml_sample *s, char chomping)
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
static void put_block(struct yaml_sample *s, bool folded, size_t outer)
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

static void put_properties(struct yaml_sample *s)
{
    static const char *const choices[] = {"!!str ", "&anchor ", "&a !!str  ",
                                          "!!str &b "};
    if (chance(s, 4))
        put(s, choices[below(s, 4)]);
}

void write_yaml(struct yaml_sample *s, enum yaml_style style)
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

void spoil_yaml(struct yaml_sample *s)
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
