/* diag_suite.c: text, places, messages. */
#define _XOPEN_SOURCE 700 /* wcwidth */
#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "tests/cases/diag.h"
#include "tests/report.h"

void diag_utf8(struct report *report)
{
    for (size_t i = 0; i < COUNT(utf8_cases); i++) {
        const struct utf8_case *c = &utf8_cases[i];
        size_t valid = cel_utf8_valid(c->text, strlen(c->text));
        expect(report, valid == c->valid, "utf8 case %zu: %zu bytes are valid", i,
               valid);
        uint32_t point;
        const char *bad = c->text + c->valid;
        if (*bad != '\0')
            expect(report,
                   cel_utf8_decode(bad, strlen(bad), &point) == 1 &&
                       point == CEL_NO_CODE_POINT,
                   "utf8 case %zu: a bad byte is one alone", i);
    }
    for (uint32_t point = 0; point <= 0x110000; point++) {
        char bytes[4];
        uint32_t back;
        size_t size = cel_utf8_encode(point, bytes);
        bool scalar = point < 0xd800 || (point > 0xdfff && point < 0x110000);
        if ((size > 0) != scalar)
            expect(report, false, "U+%04X is encoded in %zu bytes", point, size);
        if (size > 0 && (cel_utf8_decode(bytes, size, &back) != size || back != point))
            expect(report, false, "U+%04X comes back", point);
        if (size > 1 &&
            (cel_utf8_decode(bytes, size - 1, &back) != 1 || back != CEL_NO_CODE_POINT))
            expect(report, false, "U+%04X cut short is invalid", point);
    }
}

/* An invalid byte behind ASCII of any length is found, wherever it lies in a word and
 * whatever stands beside it. */
void diag_invalid_byte_anywhere(struct report *report)
{
    static const char beside[] = {'a', 0, 0x7f}, invalid[] = {(char)0xff, (char)0x80};
    for (size_t i = 0; i < sizeof beside * sizeof invalid; i++) {
        char text[80], bad = invalid[i % sizeof invalid];
        memset(text, beside[i / sizeof invalid], sizeof text);
        expect(report, cel_utf8_valid(text, sizeof text) == sizeof text, "all valid");
        for (size_t at = 0; at < sizeof text; at++) {
            char good = text[at];
            text[at] = bad;
            expect(report, cel_utf8_valid(text, sizeof text) == at, "%02x at %zu",
                   (unsigned char)bad, at);
            text[at] = good;
        }
    }
}

/* A text of each size, as it is and with one byte that is no ASCII or a NUL, wherever
 * it lies: the copy is the text, NULs stand behind it, and it is told what it is. */
void diag_copied_text(struct report *report)
{
    static const char odd[] = {0, (char)0x80, (char)0xff, 0x7f};
    char text[100];
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t size = 0; size <= sizeof text; size++)
        for (size_t at = 0; at <= size * sizeof odd; at++) {
            static const char padding[CEL_PADDING];
            struct cel_source source;
            bool ascii = at == size * sizeof odd || at % sizeof odd == 3;
            for (size_t i = 0; i < size; i++)
                text[i] = (char)(1 + i);
            if (at < size * sizeof odd)
                text[at / sizeof odd] = odd[at % sizeof odd];
            cel_copy_source(&arena, text, size, &source);
            if (source.ascii != ascii || memcmp(source.text, text, size) != 0 ||
                memcmp(source.text + size, padding, CEL_PADDING) != 0)
                expect(report, false, "%zu bytes, case %zu", size, at);
            expect(report, source.size == size, "%zu bytes", size);
            arena_reset(&arena);
        }
    struct cel_source source;
    arena_set_limit(&arena, 0);
    expect(report, !cel_copy_source(&arena, text, 1, &source), "no memory, no copy");
    arena_destroy(&arena);
}

/* The places by definition: counting from the beginning. */
static struct cel_place slow_place(const char *text, uint32_t offset)
{
    struct cel_place place = {0, 1, 1};
    for (uint32_t i = 0; i < offset; i++) {
        bool begins = ((unsigned char)text[i + 1] & 0xc0) != 0x80 || i + 1 == offset;
        place.offset += begins;
        place.column += begins;
        if (text[i] == '\n')
            place = (struct cel_place){place.offset, place.line + 1, 1};
    }
    return place;
}

void diag_places(struct report *report)
{
    struct arena arena;
    arena_init(&arena, NULL);
    for (size_t i = 0; i < COUNT(place_texts); i++) {
        char text[2000] = "";
        while (strlen(text) < 500) /* longer than several strides of the index */
            strcat(text, place_texts[i]);
        struct cel_source source;
        struct cel_places places;
        cel_copy_source(&arena, text, strlen(text), &source);
        cel_index_places(&arena, &source, &places);
        for (uint32_t at = 0; at <= source.size; at++) {
            if (at < source.size && ((unsigned char)text[at] & 0xc0) == 0x80)
                continue; /* inside a character */
            struct cel_place got = cel_find_place(&places, at),
                             want = slow_place(text, at);
            expect(report,
                   got.offset == want.offset && got.line == want.line &&
                       got.column == want.column,
                   "text %zu, byte %u: %u %u:%u, not %u %u:%u", i, at, got.offset,
                   got.line, got.column, want.offset, want.line, want.column);
        }
        arena_reset(&arena);
    }
    struct cel_source source;
    struct cel_places places;
    cel_copy_source(&arena, "ab\n\nc", 5, &source);
    cel_index_places(&arena, &source, &places);
    struct cel_span first = cel_line_span(&places, 1),
                    third = cel_line_span(&places, 3);
    expect(report, places.line_count == 3, "three lines");
    expect(report, first.start == 0 && first.end == 2, "the first line");
    expect(report, third.start == 4 && third.end == 5, "the last line");
    source.places = &places;
    struct cel_places again;
    arena_set_limit(&arena, 0);
    expect(report,
           cel_index_places(&arena, &source, &again) && again.lines == places.lines,
           "an index that is there is taken, without any memory");
    arena_destroy(&arena);
}

/* A sink that takes `room` bytes and then says no. */
struct narrow {
    size_t room;  /* bytes it will still take */
    size_t calls; /* times it was called */
};

static bool take_some(void *context, const char *bytes, size_t size)
{
    struct narrow *narrow = context;
    (void)bytes;
    narrow->calls++;
    if (size > narrow->room)
        return false;
    narrow->room -= size;
    return true;
}

void diag_writer(struct report *report)
{
    struct cel_writer out;
    struct text text = {0};
    cel_writer_init(&out, collect, &text);
    cel_write_signed(&out, INT64_MIN);
    cel_write_char(&out, ' ');
    cel_write_unsigned(&out, UINT64_MAX);
    cel_write_spaces(&out, 3);
    cel_write_signed(&out, 0);
    expect_text(report, "before a flush", text.bytes, "");
    expect(report, cel_writer_flush(&out), "flushing");
    expect_text(report, "numbers", text.bytes,
                "-9223372036854775808 18446744073709551615   0");
    struct narrow narrow = {.room = 10000};
    cel_writer_init(&out, take_some, &narrow);
    for (int i = 0; i < 30000; i++)
        cel_write(&out, "ab");
    expect(report, out.failed && narrow.calls == 2,
           "a sink that said no is left alone");
    expect(report, !cel_writer_flush(&out), "and the flush says so");
    static char large[20000];
    narrow = (struct narrow){.room = sizeof large};
    cel_writer_init(&out, take_some, &narrow);
    cel_write_bytes(&out, large, sizeof large);
    expect(report, narrow.room == 0 && narrow.calls == 1, "large text goes as it is");
    narrow = (struct narrow){.room = sizeof large};
    cel_write_bytes(&out, large, sizeof out.buffer);
    expect(report, narrow.calls == 0, "text as large as the buffer is kept");
    cel_write_string(&out, (struct cel_string){NULL, 0});
    expect(report, narrow.calls == 0, "and no text behind it");
    cel_writer_flush(&out);
    expect(report, narrow.room == sizeof large - sizeof out.buffer, "until a flush");
    cel_write_char(&out, 'a');
    cel_write_bytes(&out, large, sizeof out.buffer - 1);
    expect(report, narrow.calls == 1, "text that fills the buffer is kept");
}

void diag_safe_text(struct report *report)
{
    for (size_t i = 0; i < COUNT(safe_cases); i++) {
        struct cel_writer out;
        struct text text = {0};
        cel_writer_init(&out, collect, &text);
        cel_write_safe(&out, string(safe_cases[i].text));
        cel_writer_flush(&out);
        expect_text(report, "safe text", text.bytes, safe_cases[i].shown);
    }
}

/* All code points, held against the list of those that are not shown as they are. */
void diag_unsafe_points(struct report *report)
{
    uint32_t point = 0;
    for (size_t i = 0; i < COUNT(unsafe_ranges); i++) {
        for (; point < unsafe_ranges[i].first; point++)
            expect(report, !cel_is_unsafe(point), "U+%04X is shown", point);
        for (; point <= unsafe_ranges[i].last; point++)
            expect(report, cel_is_unsafe(point), "U+%04X is not", point);
    }
    for (; point <= 0x110000; point++)
        expect(report, !cel_is_unsafe(point), "U+%04X is shown", point);
    expect(report, cel_is_unsafe(CEL_NO_CODE_POINT), "what is no code point is not");
}

void diag_messages(struct report *report)
{
    struct arena arena;
    struct cel_diagnostics list = {0};
    arena_init(&arena, NULL);
    struct cel_string values[CEL_VALUES] = {string("`)`"), string("`]`")};
    const struct cel_diagnostic *made =
        cel_report(&arena, &list, CEL_EXPECTED_TOKEN, (struct cel_span){3, 4}, values);
    char message[100] = "";
    memcpy(message, made->message.data, made->message.size);
    expect_text(report, "a message", message, "expected `)`, found `]`");
    expect_text(report, "its code", cel_code_name(made->code), "E0302");
    const struct cel_string nothing[CEL_VALUES] = {{NULL, 0}};
    made = cel_report(&arena, &list, CEL_EXPECTED_TOKEN, made->span, nothing);
    expect(report, made->message.size == strlen("expected , found "), "no values");
    for (int code = 0; code < CEL_CODE_COUNT; code++) {
        const char *name = cel_code_name((enum cel_code)code);
        const char *text = cel_code_text((enum cel_code)code);
        expect(report, strlen(name) == 5 && name[0] == 'E', "the form of %s", name);
        expect(report, text[strlen(text) - 1] != '.', "%s ends without a period", name);
        expect(report, strpbrk(text, "\"\\") == NULL, "%s needs no escapes", name);
        for (const char *brace = text; (brace = strchr(brace, '{')) != NULL; brace++)
            expect(report, brace[1] == '}', "%s fills in {}", name);
        for (int other = 0; other < code; other++)
            expect(report,
                   strcmp(name, cel_code_name((enum cel_code)other)) < 0 ||
                       strcmp(name, cel_code_name((enum cel_code)other)) > 0,
                   "%s is used once", name);
    }
    arena_set_limit(&arena, arena_used(&arena));
    made =
        cel_report(&arena, &list, CEL_EXPECTED_TOKEN, (struct cel_span){9, 9}, values);
    expect(report, made->code == CEL_OUT_OF_MEMORY && list.last == made,
           "without memory, the list's own diagnostic says so");
    expect(report, !cel_add_note(&arena, &list.out_of_memory, made->span, values[0]),
           "which gets no note");
    expect(report, !cel_set_fix(&arena, &list.out_of_memory, made->span, values[0]),
           "and no fix");
    cel_report(&arena, &list, CEL_EXPECTED_TOKEN, (struct cel_span){9, 9}, values);
    expect(report, list.last == made && made->next == NULL, "once");
    arena_set_limit(&arena, SIZE_MAX);
    const struct cel_diagnostic *last =
        cel_report(&arena, &list, CEL_EXPECTED_TOKEN, (struct cel_span){9, 9}, values);
    expect(report, cel_report_no_memory(&list, (struct cel_span){9, 9}) == made,
           "and once only, even if memory was there in between");
    expect(report, list.last == last && last->next == NULL, "the last stays the last");
    arena_destroy(&arena);
}

void diag_sorting(struct report *report)
{
    const struct cel_string no_values[CEL_VALUES] = {{"", 0}, {"", 0}, {"", 0}};
    struct arena arena;
    arena_init(&arena, NULL);
    for (uint32_t count = 0; count < 70; count++) {
        struct cel_diagnostics list = {0};
        for (uint32_t i = 0; i < count; i++) {
            uint32_t start = i * 37 % 16;
            cel_report(&arena, &list, CEL_INT_RANGE, (struct cel_span){start, i},
                       no_values);
        }
        cel_sort_diagnostics(&list);
        uint32_t seen = 0;
        const struct cel_diagnostic *before = NULL;
        for (const struct cel_diagnostic *d = list.first; d; before = d, d = d->next) {
            seen++;
            if (before != NULL)
                expect(report,
                       before->span.start < d->span.start ||
                           (before->span.start == d->span.start &&
                            before->span.end < d->span.end),
                       "%u diagnostics: in order, equals as they came", count);
        }
        expect(report, seen == count && list.last == before, "%u of %u", seen, count);
        arena_reset(&arena);
    }
    arena_destroy(&arena);
}

void diag_widths(struct report *report)
{
    for (size_t i = 0; i < COUNT(width_cases); i++) {
        unsigned columns = cel_point_width(width_cases[i].point);
        expect(report, columns == width_cases[i].columns, "U+%04X takes %u columns",
               width_cases[i].point, columns);
    }
}

/* Where glibc goes its own way: numbers in black squares and the hexagrams, which
 * Unicode calls ambiguous and neutral, are wide there. */
static bool is_wide_in_libc(uint32_t point)
{
    return (point >= 0x3248 && point <= 0x324f) || (point >= 0x4dc0 && point <= 0x4dff);
}

/* The C library has a table of its own: wcwidth. What it does not know is -1. */
void diag_widths_of_the_c_library(struct report *report)
{
    int known = 0;
    if (!expect(report, setlocale(LC_CTYPE, "C.UTF-8") != NULL, "C.UTF-8 is there"))
        return;
    for (uint32_t point = 1; point <= 0x10ffff; point++) {
        int theirs = wcwidth((wchar_t)point);
        known += theirs >= 0;
        if (theirs >= 0 && (unsigned)theirs != cel_point_width(point) &&
            !is_wide_in_libc(point))
            expect(report, false, "U+%04X takes %u columns, with wcwidth %d", point,
                   cel_point_width(point), theirs);
    }
    expect(report, known > 200000, "wcwidth knows %d points", known);
    setlocale(LC_CTYPE, "C");
}
