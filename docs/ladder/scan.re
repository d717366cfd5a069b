/* scan.re: the lexer of the programs 4 to 7, as rules; scan.c is made from it by re2c.
 *
 * The longest match wins, and of two as long the first rule. A unit ends in a newline or
 * a NUL; both end each rule, so that none asks whether there is more to read. */
#include "scan.h"

struct token scan(const char **cursor, const char *end)
{
    const unsigned char *YYCURSOR = (const unsigned char *)*cursor, *YYMARKER, *start;
    enum kind kind;
    for (;;) {
        start = YYCURSOR;
        /*!re2c
        re2c:define:YYCTYPE = "unsigned char";
        re2c:yyfill:enable = 0;
        re2c:sentinel = 0;

        digit    = [0-9];
        letter   = [a-zA-Z_];
        exponent = [eE] [+-]? digit+;
        double   = digit+ "." digit+ exponent? | digit+ exponent;
        single1  = "'" ([^'\\\n\x00] | "\\" [^\n\x00])* "'";
        double1  = ["] ([^"\\\n\x00] | "\\" [^\n\x00])* ["];

        [ \t\r\f]+               { continue; }
        "//" [^\n\x00]*          { continue; }
        "true"                   { kind = TRUE; break; }
        "false"                  { kind = FALSE; break; }
        "null"                   { kind = NONE; break; }
        "in"                     { kind = IN; break; }
        letter (letter | digit)* { kind = NAME; break; }
        digit+                   { kind = INT; break; }
        double                   { kind = DOUBLE; break; }
        single1 | double1        { kind = STRING; break; }

        "||"                     { kind = OR; break; }
        "&&"                     { kind = AND; break; }
        "=="                     { kind = EQUAL; break; }
        "!="                     { kind = NOT_EQUAL; break; }
        "<"                      { kind = LESS; break; }
        "<="                     { kind = LESS_EQUAL; break; }
        ">"                      { kind = GREATER; break; }
        ">="                     { kind = GREATER_EQUAL; break; }
        "+"                      { kind = PLUS; break; }
        "-"                      { kind = MINUS; break; }
        "*"                      { kind = STAR; break; }
        "/"                      { kind = SLASH; break; }
        "%"                      { kind = PERCENT; break; }
        "!"                      { kind = NOT; break; }
        "?"                      { kind = QUESTION; break; }
        ":"                      { kind = COLON; break; }
        "."                      { kind = DOT; break; }
        ","                      { kind = COMMA; break; }
        "("                      { kind = LEFT_PAREN; break; }
        ")"                      { kind = RIGHT_PAREN; break; }
        "["                      { kind = LEFT_BRACKET; break; }
        "]"                      { kind = RIGHT_BRACKET; break; }

        [\n\x00]                 { kind = END; break; }
        *                        { kind = WRONG; break; }
        */
    }
    const char *token = (const char *)start;
    if (kind == END && token < end)
        kind = WRONG; /* a NUL in the middle */
    *cursor = kind == END ? token : (const char *)YYCURSOR;
    return (struct token){kind, (uint32_t)(*cursor - token), token};
}
