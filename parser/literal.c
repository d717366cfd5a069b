/* literal.c: numbers and strings: what their tokens mean.
 *
 * The lexer has checked their form, so here only values can be wrong: a number out of
 * range, an escape that is no character. Rules: the language definition, "String and
 * Bytes Values" and "Numeric Values". */
#define _POSIX_C_SOURCE 200809L
#include "parser/literal.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "diag/utf8.h"

static unsigned digit_value(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a' + 10);
}

/* Reads decimal digits, or hexadecimal ones behind 0x. False, and 0, where they take
 * more than 64 bits. */
static bool read_integer(struct cel_string digits, uint64_t *value)
{
    bool hex = digits.size > 1 && digits.data[1] == 'x';
    unsigned base = hex ? 16 : 10;
    *value = 0;
    for (size_t i = hex ? 2 : 0; i < digits.size; i++) {
        unsigned digit = digit_value(digits.data[i]);
        if (*value > (UINT64_MAX - digit) / base) {
            *value = 0;
            return false;
        }
        *value = *value * base + digit;
    }
    return true;
}

/* strtod as in the "C" locale, whatever locale the program has set. The text needs no
 * end: no character that can follow a double could be read as part of it. */
static double read_double(const char *text)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(c);
    double value = strtod(text, NULL);
    uselocale(before);
    freelocale(c);
    return value;
}

/* Whether a magnitude fits an int64 with that sign: -2^63 has no positive twin. */
static bool fits_int(uint64_t magnitude, bool negative)
{
    return magnitude <= (uint64_t)INT64_MAX + negative;
}

struct cel_node *cel_number_literal(struct cel_parser *p, const struct cel_token *sign)
{
    const struct cel_token *token = cel_advance(p);
    struct cel_string text = cel_token_string(p->unit, token);
    enum cel_kind kind = token->kind == CEL_TOKEN_INT    ? CEL_INT
                         : token->kind == CEL_TOKEN_UINT ? CEL_UINT
                                                         : CEL_DOUBLE;
    struct cel_number *node = cel_new_number(&p->builder, kind, sign ? sign : token);
    struct cel_span span = {node->node.token->offset, cel_token_span(token).end};
    uint64_t magnitude;
    bool negative = sign != NULL;
    if (kind == CEL_DOUBLE) {
        double value = read_double(text.data);
        if (isinf(value))
            cel_semantic_error(p, CEL_DOUBLE_RANGE, span, text);
        else
            node->value.d = negative ? -value : value;
    } else if (kind == CEL_UINT) {
        text.size--; /* the u */
        if (!read_integer(text, &node->value.u))
            cel_semantic_error(p, CEL_UINT_RANGE, span, text);
    } else if (read_integer(text, &magnitude) && fits_int(magnitude, negative)) {
        node->value.u = negative ? -magnitude : magnitude;
    } else {
        cel_semantic_error(p, CEL_INT_RANGE, span, text);
    }
    return &node->node;
}

/* How a string literal is written. */
struct form {
    unsigned before;      /* bytes of prefix and opening quotes */
    unsigned behind;      /* bytes of closing quotes */
    bool raw;             /* backslashes stand for themselves */
    bool bytes;           /* it is a bytes literal */
    struct cel_span span; /* where it stands */
};

static struct form form_of(struct cel_string text)
{
    struct form form = {.before = 0, .behind = 1};
    char c;
    for (; (c = text.data[form.before]) != '"' && c != '\''; form.before++) {
        form.raw |= c == 'r' || c == 'R';
        form.bytes |= c == 'b' || c == 'B';
    }
    /* Two quotes are all of an empty string, or the first of three. */
    if (text.size - form.before > 2 && text.data[form.before + 1] == c)
        form.behind = 3;
    form.before += form.behind;
    return form;
}

/* Reads `count` digits of a base that is a power of two. */
static uint32_t read_digits(const char *text, size_t count, unsigned bits)
{
    uint32_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << bits | digit_value(text[i]);
    return value;
}

static char simple_escape(char c)
{
    static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
    const char *found = strchr(from, c);
    return found != NULL ? to[found - from] : c;
}

/* An escape sequence: how long it is and what it says. */
struct escape {
    size_t size;    /* bytes, the backslash included */
    uint32_t value; /* the code point, or the octet where `octet` */
    bool octet;     /* written as \x or octal: in bytes, a byte */
};

static struct escape read_escape(const char *at)
{
    switch (at[1]) {
    case 'x':
    case 'X': return (struct escape){4, read_digits(at + 2, 2, 4), true};
    case 'u': return (struct escape){6, read_digits(at + 2, 4, 4), false};
    case 'U': return (struct escape){10, read_digits(at + 2, 8, 4), false};
    case '0':
    case '1':
    case '2':
    case '3': return (struct escape){4, read_digits(at + 1, 3, 3), true};
    default: return (struct escape){2, (unsigned char)simple_escape(at[1]), true};
    }
}

/* Decodes the escape at `at` to `out`; returns the bytes written, 0 after an error. */
static size_t decode_escape(struct cel_parser *p, const struct form *form,
                            const char *at, struct escape escape, char *out)
{
    if (form->bytes && escape.octet) {
        *out = (char)escape.value;
        return 1;
    }
    size_t size = form->bytes ? 0 : cel_utf8_encode(escape.value, out);
    if (size == 0)
        cel_semantic_error(p,
                           form->bytes ? CEL_UNICODE_IN_BYTES : CEL_INVALID_CODE_POINT,
                           form->span, (struct cel_string){at, escape.size});
    return size;
}

/* Decodes a literal's content: escapes, and CR and CRLF, which are line feeds. What is
 * decoded is never longer than what was written. */
static struct cel_string decode(struct cel_parser *p, const struct form *form,
                                struct cel_string content)
{
    char *start = (char *)arena_alloc(p->builder.arena, content.size, "string");
    char *out = start;
    if (start == NULL) {
        cel_out_of_memory(p);
        return (struct cel_string){"", 0};
    }
    const char *at = content.data, *end = content.data + content.size;
    while (at < end) {
        if (*at == '\r') {
            at += at[1] == '\n' ? 2 : 1; /* behind the content is a quote */
            *out++ = '\n';
        } else if (*at == '\\' && !form->raw) {
            struct escape escape = read_escape(at);
            size_t size = decode_escape(p, form, at, escape, out);
            if (size == 0)
                break;
            out += size;
            at += escape.size;
        } else {
            *out++ = *at++;
        }
    }
    return (struct cel_string){start, (size_t)(out - start)};
}

/* Any literal but a plain one: with a prefix, three quotes or escapes. */
static struct cel_node *other_literal(struct cel_parser *p,
                                      const struct cel_token *token)
{
    enum cel_kind kind = token->kind == CEL_TOKEN_BYTES ? CEL_BYTES : CEL_STRING;
    struct cel_string text = cel_token_string(p->unit, token);
    struct form form = form_of(text);
    form.span = cel_token_span(token);
    struct cel_string content = {text.data + form.before,
                                 text.size - form.before - form.behind};
    bool decoded =
        (!form.raw && memchr(content.data, '\\', content.size) != NULL) ||
        (form.behind == 3 && memchr(content.data, '\r', content.size) != NULL);
    if (!decoded)
        return cel_new_text(&p->builder, kind, token, form.before, form.behind);
    return cel_new_own_text(&p->builder, kind, token, decode(p, &form, content));
}

struct cel_node *cel_string_literal(struct cel_parser *p)
{
    bool plain = p->lexer.plain == p->lexer.text + p->token->offset;
    const struct cel_token *token = cel_advance(p);
    if (plain)
        return cel_new_text(&p->builder, CEL_STRING, token, 1, 1);
    return other_literal(p, token);
}

/* Whether a byte of a type name is part of it. The name has been parsed, so what is not
 * is a blank, or the slash that begins a comment. */
static bool is_name_byte(char c)
{
    return c > ' ' && c != '/';
}

/* Copies the text of all tokens from `first` to `end`, one behind the other. */
static struct cel_string join_tokens(struct cel_parser *p,
                                     const struct cel_token *first, uint32_t end)
{
    struct cel_lexer lexer = cel_lexer_at(&p->unit->source, first->offset);
    char *name = (char *)arena_alloc(p->builder.arena, end - first->offset, "string");
    size_t size = 0;
    if (name == NULL) {
        cel_out_of_memory(p);
        return (struct cel_string){"", 0};
    }
    for (;;) {
        const struct cel_token *token = cel_lex(&lexer, NULL);
        if (token->offset >= end)
            return (struct cel_string){name, size};
        struct cel_string part = cel_token_string(p->unit, token);
        memcpy(name + size, part.data, part.size);
        size += part.size;
    }
}

struct cel_string cel_dotted_name(struct cel_parser *p, const struct cel_token *first,
                                  uint32_t end)
{
    const char *start = p->unit->source.text + first->offset;
    size_t size = 0, room = end - first->offset;
    while (size < room && is_name_byte(start[size]))
        size++;
    if (size < room)
        return join_tokens(p, first, end);
    return (struct cel_string){start, size};
}
