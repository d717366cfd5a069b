/* render.c: a diagnostic for people: one line that editors and other tools understand,
 * then the source with what is wrong marked in it, the notes, and what would be right.
 *
 * The marks say by their form what they are (^~~ an error, --- a note, +++ a fix), so
 * colour only helps to find them. */
#include "diag/render.h"

#include <string.h>

#include "diag/excerpt.h"
#include "diag/utf8.h"

/* What is coloured. */
enum style {
    PLAIN,   /* nothing */
    PLACE,   /* the file, line and column, and the message */
    ERROR,   /* what is wrong */
    WARNING, /* what may be wrong */
    NOTE,    /* what explains it */
    HELP,    /* what would be right */
    GUTTER   /* line numbers */
};

/* A diagnostic being rendered. */
struct render {
    struct cel_writer *out;          /* where to */
    struct cel_string name;          /* the file's name */
    const struct cel_places *places; /* the text, or NULL */
    bool colour;                     /* with ANSI escape sequences */
    enum style style;                /* of the error's marks */
    int digits;                      /* of the largest line number shown */
};

static void begin(struct render *r, enum style style)
{
    static const char *const codes[] = {"",           "\x1b[1m",    "\x1b[1;31m",
                                        "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;32m",
                                        "\x1b[2m"};
    if (r->colour && style != PLAIN)
        cel_write(r->out, codes[style]);
}

static void end(struct render *r, enum style style)
{
    if (r->colour && style != PLAIN)
        cel_write(r->out, "\x1b[0m");
}

static void write_styled(struct render *r, enum style style, const char *text)
{
    begin(r, style);
    cel_write(r->out, text);
    end(r, style);
}

/* Writes `name:line:column: kind: message`. */
static void write_head(struct render *r, uint32_t offset, enum style style,
                       const char *kind, struct cel_string message)
{
    enum style strong = style == NOTE ? PLAIN : PLACE;
    begin(r, PLACE);
    cel_write_safe(r->out, r->name);
    cel_write_char(r->out, ':');
    if (r->places != NULL) {
        struct cel_place place = cel_find_place(r->places, offset);
        cel_write_unsigned(r->out, place.line);
        cel_write_char(r->out, ':');
        cel_write_unsigned(r->out, place.column);
        cel_write_char(r->out, ':');
    }
    end(r, PLACE);
    cel_write_char(r->out, ' ');
    write_styled(r, style, kind);
    cel_write_char(r->out, ' ');
    begin(r, strong);
    cel_write_safe(r->out, message);
    end(r, strong);
}

static void write_first_line(struct render *r, const struct cel_diagnostic *d)
{
    bool bad = d->severity == CEL_ERROR;
    r->style = bad ? ERROR : WARNING;
    write_head(r, d->span.start, r->style, bad ? "error:" : "warning:", d->message);
    cel_write(r->out, " [");
    cel_write(r->out, cel_code_name(d->code));
    cel_write(r->out, "]\n");
}

static int count_digits(uint32_t number)
{
    int digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

/* ` 12 | `, or without a number where `line` is 0. */
static void write_gutter(struct render *r, uint32_t line)
{
    begin(r, GUTTER);
    cel_write_spaces(r->out, 1 + (size_t)(r->digits - (line ? count_digits(line) : 0)));
    if (line != 0)
        cel_write_unsigned(r->out, line);
    cel_write(r->out, " |");
    end(r, GUTTER);
}

/* The marks, each stretch of one kind in its style. */
static void write_marks(struct render *r, const struct cel_excerpt *e)
{
    enum style now = PLAIN;
    write_gutter(r, 0);
    cel_write_char(r->out, ' ');
    for (size_t i = 0; i < e->mark_count; i++) {
        char c = e->marks[i];
        enum style next = c == ' ' ? PLAIN : c == '-' ? NOTE : r->style;
        if (next != now)
            end(r, now);
        if (next != now)
            begin(r, next);
        now = next;
        cel_write_char(r->out, c);
    }
    end(r, now);
    cel_write_char(r->out, '\n');
}

/* A line of the source, or what a fix makes of it, and the marks below. */
static void write_line(struct render *r, uint32_t line, struct cel_excerpt *e)
{
    size_t size = 0;
    for (size_t i = 0; i < CEL_PARTS; i++)
        size += e->parts[i].text.size;
    write_gutter(r, line);
    if (size > 0)
        cel_write_char(r->out, ' ');
    cel_write_excerpt(r->out, e);
    cel_write_char(r->out, '\n');
    if (e->mark_count > 0)
        write_marks(r, e);
}

static struct cel_string text_of(const struct render *r, struct cel_span span)
{
    return (struct cel_string){r->places->source->text + span.start,
                               span.end - span.start};
}

/* A line without its end, which may be CR LF. */
static struct cel_span line_of(const struct render *r, uint32_t line)
{
    struct cel_span span = cel_line_span(r->places, line);
    const char *text = r->places->source->text;
    if (line < r->places->line_count && span.end > span.start &&
        text[span.end - 1] == '\r')
        span.end--;
    return span;
}

static uint32_t line_at(const struct render *r, uint32_t offset)
{
    return cel_find_place(r->places, offset).line;
}

static uint32_t clip(uint32_t at, struct cel_span to)
{
    return at < to.start ? to.start : at > to.end ? to.end : at;
}

/* The part of a span that is in a line. */
static struct cel_span within(struct cel_span span, struct cel_span line)
{
    return (struct cel_span){clip(span.start, line), clip(span.end, line)};
}

/* A span without a line end at its end, which would only mark the next line. */
static struct cel_span without_line_end(const struct render *r, struct cel_span span)
{
    if (span.end > span.start && r->places->source->text[span.end - 1] == '\n')
        span.end--;
    return span;
}

/* Cuts the line up at the marked spans, which are in order; those that are not given
 * are as the line's end. */
static struct cel_excerpt cut(const struct render *r, struct cel_span line,
                              struct cel_span first, struct cel_span second)
{
    struct cel_excerpt e = {.focus = 1};
    e.parts[0].text = text_of(r, (struct cel_span){line.start, first.start});
    e.parts[1].text = text_of(r, first);
    e.parts[2].text = text_of(r, (struct cel_span){first.end, second.start});
    e.parts[3].text = text_of(r, second);
    e.parts[4].text = text_of(r, (struct cel_span){second.end, line.end});
    return e;
}

static struct cel_span end_of(struct cel_span span)
{
    return (struct cel_span){span.end, span.end};
}

/* The last line of a span of several: marked from its first character that is not a
 * blank. */
static void write_last_line(struct render *r, uint32_t number, struct cel_span span,
                            enum cel_mark mark)
{
    struct cel_span line = line_of(r, number), part = within(span, line);
    const char *text = r->places->source->text;
    while (part.start < part.end &&
           (text[part.start] == ' ' || text[part.start] == '\t'))
        part.start++;
    struct cel_excerpt e = cut(r, line, part, end_of(line));
    e.parts[1].mark = mark;
    e.focus_on_end = true;
    write_line(r, number, &e);
}

/* The source of a span: its line, or the first and the last. */
static void write_span(struct render *r, struct cel_span span, enum cel_mark mark)
{
    span = without_line_end(r, span);
    uint32_t first = line_at(r, span.start), last = line_at(r, span.end);
    struct cel_span line = line_of(r, first);
    struct cel_excerpt e = cut(r, line, within(span, line), end_of(line));
    e.parts[1].mark = mark;
    write_line(r, first, &e);
    if (last > first + 1) {
        begin(r, GUTTER);
        cel_write(r->out, " ...");
        end(r, GUTTER);
        cel_write_char(r->out, '\n');
    }
    if (last > first)
        write_last_line(r, last, span, mark == CEL_CARET ? CEL_TILDES : mark);
}

/* Shows the error and its first note in one line, if they are apart in one; false if
 * not. `*seen` becomes the note if it could be shown whole. */
static bool write_both(struct render *r, const struct cel_diagnostic *d,
                       const struct cel_note **seen)
{
    if (d->notes == NULL)
        return false;
    struct cel_span error = without_line_end(r, d->span),
                    note = without_line_end(r, d->notes->span);
    bool before = note.start < error.start;
    struct cel_span first = before ? note : error, second = before ? error : note;
    uint32_t number = line_at(r, first.start);
    struct cel_span line = line_of(r, number);
    if (first.start == second.start || first.end > second.start ||
        second.end > line.end)
        return false;
    struct cel_excerpt e = cut(r, line, first, second);
    e.focus = before ? 3 : 1;
    e.parts[e.focus].mark = CEL_CARET;
    e.parts[before ? 1 : 3].mark = CEL_DASHES;
    write_line(r, number, &e);
    *seen = e.parts[before ? 1 : 3].seen ? d->notes : NULL;
    return true;
}

static void write_notes(struct render *r, const struct cel_note *notes,
                        const struct cel_note *seen)
{
    for (const struct cel_note *note = notes; note != NULL; note = note->next) {
        write_head(r, note->span.start, NOTE, "note:", note->message);
        cel_write_char(r->out, '\n');
        if (note != seen)
            write_span(r, note->span, CEL_DASHES);
    }
}

enum { QUOTED = 40 /* code points of a text that are quoted in a line */ };

/* The text in backquotes; one that has them already gets no more. */
static void write_quoted(struct cel_writer *out, struct cel_string text)
{
    bool quoted = text.size > 1 && text.data[0] == '`' &&
                  text.data[text.size - 1] == '`';
    struct cel_string shown = {text.data, 0};
    for (int i = 0; i < QUOTED && shown.size < text.size; i++) {
        uint32_t point;
        shown.size +=
            cel_utf8_decode(text.data + shown.size, text.size - shown.size, &point);
    }
    cel_write(out, quoted ? "" : "`");
    cel_write_safe(out, shown);
    cel_write(out, shown.size < text.size ? "..." : "");
    cel_write(out, quoted ? "" : "`");
}

/* What a fix does, and the line it makes: of the first and the last of its lines. */
static void write_fix(struct render *r, const struct cel_fix *fix)
{
    bool inserts = fix->span.start == fix->span.end;
    bool removes = fix->replacement.size == 0;
    struct cel_string removed = text_of(r, fix->span);
    uint32_t number = line_at(r, fix->span.start);
    struct cel_span first = line_of(r, number),
                    last = line_of(r, line_at(r, fix->span.end));
    write_styled(r, HELP, "help:");
    cel_write(r->out, inserts ? " insert " : removes ? " remove " : " replace by ");
    write_quoted(r->out, removes ? removed : fix->replacement);
    cel_write_char(r->out, '\n');
    struct cel_excerpt e = {.focus = 1};
    struct cel_span before = {first.start, clip(fix->span.start, first)},
                    after = {clip(fix->span.end, last), last.end};
    e.parts[0].text = text_of(r, before);
    e.parts[1].text = fix->replacement;
    e.parts[1].mark = inserts ? CEL_PLUSES : removes ? CEL_NO_MARK : CEL_TILDES;
    e.parts[2].text = text_of(r, after);
    r->style = HELP;
    write_line(r, number, &e);
}

/* The largest number of a line that is shown. */
static uint32_t last_line(const struct render *r, const struct cel_diagnostic *d)
{
    uint32_t last = d->span.end;
    for (const struct cel_note *note = d->notes; note != NULL; note = note->next)
        last = note->span.end > last ? note->span.end : last;
    if (d->fix != NULL && d->fix->span.start > last)
        last = d->fix->span.start;
    return line_at(r, last);
}

void cel_render(struct cel_writer *out, struct cel_string name,
                const struct cel_places *places,
                const struct cel_diagnostic *diagnostic, bool colour)
{
    struct render r = {.out = out, .name = name, .places = places, .colour = colour};
    const struct cel_note *seen = NULL;
    write_first_line(&r, diagnostic);
    if (places == NULL)
        return;
    r.digits = count_digits(last_line(&r, diagnostic));
    if (!write_both(&r, diagnostic, &seen))
        write_span(&r, diagnostic->span, CEL_CARET);
    write_notes(&r, diagnostic->notes, seen);
    if (diagnostic->fix != NULL)
        write_fix(&r, diagnostic->fix);
}

void cel_render_short(struct cel_writer *out, struct cel_string name,
                      const struct cel_places *places,
                      const struct cel_diagnostic *diagnostic)
{
    struct render r = {.out = out, .name = name, .places = places};
    write_first_line(&r, diagnostic);
}
