/* lexer.re: the lexis of CEL, as re2c rules; lexer.c is made from it (make regen). The
 * common tokens are read by scan.c without them, and as they would read them.
 *
 * The text ends in a NUL, and a NUL ends every rule (re2c's sentinel method), so no
 * rule needs to ask where the text ends. It is valid UTF-8 without a NUL inside:
 * cel_parse has seen to that, so that here a character is its bytes.
 *
 * What is right is read by the rules alone. Where a string or a quoted name is wrong,
 * only its opening matches, and a function below finds out what is the matter.
 *
 * Rules: the language definition, "Syntax" (github.com/google/cel-spec). */
#include "lexer/lexer.h"

#include <stdbool.h>
#include <string.h>

static const char *const texts[] = {
#define CEL_TOKEN(name, text) text,
#include "lexer/token.def"
#undef CEL_TOKEN
};

static const char *const names[] = {
#define CEL_TOKEN(name, text) #name,
#include "lexer/token.def"
#undef CEL_TOKEN
};

const char *cel_token_text(enum cel_token_kind kind)
{
    return texts[kind];
}

const char *cel_token_name(enum cel_token_kind kind)
{
    return names[kind];
}

struct cel_lexer cel_lexer_at(const struct cel_source *source, uint32_t offset)
{
    const unsigned char *text = (const unsigned char *)source->text;
    return (struct cel_lexer){
        .cursor = text + offset, .text = text, .limit = text + source->size, .plain = NULL};
}

/* The length of the escape sequence at `at`, a backslash; 0 if it is none. */
static size_t escape_length(const unsigned char *at)
{
    const unsigned char *YYCURSOR = at + 1, *YYMARKER;
    /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;
    re2c:sentinel = 0;

    hex     = [0-9a-fA-F];
    escaped = [abfnrtv"'\\?`] | [xX] hex{2} | "u" hex{4} | "U" hex{8} | [0-3] [0-7]{2};
    escape  = "\\" escaped;

    escaped { return (size_t)(YYCURSOR - at); }
    *       { return 0; }
    */
}

/* The byte behind the character that begins at `at`. */
static const unsigned char *behind_character(const unsigned char *at)
{
    do
        at++;
    while ((*at & 0xc0) == 0x80);
    return at;
}

/* How a string literal begins. */
struct opening {
    size_t size; /* bytes of prefix and quotes */
    char quote;  /* the kind of quotes */
    bool triple; /* three of them */
    bool raw;    /* backslashes stand for themselves */
};

static struct opening read_opening(const char *at)
{
    struct opening opening = {0};
    for (; *at != '"' && *at != '\''; at++, opening.size++)
        opening.raw |= *at == 'r' || *at == 'R';
    opening.quote = *at;
    opening.triple = at[1] == *at; /* two quotes alone are never wrong */
    opening.size += opening.triple ? 3 : 1;
    return opening;
}

struct cel_string cel_bad_escape(const char *literal, const char *limit)
{
    struct opening opening = read_opening(literal);
    const unsigned char *at = (const unsigned char *)literal + opening.size;
    const unsigned char *end = (const unsigned char *)limit;
    while (!opening.raw && at < end) {
        size_t length = *at == '\\' ? escape_length(at) : 1;
        if (length == 0)
            return (struct cel_string){(const char *)at,
                                       (size_t)(behind_character(at + 1) - at)};
        at += length;
    }
    return (struct cel_string){limit, 0};
}

/* Makes the token from `start` to the cursor. NULL: no memory. */
static const struct cel_token *make_token(struct cel_lexer *lexer, struct arena *arena,
                                          const unsigned char *start,
                                          enum cel_token_kind kind)
{
    size_t length = (size_t)(lexer->cursor - start);
    bool is_long = length >= CEL_TOKEN_LONG;
    struct cel_token *token = &lexer->token.token;
    if (arena != NULL && is_long)
        token = (struct cel_token *)(void *)ARENA_NEW(arena, struct cel_long_token);
    else if (arena != NULL)
        token = ARENA_NEW(arena, struct cel_token);
    if (token == NULL)
        return NULL;
    token->offset = (uint32_t)(start - lexer->text);
    token->kind = kind & 0xff;
    token->length = is_long ? CEL_TOKEN_LONG : length & CEL_TOKEN_LONG;
    if (is_long)
        ((struct cel_long_token *)(void *)token)->length = (uint32_t)length;
    return token;
}

/* A string literal that matches no rule: passes it up to where it would have ended, and
 * finds out whether that end is missing or an escape sequence is wrong. */
static const struct cel_token *bad_string(struct cel_lexer *lexer, struct arena *arena,
                                          const unsigned char *start)
{
    struct opening opening = read_opening((const char *)start);
    const unsigned char *at = start + opening.size;
    enum cel_token_kind kind = CEL_TOKEN_BAD_STRING;
    for (; at < lexer->limit && kind == CEL_TOKEN_BAD_STRING; at++) {
        if (!opening.triple && (*at == '\n' || *at == '\r'))
            break;
        if (*at == opening.quote && (!opening.triple || (at[1] == *at && at[2] == *at))) {
            at += opening.triple ? 2 : 0;
            kind = CEL_TOKEN_BAD_ESCAPE;
        } else if (*at == '\\' && !opening.raw && at[1] != '\n' &&
                   at + 1 < lexer->limit) {
            at++;
        }
    }
    lexer->cursor = at;
    return make_token(lexer, arena, start, kind);
}

/* A quoted name that matches no rule: passes it up to its closing quote, if any. */
static const struct cel_token *bad_name(struct cel_lexer *lexer, struct arena *arena,
                                        const unsigned char *start)
{
    const unsigned char *at = start + 1;
    while (at < lexer->limit && *at != '`' && *at != '\n')
        at++;
    lexer->cursor = at + (*at == '`');
    return make_token(lexer, arena, start, CEL_TOKEN_BAD_NAME);
}

static const struct cel_token *bad_character(struct cel_lexer *lexer,
                                             struct arena *arena,
                                             const unsigned char *start)
{
    lexer->cursor = behind_character(start);
    return make_token(lexer, arena, start, CEL_TOKEN_BAD_CHARACTER);
}

const struct cel_token *cel_lex_by_rules(struct cel_lexer *lexer, struct arena *arena)
{
    const unsigned char *YYCURSOR = lexer->cursor, *YYMARKER, *start;
    enum cel_token_kind kind;
    for (;;) {
        start = YYCURSOR;
        /*!re2c
        space    = [ \t\n\f\r]+;
        comment  = "//" [^\n\x00]*;
        digit    = [0-9];
        letter   = [a-zA-Z_];
        exponent = [eE] [+-]? digit+;

        name     = letter (letter | digit)*;
        quoted   = "`" [a-zA-Z0-9_.\-/ ]+ "`";
        int      = digit+ | "0x" hex+;
        double   = digit* "." digit+ exponent? | digit+ exponent;

        reserved = "as" | "break" | "const" | "continue" | "else" | "for" | "function"
                 | "if" | "import" | "let" | "loop" | "package" | "namespace"
                 | "return" | "var" | "void" | "while";

        single1  = "'"    ([^'\\\n\r\x00] | escape)* "'";
        double1  = ["]    ([^"\\\n\r\x00] | escape)* ["];
        single3  = "'''"  ("'"{0,2} ([^'\\\x00] | escape))* "'''";
        double3  = ["]{3} (["]{0,2} ([^"\\\x00] | escape))* ["]{3};
        plain    = single1 | double1 | single3 | double3;

        rsingle1 = "'"    [^'\n\r\x00]* "'";
        rdouble1 = ["]    [^"\n\r\x00]* ["];
        rsingle3 = "'''"  ("'"{0,2} [^'\x00])* "'''";
        rdouble3 = ["]{3} (["]{0,2} [^"\x00])* ["]{3};
        raw      = [rR] (rsingle1 | rdouble1 | rsingle3 | rdouble3);

        string   = plain | raw;
        opening  = [bB]? [rR]? ("'" | "'''" | ["] | ["]{3});

        space         { continue; }
        comment       { continue; }
        "\x00"        { YYCURSOR = start; kind = CEL_TOKEN_END; break; }

        reserved      { kind = CEL_TOKEN_RESERVED; break; }
        "true"        { kind = CEL_TOKEN_TRUE; break; }
        "false"       { kind = CEL_TOKEN_FALSE; break; }
        "null"        { kind = CEL_TOKEN_NULL; break; }
        "in"          { kind = CEL_TOKEN_IN; break; }
        name          { kind = CEL_TOKEN_NAME; break; }
        quoted        { kind = CEL_TOKEN_QUOTED_NAME; break; }
        int           { kind = CEL_TOKEN_INT; break; }
        int [uU]      { kind = CEL_TOKEN_UINT; break; }
        double        { kind = CEL_TOKEN_DOUBLE; break; }
        string        { kind = CEL_TOKEN_STRING; break; }
        [bB] string   { kind = CEL_TOKEN_BYTES; break; }

        "||"          { kind = CEL_TOKEN_OR; break; }
        "&&"          { kind = CEL_TOKEN_AND; break; }
        "=="          { kind = CEL_TOKEN_EQUAL; break; }
        "!="          { kind = CEL_TOKEN_NOT_EQUAL; break; }
        "<"           { kind = CEL_TOKEN_LESS; break; }
        "<="          { kind = CEL_TOKEN_LESS_EQUAL; break; }
        ">"           { kind = CEL_TOKEN_GREATER; break; }
        ">="          { kind = CEL_TOKEN_GREATER_EQUAL; break; }
        "/"           { kind = CEL_TOKEN_SLASH; break; }
        "!"           { kind = CEL_TOKEN_NOT; break; }
        "."           { kind = CEL_TOKEN_DOT; break; }
        "+"           { kind = CEL_TOKEN_PLUS; break; }
        "-"           { kind = CEL_TOKEN_MINUS; break; }
        "*"           { kind = CEL_TOKEN_STAR; break; }
        "%"           { kind = CEL_TOKEN_PERCENT; break; }
        "?"           { kind = CEL_TOKEN_QUESTION; break; }
        ":"           { kind = CEL_TOKEN_COLON; break; }
        ","           { kind = CEL_TOKEN_COMMA; break; }
        "("           { kind = CEL_TOKEN_LEFT_PAREN; break; }
        ")"           { kind = CEL_TOKEN_RIGHT_PAREN; break; }
        "["           { kind = CEL_TOKEN_LEFT_BRACKET; break; }
        "]"           { kind = CEL_TOKEN_RIGHT_BRACKET; break; }
        "{"           { kind = CEL_TOKEN_LEFT_BRACE; break; }
        "}"           { kind = CEL_TOKEN_RIGHT_BRACE; break; }

        opening       { return bad_string(lexer, arena, start); }
        "`"           { return bad_name(lexer, arena, start); }
        *             { return bad_character(lexer, arena, start); }
        */
    }
    lexer->cursor = YYCURSOR;
    return make_token(lexer, arena, start, kind);
}
