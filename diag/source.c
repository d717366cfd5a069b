/* source.c: copying a text, and an index over it: the line number and the count of code
 * points at every 64th byte. From there to any byte it is at most 64 steps, so a
 * writer that asks for a million places of a one-line unit stays linear. */
#include "diag/source.h"

#include <string.h>

#include "diag/utf8.h"

enum { STRIDE = 64 };

struct cel_checkpoint {
    uint32_t points; /* code points before this byte */
    uint32_t line;   /* line feeds before this byte */
};

enum { CHUNK = 32 };

/* Copies CHUNK bytes; returns a word whose bytes' highest bits are set where one of
 * them is not ASCII or a NUL: less one, a NUL has its highest bit set, too. */
static uint64_t copy_chunk(char *to, const char *from)
{
    static const uint64_t ones = 0x0101010101010101u;
    uint64_t words[CHUNK / 8], odd = 0;
    memcpy(words, from, CHUNK);
    memcpy(to, words, CHUNK);
    for (size_t i = 0; i < CHUNK / 8; i++)
        odd |= words[i] | (words[i] - ones);
    return odd;
}

/* Copies a text; returns whether it is ASCII without a NUL. The last chunk overlaps the
 * one before, so that its size need not be looked at. */
static bool copy_text(char *to, const char *from, size_t size)
{
    uint64_t odd = 0;
    size_t i = 0;
    for (; i + CHUNK <= size; i += CHUNK)
        odd |= copy_chunk(to + i, from + i);
    if (i > 0)
        odd |= copy_chunk(to + size - CHUNK, from + size - CHUNK);
    else
        for (; i < size; i++) {
            to[i] = from[i];
            odd |= (unsigned char)from[i] | ((unsigned char)from[i] - (uint64_t)1);
        }
    return (odd & 0x8080808080808080u) == 0;
}

bool cel_copy_source(struct arena *arena, const char *text, size_t size,
                     struct cel_source *source)
{
    char *copy = (char *)arena_alloc(arena, size + CEL_PADDING, "text");
    if (copy == NULL)
        return false;
    bool ascii = copy_text(copy, text, size);
    memset(copy + size, 0, CEL_PADDING);
    *source = (struct cel_source){.text = copy, .size = (uint32_t)size, .ascii = ascii};
    return true;
}

static uint32_t count_lines(const char *text, uint32_t size)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < size; i++)
        count += text[i] == '\n';
    return count;
}

static uint32_t count_points(const struct cel_source *source, uint32_t from,
                             uint32_t to)
{
    if (source->ascii)
        return to - from;
    return (uint32_t)cel_utf8_count(source->text + from, to - from);
}

bool cel_index_places(struct arena *arena, const struct cel_source *source,
                      struct cel_places *places)
{
    if (source->places != NULL) {
        *places = *source->places;
        return true;
    }
    uint32_t line_count = 1 + count_lines(source->text, source->size);
    uint32_t *lines = ARENA_ARRAY(arena, uint32_t, line_count);
    struct cel_checkpoint *marks =
        ARENA_ARRAY(arena, struct cel_checkpoint, source->size / STRIDE + 1);
    if (lines == NULL || marks == NULL)
        return false;
    struct cel_checkpoint here = {0, 0};
    lines[0] = 0;
    for (uint32_t start = 0, i = 0; start <= source->size; start += STRIDE, i++) {
        marks[i] = here;
        uint32_t rest = source->size - start,
                 end = start + (rest < STRIDE ? rest : STRIDE);
        for (uint32_t at = start; at < end; at++)
            if (source->text[at] == '\n')
                lines[++here.line] = at + 1;
        here.points += count_points(source, start, end);
    }
    *places = (struct cel_places){
        .source = source, .marks = marks, .lines = lines, .line_count = line_count};
    return true;
}

uint32_t cel_count_points(const struct cel_places *places, uint32_t offset)
{
    return places->marks[offset / STRIDE].points +
           count_points(places->source, offset - offset % STRIDE, offset);
}

struct cel_place cel_find_place(const struct cel_places *places, uint32_t offset)
{
    uint32_t start = offset - offset % STRIDE;
    uint32_t line = places->marks[offset / STRIDE].line +
                    count_lines(places->source->text + start, offset - start);
    uint32_t points = cel_count_points(places, offset);
    return (struct cel_place){
        .offset = points,
        .line = line + 1,
        .column = points - cel_count_points(places, places->lines[line]) + 1};
}

struct cel_span cel_line_span(const struct cel_places *places, uint32_t line)
{
    uint32_t end = line < places->line_count ? places->lines[line] - 1
                                             : places->source->size;
    return (struct cel_span){places->lines[line - 1], end};
}
