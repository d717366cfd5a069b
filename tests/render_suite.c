/* render_suite.c: what people see of a diagnostic, with notes and fixes made by hand.
 */
#include <string.h>
#include <time.h>

#include "bench/random.h"
#include "tests/cases/render.h"
#include "tests/report.h"

/* Renders a case into `text`. */
static void render(struct arena *arena, const struct render_case *c, bool colour,
                   struct text *text)
{
    struct cel_source source;
    struct cel_places places;
    struct cel_writer out;
    struct cel_diagnostic d = {
        .code = CEL_EXPECTED_TOKEN, .span = c->span, .message = string("oops")};
    cel_copy_source(arena, c->text, strlen(c->text), &source);
    cel_index_places(arena, &source, &places);
    if (c->note != NULL)
        cel_add_note(arena, &d, c->place, string(c->note));
    if (c->replacement != NULL)
        cel_set_fix(arena, &d, c->removed, string(c->replacement));
    *text = (struct text){0};
    cel_writer_init(&out, collect, text);
    cel_render(&out, string("a.cel"), &places, &d, colour);
    cel_writer_flush(&out);
    arena_reset(arena);
}

void diag_rendering(struct report *report)
{
    struct arena arena;
    struct text text;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(render_cases); i++) {
        render(&arena, &render_cases[i], false, &text);
        expect_text(report, render_cases[i].what, text.bytes, render_cases[i].shown);
    }
    arena_destroy(&arena);
}

/* Takes the escape sequences out of a text. False: colour goes on at a line's end, or
 * what begins and what ends it do not take turns. */
static bool take_colour_out(char *text)
{
    char *to = text;
    bool on = false, paired = true;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\x1b') {
            bool begins = strncmp(from, "\x1b[0m", 4) != 0;
            paired = paired && begins != on;
            on = begins;
            from = strchr(from, 'm');
            continue;
        }
        paired = paired && !(on && *from == '\n');
        *to++ = *from;
    }
    *to = '\0';
    return paired && !on;
}

/* Colour adds escape sequences and changes nothing else, so it carries nothing alone.
 */
void diag_rendering_in_colour(struct report *report)
{
    static const struct render_case both = {.text = "f(a",
                                            .span = {3, 3},
                                            .note = "opened here",
                                            .place = {1, 2},
                                            .replacement = ")",
                                            .removed = {3, 3}};
    struct arena arena;
    struct text text;
    arena_init(&arena, NULL);
    render(&arena, &both, true, &text);
    expect_text(report, "in colour", text.bytes,
                "\x1b[1ma.cel:1:4:\x1b[0m \x1b[1;31merror:\x1b[0m "
                "\x1b[1moops\x1b[0m [E0302]\n"
                "\x1b[2m 1 |\x1b[0m f(a\n"
                "\x1b[2m   |\x1b[0m  \x1b[1;36m-\x1b[0m \x1b[1;31m^\x1b[0m\n"
                "\x1b[1ma.cel:1:2:\x1b[0m \x1b[1;36mnote:\x1b[0m opened here\n"
                "\x1b[1;32mhelp:\x1b[0m insert `)`\n"
                "\x1b[2m 1 |\x1b[0m f(a)\n"
                "\x1b[2m   |\x1b[0m    \x1b[1;32m+\x1b[0m\n");
    for (size_t i = 0; i < COUNT(render_cases); i++) {
        render(&arena, &render_cases[i], true, &text);
        expect(report, take_colour_out(text.bytes), "%s: each line ends its colour",
               render_cases[i].what);
        expect_text(report, "without its colour", text.bytes, render_cases[i].shown);
    }
    arena_destroy(&arena);
}

void diag_rendering_short(struct report *report)
{
    struct cel_source source;
    struct cel_places places;
    struct cel_writer out;
    struct text text = {0};
    struct arena arena;
    struct cel_diagnostic d = {.code = CEL_INT_RANGE,
                               .message = string("oo\x1bps"),
                               .span = {5, 6},
                               .severity = CEL_WARNING};
    arena_init(&arena, NULL);
    cel_copy_source(&arena, "\xc3\xa9\n\xc3\xa9$", 6, &source);
    cel_index_places(&arena, &source, &places);
    cel_add_note(&arena, &d, (struct cel_span){0, 1}, string("a note"));
    cel_set_fix(&arena, &d, (struct cel_span){0, 1}, string("a fix"));
    cel_writer_init(&out, collect, &text);
    cel_render_short(&out, string("a\n\xe2\x80\xae.cel"), &places, &d);
    d.severity = CEL_ERROR;
    cel_render_short(&out, string("a.cel"), &places, &d);
    cel_render_short(&out, string("a.cel"), NULL, &d);
    cel_render(&out, string("b.cel"), NULL, &d, false);
    cel_writer_flush(&out);
    expect_text(report, "one line each; without an index, no place", text.bytes,
                "a\\x0a\\u{202e}.cel:2:2: warning: oo\\x1bps [E0401]\n"
                "a.cel:2:2: error: oo\\x1bps [E0401]\n"
                "a.cel: error: oo\\x1bps [E0401]\n"
                "b.cel: error: oo\\x1bps [E0401]\n");
    arena_destroy(&arena);
}

/* The time to render a place in the middle of a line, a thousand times. */
static clock_t time_to_render(struct report *report, const struct cel_places *places,
                              uint32_t at)
{
    struct cel_diagnostic d = {.message = string("oops"), .span = {at, at + 1}};
    clock_t start = clock();
    bool good = true;
    for (int i = 0; i < 1000; i++) {
        struct text text;
        struct cel_writer out;
        text.size = 0;
        cel_writer_init(&out, collect, &text);
        cel_render(&out, string("a.cel"), places, &d, false);
        cel_writer_flush(&out);
        good = good && text.size < 1000 && strchr(text.bytes, '^') != NULL;
    }
    expect(report, good, "the place is shown, and little of the line");
    return clock() - start;
}

/* A line of a megabyte takes no longer than one of a kilobyte, whatever it is made of;
 * were the whole line walked, it would take a thousand times as long. */
void diag_rendering_long_lines(struct report *report)
{
    static const char *const fillers[] = {"abcd", "\t\t\t\t", "\xcc\x81\xcc\x81",
                                          "\x80\x80\x80\x80", "\xf0\x9f\x98\x80"};
    static char text[1 << 20];
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(fillers); i++) {
        clock_t times[2];
        for (size_t k = 0; k < 2; k++) {
            uint32_t size = k == 0 ? 1 << 10 : 1 << 20;
            struct cel_source source;
            struct cel_places places;
            for (uint32_t at = 0; at < size; at += 4)
                memcpy(text + at, fillers[i], 4);
            cel_copy_source(&arena, text, size, &source);
            cel_index_places(&arena, &source, &places);
            times[k] = time_to_render(report, &places, size / 2);
            arena_reset(&arena);
        }
        expect(report, times[1] < 20 * times[0] + CLOCKS_PER_SEC / 10,
               "filler %zu: %ld, not about %ld", i, (long)times[1], (long)times[0]);
    }
    arena_destroy(&arena);
}

/* Whether a terminal may have the text, and no line of an excerpt is too wide. */
static bool is_tame(const char *text, size_t size)
{
    unsigned columns = 0;
    bool excerpt = *text == ' ';
    for (size_t i = 0; i < size;) {
        uint32_t point;
        i += cel_utf8_decode(text + i, size - i, &point);
        columns += cel_point_width(point);
        if (point == '\n') {
            columns = 0;
            excerpt = text[i] == ' ';
        } else if (cel_is_unsafe(point) || (excerpt && columns > 74 + 8)) {
            return false;
        }
    }
    return true;
}

/* Texts thrown together of what is odd, spans, notes and fixes anywhere in them. */
void diag_rendering_of_anything(struct report *report)
{
    static const char *const pieces[] = {
        "a",    "bcd ",     "\t",           "\n",           "\r\n",
        "\r",   "\x1b",     "\xff",         "\xe2\x82",     "\xcc\x81",
        "\xf0", "\xc2\x9b", "\xe4\xb8\xad", "\xe2\x80\xae", "\xf0\x9f\x98\x80"};
    uint64_t random = 1;
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 0; round < 20000; round++) {
        char unit[600] = "";
        uint32_t places[6], size;
        for (int i = round % 120; i > 0; i--)
            strcat(unit, pieces[bench_random_below(&random, COUNT(pieces))]);
        size = (uint32_t)strlen(unit);
        for (size_t i = 0; i < 6; i += 2) {
            places[i] = (uint32_t)bench_random_below(&random, size + 1);
            uint32_t rest = size - places[i];
            places[i + 1] = places[i] + (uint32_t)bench_random_below(&random, rest + 1);
        }
        struct render_case c = {.text = unit,
                                .span = {places[0], places[1]},
                                .note = "a note",
                                .place = {places[2], places[3]},
                                .replacement = pieces[round % 15],
                                .removed = {places[4], places[5]}};
        struct text text;
        render(&arena, &c, false, &text);
        if (!is_tame(text.bytes, text.size) || strchr(text.bytes, '^') == NULL)
            expect(report, false, "round %d: %s", round, text.bytes);
    }
    expect(report, true, "all rounds");
    arena_destroy(&arena);
}
