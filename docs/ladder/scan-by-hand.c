/* scan-by-hand.c: the lexer of the programs 1 to 3, a function for each sort of token.
 *
 * Each moves *at behind what it has read. A unit ends in a newline or a NUL, and
 * neither is part of a token: who looks one byte ahead need not ask whether there is
 * one. */
#include "scan.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_end(char c)
{
    return c == '\n' || c == '\0';
}

/* comment = "//" { character } ; */
static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\f')
        at++;
    if (at[0] == '/' && at[1] == '/')
        while (!is_end(*at))
            at++;
    return at;
}

static enum kind word(const char **at)
{
    static const enum kind keywords[] = {TRUE, FALSE, NONE, IN};
    const char *start = *at;
    while (is_letter(**at) || is_digit(**at))
        ++*at;
    size_t length = (size_t)(*at - start);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strncmp(texts[keywords[i]], start, length) == 0 &&
            texts[keywords[i]][length] == '\0')
            return keywords[i];
    return NAME;
}

static const char *skip_digits(const char *at)
{
    while (is_digit(*at))
        at++;
    return at;
}

/* number = digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ] ; */
static enum kind number(const char **at)
{
    enum kind kind = INT;
    *at = skip_digits(*at);
    if (**at == '.' && is_digit((*at)[1])) {
        *at = skip_digits(*at + 1);
        kind = DOUBLE;
    }
    if (**at == 'e' || **at == 'E') {
        const char *digits = *at + 1 + ((*at)[1] == '+' || (*at)[1] == '-');
        if (is_digit(*digits)) {
            *at = skip_digits(digits);
            kind = DOUBLE;
        }
    }
    return kind;
}

/* string = quote { character | "\" character } quote ; escapes stay as written */
static enum kind string(const char **at)
{
    char quote = *(*at)++;
    while (**at != quote && !is_end(**at))
        *at += **at == '\\' && !is_end((*at)[1]) ? 2 : 1;
    if (is_end(**at))
        return WRONG;
    ++*at;
    return STRING;
}

/* Of two kinds the longer one, if the next character is c. */
static enum kind either(const char **at, char c, enum kind longer, enum kind shorter)
{
    if (**at != c)
        return shorter;
    ++*at;
    return longer;
}

static enum kind operator_or_bracket(const char **at)
{
    switch (*(*at)++) {
    case '|': return either(at, '|', OR, WRONG);
    case '&': return either(at, '&', AND, WRONG);
    case '=': return either(at, '=', EQUAL, WRONG);
    case '!': return either(at, '=', NOT_EQUAL, NOT);
    case '<': return either(at, '=', LESS_EQUAL, LESS);
    case '>': return either(at, '=', GREATER_EQUAL, GREATER);
    case '+': return PLUS;
    case '-': return MINUS;
    case '*': return STAR;
    case '/': return SLASH;
    case '%': return PERCENT;
    case '?': return QUESTION;
    case ':': return COLON;
    case '.': return DOT;
    case ',': return COMMA;
    case '(': return LEFT_PAREN;
    case ')': return RIGHT_PAREN;
    case '[': return LEFT_BRACKET;
    case ']': return RIGHT_BRACKET;
    default: return WRONG;
    }
}

struct token scan(const char **cursor, const char *end)
{
    const char *start = skip_blanks(*cursor), *at = start;
    enum kind kind = END;
    if (is_letter(*at))
        kind = word(&at);
    else if (is_digit(*at))
        kind = number(&at);
    else if (*at == '"' || *at == '\'')
        kind = string(&at);
    else if (at < end)
        kind = operator_or_bracket(&at);
    *cursor = at;
    return (struct token){kind, (uint32_t)(at - start), start};
}
