/* misspelt.c: mistakes within words, numbers, strings, blanks and comments: what the
 * lexer could not read, or read as something else than was meant. */
#include "parser/mistakes.h"

#include "diag/utf8.h"
#include "lexer/lexer.h"

/* How far a quote is looked for, in bytes: a limit, so that time stays linear. */
enum { NEAR = 1000 };

/* 0X1F */
static bool hex_prefix(const struct cel_site *site, struct cel_finding *f)
{
    struct cel_string before = cel_site_text(site, site->before.span),
                      found = cel_site_text(site, site->found.span);
    if (before.size != 1 || before.data[0] != '0' || found.size < 2 ||
        found.data[0] != 'X' || !cel_is_adjacent(site->before, site->found))
        return false;
    uint32_t at = site->found.span.start;
    f->code = CEL_HEX_PREFIX;
    f->values[0] =
        cel_site_quote(site, (struct cel_span){site->before.span.start, at + 1});
    cel_finding_fix(f, (struct cel_span){at, at + 1}, "x");
    return true;
}

/* 123abc, 1_000, 1e, 0x */
static bool number_suffix(const struct cel_site *site, struct cel_finding *f)
{
    if (!cel_is_number(site->before) || !cel_is_word(site->found) ||
        !cel_is_adjacent(site->before, site->found))
        return false;
    f->code = CEL_NUMBER_SUFFIX;
    f->values[0] = cel_site_quote(site, site->found.span);
    return true;
}

/* 1.2.3 */
static bool second_point(const struct cel_site *site, struct cel_finding *f)
{
    if (site->before.kind != CEL_TOKEN_DOUBLE || site->found.kind != CEL_TOKEN_DOUBLE ||
        !cel_is_adjacent(site->before, site->found))
        return false;
    f->code = CEL_SECOND_POINT;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->values[1] = cel_site_quote(site, site->before.span);
    return true;
}

/* 1. and .5. */
static bool bare_point(const struct cel_site *site, struct cel_finding *f)
{
    struct cel_span number = {site->earlier.span.start, site->before.span.end};
    if (!cel_is_number(site->earlier) || !cel_is_adjacent(site->earlier, site->before))
        return false;
    f->remedy = CEL_REMEDY_NONE;
    if (site->earlier.kind == CEL_TOKEN_DOUBLE) {
        f->code = CEL_SECOND_POINT;
        f->span = site->before.span;
        f->values[0] = cel_site_quote(site, site->before.span);
        f->values[1] = cel_site_quote(site, site->earlier.span);
        return true;
    }
    f->code = CEL_BARE_POINT;
    f->values[0] = cel_site_quote(site, number);
    f->values[1] = cel_quote(site->p, site->p->token);
    if (site->found.kind != CEL_TOKEN_DOT && site->found.kind != CEL_TOKEN_DOUBLE)
        cel_finding_fix(f, (struct cel_span){number.end, number.end}, "0");
    return true;
}

/* 'don't': a word right behind a string that ends in a word, and an odd number of such
 * quotes behind it on the line. */
static bool quote_in_string(const struct cel_site *site, struct cel_finding *f)
{
    const char *text = site->p->unit->source.text;
    if (site->before.kind != CEL_TOKEN_STRING || !cel_is_word(site->found) ||
        !cel_is_adjacent(site->before, site->found))
        return false;
    uint32_t at = site->found.span.start, end = cel_line_end(site, at, NEAR), count = 0,
             first = end;
    char mark = text[at - 1];
    if (!cel_is_name_byte(text[at - 2]))
        return false;
    for (uint32_t i = at; i < end; i++) {
        if (text[i] == mark && count++ == 0)
            first = i + 1;
    }
    if (count % 2 == 0)
        return false;
    f->code = CEL_QUOTE_IN_STRING;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->values[1] = cel_constant(mark == '"' ? "`\\\"`" : "`\\'`");
    f->end = first;
    bool plain = text[site->before.span.start] == mark;
    if (plain && count == 1)
        cel_finding_fix(f, (struct cel_span){at - 1, at - 1}, "\\");
    return true;
}

/* The quotes that word processors make, and which of CEL's is meant. */
static char meant_quote(uint32_t point)
{
    switch (point) {
    case 0x201c: /* left, right, low and reversed double quotes */
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x00ab: /* guillemets */
    case 0x00bb: return '"';
    case 0x2018: /* left, right, low and reversed single quotes */
    case 0x2019:
    case 0x201a:
    case 0x201b: return '\'';
    default: return 0;
    }
}

static char quote_at(const struct cel_site *site, uint32_t at, uint32_t *end)
{
    const struct cel_source *source = &site->p->unit->source;
    uint32_t point;
    *end = at + (uint32_t)cel_utf8_decode(source->text + at, source->size - at, &point);
    return meant_quote(point);
}

/* The text from one curly quote to the next of its kind, or to a plain one, is taken
 * for a string. */
static bool curly_quote(const struct cel_site *site, struct cel_finding *f)
{
    uint32_t start = site->found.span.start, inside, end, next;
    char mark = quote_at(site, start, &inside);
    if (mark == 0)
        return false;
    uint32_t limit = cel_line_end(site, start, NEAR);
    for (end = inside; end < limit && quote_at(site, end, &next) != mark &&
                       site->p->unit->source.text[end] != mark;
         end = next)
        ;
    bool closed = end < limit;
    struct cel_string content = cel_site_text(site, (struct cel_span){inside, end});
    const char ascii[] = {mark, 0};
    f->code = CEL_TYPOGRAPHIC_QUOTE;
    f->values[0] = cel_site_quote(site, (struct cel_span){start, inside});
    f->values[1] = cel_quote_string(site->p, cel_constant(ascii));
    f->end = closed ? next : inside;
    f->span.end = f->end;
    f->remedy = site->context == CEL_AT_OPERAND ? CEL_REMEDY_TAKE : CEL_REMEDY_DROP;
    if (closed && memchr(content.data, '\\', content.size) == NULL)
        cel_finding_fix(f, f->span, cel_site_join(site, ascii, content, ascii));
    return true;
}

/* What is no blank in CEL and looks like one, or like nothing. */
static const struct {
    uint32_t point;      /* the code point */
    bool seen;           /* it takes room */
    const char *message; /* what it is called */
} blanks[] = {
    {0x0b, true, "U+000B (vertical tab)"},
    {0x85, true, "U+0085 (next line)"},
    {0xa0, true, "U+00A0 (no-break space)"},
    {0xad, false, "U+00AD (soft hyphen)"},
    {0x2002, true, "U+2002 (en space)"},
    {0x2003, true, "U+2003 (em space)"},
    {0x2007, true, "U+2007 (figure space)"},
    {0x2009, true, "U+2009 (thin space)"},
    {0x200a, true, "U+200A (hair space)"},
    {0x200b, false, "U+200B (zero width space)"},
    {0x200c, false, "U+200C (zero width non-joiner)"},
    {0x200d, false, "U+200D (zero width joiner)"},
    {0x200e, false, "U+200E (left-to-right mark)"},
    {0x200f, false, "U+200F (right-to-left mark)"},
    {0x2028, true, "U+2028 (line separator)"},
    {0x2029, true, "U+2029 (paragraph separator)"},
    {0x202f, true, "U+202F (narrow no-break space)"},
    {0x205f, true, "U+205F (medium mathematical space)"},
    {0x2060, false, "U+2060 (word joiner)"},
    {0x3000, true, "U+3000 (ideographic space)"},
    {0xfeff, false, "U+FEFF (zero width no-break space)"},
};

/* The place in the table of the code point at byte `at`; -1: it is not there. */
static int find_blank(const struct cel_site *site, uint32_t at)
{
    enum { BLANKS = sizeof blanks / sizeof *blanks };
    const struct cel_source *source = &site->p->unit->source;
    uint32_t point;
    if (at == source->size)
        return -1;
    cel_utf8_decode(source->text + at, source->size - at, &point);
    for (int i = 0; i < BLANKS; i++)
        if (blanks[i].point == point)
            return i;
    return -1;
}

static bool foreign_blank(const struct cel_site *site, struct cel_finding *f)
{
    const char *text = site->p->unit->source.text;
    uint32_t at = site->found.span.start, point;
    int blank = find_blank(site, at);
    if (blank < 0)
        return false;
    while (find_blank(site, at) == blank) /* a run of them is one mistake */
        at += (uint32_t)cel_utf8_decode(text + at, 4, &point);
    f->code = CEL_FOREIGN_BLANK;
    f->span.end = f->end = at;
    f->values[0] = cel_constant(blanks[blank].message);
    bool inside = cel_is_name_byte(text[f->span.start - (f->span.start > 0)]) &&
                  cel_is_name_byte(text[at]); /* of a word */
    if (!inside || !blanks[blank].seen)
        cel_finding_fix(f, f->span, blanks[blank].seen ? " " : "");
    return true;
}

/* # to the end of the line, and slash star */
static bool comment(const struct cel_site *site, struct cel_finding *f)
{
    const struct cel_source *source = &site->p->unit->source;
    const char *at = source->text + site->found.span.start;
    bool first = at[0] == '/' && at[1] == '*';
    if (at[0] == '#') {
        f->end = cel_line_end(site, site->found.span.start, UINT32_MAX);
        f->values[0] = cel_constant("`#`");
        if (site->before.kind != CEL_TOKEN_END)
            cel_finding_fix(f, f->span, "//");
    } else if (first || (at[0] == '*' && site->before.kind == CEL_TOKEN_SLASH &&
                         cel_is_adjacent(site->before, site->found))) {
        const char *close = strstr(at + 1 + first, "*/");
        f->end = close ? (uint32_t)(close - source->text) + 2 : source->size;
        f->values[0] = cel_constant("`/*`");
    } else {
        return false;
    }
    f->code = CEL_COMMENT;
    return true;
}

/* A string that has no end: its opening quotes are pointed at. */
static bool bad_string(const struct cel_site *site, struct cel_finding *f)
{
    const char *text = site->p->unit->source.text;
    uint32_t quotes = site->found.span.start, size = 1;
    if (site->found.kind != CEL_TOKEN_BAD_STRING)
        return false;
    while (text[quotes] != '"' && text[quotes] != '\'')
        quotes++;
    if (text[quotes + 1] == text[quotes]) /* two alone are an empty string */
        size = 3;
    f->code = CEL_UNTERMINATED_STRING;
    f->span = (struct cel_span){quotes, quotes + size};
    f->values[0] = cel_site_quote(site, f->span);
    f->remedy = CEL_REMEDY_TAKE;
    return true;
}

static bool is_regex(char c)
{
    static const char special[] = "dDwWsSB.+*()[]|^";
    return memchr(special, c, sizeof special - 1) != NULL;
}

/* Whether every backslash of the text is one of a regular expression's. */
static bool is_all_regex(struct cel_string text)
{
    for (size_t i = 0; i + 1 < text.size; i++)
        if (text.data[i] == '\\' && !is_regex(text.data[i + 1]))
            return false;
    return true;
}

static bool bad_escape(const struct cel_site *site, struct cel_finding *f)
{
    struct cel_string text = cel_site_text(site, site->found.span);
    if (site->found.kind != CEL_TOKEN_BAD_ESCAPE)
        return false;
    struct cel_string escape = cel_bad_escape(text.data, text.data + text.size);
    bool regex = is_regex(escape.data[1]);
    uint32_t at = (uint32_t)(escape.data - site->p->unit->source.text);
    uint32_t opening = site->found.span.start;
    bool apart = opening == 0 || !cel_is_name_byte(text.data[-1]);
    f->code = regex ? CEL_REGEX_ESCAPE : CEL_INVALID_ESCAPE;
    f->values[0] = cel_quote_string(site->p, escape);
    f->note_span = (struct cel_span){at, at + (uint32_t)escape.size};
    f->note = CEL_NOTE_ESCAPE;
    f->remedy = CEL_REMEDY_TAKE;
    if (text.data[0] == 'b' || text.data[0] == 'B')
        opening++;
    if (regex && apart && is_all_regex(text))
        cel_finding_fix(f, (struct cel_span){opening, opening}, "r");
    return true;
}

static bool bad_name(const struct cel_site *site, struct cel_finding *f)
{
    if (site->found.kind != CEL_TOKEN_BAD_NAME)
        return false;
    f->code = CEL_INVALID_NAME;
    f->remedy = CEL_REMEDY_TAKE;
    return true;
}

static const struct {
    unsigned contexts;                                           /* where */
    bool (*find)(const struct cel_site *, struct cel_finding *); /* what */
} mistakes[] = {
    {CEL_ANYWHERE, bad_string},
    {CEL_ANYWHERE, bad_escape},
    {CEL_ANYWHERE, bad_name},
    {CEL_ANYWHERE, foreign_blank},
    {CEL_ANYWHERE, curly_quote},
    {CEL_ANYWHERE, comment},
    {CEL_AT_OPERATOR | CEL_AT_COLON, hex_prefix},
    {CEL_AT_OPERATOR | CEL_AT_COLON, number_suffix},
    {CEL_AT_OPERATOR | CEL_AT_COLON, second_point},
    {CEL_AT_OPERATOR | CEL_AT_COLON, quote_in_string},
    {CEL_AT_FIELD, bare_point},
};

bool cel_find_misspelt(const struct cel_site *site, struct cel_finding *f)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        if ((mistakes[i].contexts & site->context) != 0 && mistakes[i].find(site, f))
            return true;
    return false;
}

/* With a letter that is not ASCII goes the rest of its word. */
bool cel_find_bad_character(const struct cel_site *site, struct cel_finding *f)
{
    const char *text = site->p->unit->source.text;
    if (site->found.kind != CEL_TOKEN_BAD_CHARACTER)
        return false;
    f->code = CEL_UNEXPECTED_CHARACTER;
    f->values[0] = cel_site_quote(site, f->span);
    if ((unsigned char)text[f->span.start] < 0x80)
        return true;
    while (cel_is_name_byte(text[f->end]) || (unsigned char)text[f->end] >= 0x80)
        f->end++;
    if (site->context != CEL_AT_OPERATOR)
        f->remedy = CEL_REMEDY_TAKE;
    return true;
}
