/* excerpt.c: which characters of a line are shown, as what, and in which columns.
 *
 * A line may be a megabyte, and each error in it has an excerpt of its own. So nothing
 * here walks the whole line: a window grows from the focus to both sides until it is
 * wide enough. Places are byte offsets in all the parts put together. */
#include "diag/excerpt.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "diag/utf8.h"
#include "diag/width.h"

enum {
    TAB = 4,   /* columns from one tab stop to the next */
    DOTS = 3,  /* columns of "..." */
    POINTS = 4 /* code points for each column: many of them may take none */
};

/* A code point as it is shown. */
struct glyph {
    const char *text; /* where it stands */
    size_t size;      /* the bytes it takes there */
    unsigned columns; /* the columns it is shown in; a tab takes as many or fewer */
    char escape[16];  /* what is shown in its stead, or "" */
};

/* The part of the byte at `*at`, which becomes the offset in that part. */
static struct cel_piece *part_of(struct cel_excerpt *e, size_t *at)
{
    struct cel_piece *part = e->parts;
    for (; *at >= part->text.size; part++)
        *at -= part->text.size;
    return part;
}

/* The character at a place. One that has no width is shown by its number where it
 * begins a part: there it would vanish, or change what is before it. */
static struct glyph glyph_at(struct cel_excerpt *e, size_t at)
{
    const struct cel_piece *part = part_of(e, &at);
    struct glyph g = {.text = part->text.data + at, .columns = TAB};
    uint32_t point;
    g.size = cel_utf8_decode(g.text, part->text.size - at, &point);
    if (point == '\t')
        return g;
    g.columns = cel_point_width(point);
    int shown = 0;
    if (point == CEL_NO_CODE_POINT)
        shown = snprintf(g.escape, sizeof g.escape, "<%02X>", (unsigned char)*g.text);
    else if (cel_is_unsafe(point) || (g.columns == 0 && at == 0))
        shown = snprintf(g.escape, sizeof g.escape, "<U+%04lX>", (unsigned long)point);
    if (shown > 0)
        g.columns = (unsigned)shown;
    return g;
}

/* The character that ends at a place, which is not the beginning. */
static struct glyph glyph_before(struct cel_excerpt *e, size_t at)
{
    size_t end = at - 1;
    struct cel_piece *part = part_of(e, &end);
    end++;
    for (size_t back = 1; back <= 4 && back <= end; back++) {
        const char *text = part->text.data + end - back;
        uint32_t point;
        if (cel_utf8_decode(text, back, &point) == back && point != CEL_NO_CODE_POINT)
            return glyph_at(e, at - back);
    }
    return glyph_at(e, at - 1);
}

/* The stretch of a line that is shown. */
struct window {
    size_t from;      /* its first byte */
    size_t to;        /* the byte behind it */
    unsigned columns; /* its width at most */
    unsigned points;  /* code points in it */
};

/* Takes a character into the window if there is room: in columns, and in characters,
 * of which there may be four times as many. */
static bool admit(struct window *w, const struct glyph *g, unsigned limit)
{
    if (w->columns + g->columns > limit || w->points >= POINTS * limit)
        return false;
    w->columns += g->columns;
    w->points++;
    return true;
}

static void grow_left(struct cel_excerpt *e, struct window *w, unsigned limit)
{
    while (w->from > 0) {
        struct glyph g = glyph_before(e, w->from);
        if (!admit(w, &g, limit))
            return;
        w->from -= g.size;
    }
}

static void grow_right(struct cel_excerpt *e, struct window *w, size_t end,
                       unsigned limit)
{
    while (w->to < end) {
        struct glyph g = glyph_at(e, w->to);
        if (!admit(w, &g, limit))
            return;
        w->to += g.size;
    }
}

/* The bytes of the first `count` parts. */
static size_t size_of(const struct cel_excerpt *e, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += e->parts[i].text.size;
    return size;
}

/* A window of at most `limit` columns, half of them before the focus if there is
 * enough on both sides. It does not begin with a character that has no width. */
static struct window window_of(struct cel_excerpt *e, unsigned limit)
{
    size_t focus = size_of(e, e->focus + e->focus_on_end), end = size_of(e, CEL_PARTS);
    struct window w = {.from = focus, .to = focus};
    grow_left(e, &w, limit / 2);
    grow_right(e, &w, end, limit);
    grow_left(e, &w, limit);
    while (w.from > 0 && w.from < focus) {
        struct glyph g = glyph_at(e, w.from);
        if (g.columns > 0)
            break;
        w.from += g.size;
    }
    return w;
}

/* Marks columns, as a part asks for it; `first`: its first ones. */
static void mark(struct cel_excerpt *e, enum cel_mark mark, bool first, size_t column,
                 size_t count)
{
    if (mark == CEL_NO_MARK || count == 0)
        return;
    memset(e->marks + column, " ~~-+"[mark], count);
    if (first && mark == CEL_CARET)
        e->marks[column] = '^';
    e->mark_count = column + count;
}

/* Writes a character that begins in `column`; returns the columns it took. */
static unsigned write_glyph(struct cel_writer *out, const struct glyph *g,
                            size_t column)
{
    if (*g->text == '\t') {
        cel_write_spaces(out, TAB - column % TAB);
        return (unsigned)(TAB - column % TAB);
    }
    if (*g->escape != '\0')
        cel_write(out, g->escape);
    else
        cel_write_bytes(out, g->text, g->size);
    return g->columns;
}

/* Writes the characters of a part that are in the window, and marks them. `at` is where
 * the part begins, `column` where its first character goes; returns the next column. */
static size_t write_part(struct cel_writer *out, struct cel_excerpt *e,
                         struct cel_piece *part, const struct window *w, size_t at,
                         size_t column)
{
    size_t start = at, end = at + part->text.size;
    part->seen = start >= w->from && end <= w->to;
    if (start == end && part->seen && part->mark != CEL_NO_MARK)
        mark(e, part->mark, true, column, 1);
    if (at < w->from)
        at = w->from;
    while (at < end && at < w->to) {
        struct glyph g = glyph_at(e, at);
        unsigned taken = write_glyph(out, &g, column);
        mark(e, part->mark, at == start, column, taken);
        column += taken;
        at += g.size;
    }
    return column;
}

void cel_write_excerpt(struct cel_writer *out, struct cel_excerpt *e)
{
    size_t end = size_of(e, CEL_PARTS), at = 0, column = 0;
    struct window w = window_of(e, CEL_EXCERPT);
    if (w.from > 0 || w.to < end)
        w = window_of(e, CEL_EXCERPT - 2 * DOTS);
    memset(e->marks, ' ', sizeof e->marks);
    e->mark_count = 0;
    if (w.from > 0) {
        cel_write(out, "...");
        column = DOTS;
    }
    for (size_t i = 0; i < CEL_PARTS; i++) {
        column = write_part(out, e, &e->parts[i], &w, at, column);
        at += e->parts[i].text.size;
    }
    if (w.to < end)
        cel_write(out, "...");
}
