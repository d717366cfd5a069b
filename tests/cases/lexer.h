/* lexer.h: cases for lexer_suite.c: a text, and its tokens as KIND=text. */
#ifndef CASES_LEXER_H
#define CASES_LEXER_H

struct token_case {
    const char *text;   /* what is read */
    const char *tokens; /* what it is read as */
};

static const struct token_case good_tokens[] = {
    {"", ""},
    {" \t\n\f\r", ""},
    {"// only a comment", ""},
    {"a//c\rb\nd", "NAME=a NAME=d"}, /* a carriage return ends no comment */
    {"a/b", "NAME=a SLASH=/ NAME=b"},
    /* operators and brackets */
    {"|| && == != < <= > >=", "OR=|| AND=&& EQUAL=== NOT_EQUAL=!= LESS=< LESS_EQUAL=<= "
                              "GREATER=> GREATER_EQUAL=>="},
    {"<===!==", "LESS_EQUAL=<= EQUAL=== NOT_EQUAL=!= BAD_CHARACTER=="},
    {"+-*/%!?:.,", "PLUS=+ MINUS=- STAR=* SLASH=/ PERCENT=% NOT=! QUESTION=? COLON=: "
                   "DOT=. COMMA=,"},
    {"([{}])", "LEFT_PAREN=( LEFT_BRACKET=[ LEFT_BRACE={ RIGHT_BRACE=} RIGHT_BRACKET=] "
               "RIGHT_PAREN=)"},
    /* names and words */
    {"_ a A9 __x", "NAME=_ NAME=a NAME=A9 NAME=__x"},
    {"true false null in", "TRUE=true FALSE=false NULL=null IN=in"},
    {"trues True inn i n", "NAME=trues NAME=True NAME=inn NAME=i NAME=n"},
    {"as break const continue else for function if import let loop package namespace "
     "return var void while",
     "RESERVED=as RESERVED=break RESERVED=const RESERVED=continue RESERVED=else "
     "RESERVED=for RESERVED=function RESERVED=if RESERVED=import RESERVED=let "
     "RESERVED=loop RESERVED=package RESERVED=namespace RESERVED=return RESERVED=var "
     "RESERVED=void RESERVED=while"},
    {"`a` `a.b-c/d e_9`", "QUOTED_NAME=`a` QUOTED_NAME=`a.b-c/d e_9`"},
    {"1in[x]", "INT=1 IN=in LEFT_BRACKET=[ NAME=x RIGHT_BRACKET=]"},
    /* numbers */
    {"0 007 42 0x1F 0xabcdef", "INT=0 INT=007 INT=42 INT=0x1F INT=0xabcdef"},
    {"0u 42U 0x1Fu", "UINT=0u UINT=42U UINT=0x1Fu"},
    {"1.5 .5 1e3 1E+3 1.5e-3 .5e3", "DOUBLE=1.5 DOUBLE=.5 DOUBLE=1e3 DOUBLE=1E+3 "
                                    "DOUBLE=1.5e-3 DOUBLE=.5e3"},
    {"1. 1.e5 1.f", "INT=1 DOT=. INT=1 DOT=. NAME=e5 INT=1 DOT=. NAME=f"},
    {"123abc 1e 0x 0xu 0X1 1.5u", "INT=123 NAME=abc INT=1 NAME=e INT=0 NAME=x INT=0 "
                                  "NAME=xu INT=0 NAME=X1 DOUBLE=1.5 NAME=u"},
    {"1.2.3", "DOUBLE=1.2 DOUBLE=.3"},
    {"-1", "MINUS=- INT=1"},
    /* many blanks */
    {"a                                        + \t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tb",
     "NAME=a PLUS=+ NAME=b"},
    /* strings */
    {"'' \"\" 'a' \"b\"", "STRING='' STRING=\"\" STRING='a' STRING=\"b\""},
    {"'\"' \"'\"", "STRING='\"' STRING=\"'\""},
    {"'''''' ''''a'''", "STRING='''''' STRING=''''a'''"},
    {"\"\"\"a\"b\"\"c\"\"\"", "STRING=\"\"\"a\"b\"\"c\"\"\""},
    {"'''a\n'b''\r\n'''", "STRING='''a\n'b''\r\n'''"},
    {"r'\\' R\"\\\" r'''\\'''", "STRING=r'\\' STRING=R\"\\\" STRING=r'''\\'''"},
    {"b'a' B\"b\" br'\\' bR'''x''' Br\"\"", "BYTES=b'a' BYTES=B\"b\" BYTES=br'\\' "
                                            "BYTES=bR'''x''' BYTES=Br\"\""},
    {"rb''", "NAME=rb STRING=''"},
    {"'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'",
     "STRING='\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'"},
    {"'\\x4a\\X4A\\u00e9\\U0001F600\\000\\377'",
     "STRING='\\x4a\\X4A\\u00e9\\U0001F600\\000\\377'"},
    {"'\xc3\xa9\xf0\x9f\x98\x80' // \xc3\xa9", "STRING='\xc3\xa9\xf0\x9f\x98\x80'"},
    {"'\\\\'", "STRING='\\\\'"},
};

static const struct token_case bad_tokens[] = {
    {"a # b", "NAME=a BAD_CHARACTER=# NAME=b"},
    {"a = b", "NAME=a BAD_CHARACTER== NAME=b"},
    {"a & b | c", "NAME=a BAD_CHARACTER=& NAME=b BAD_CHARACTER=| NAME=c"},
    {"a\vb", "NAME=a BAD_CHARACTER=\v NAME=b"},
    {"a\xc2\xa0+", "NAME=a BAD_CHARACTER=\xc2\xa0 PLUS=+"},
    {"\xc3\xa9", "BAD_CHARACTER=\xc3\xa9"},
    {"\xf0\x9f\x98\x80x", "BAD_CHARACTER=\xf0\x9f\x98\x80 NAME=x"},
    {"'abc", "BAD_STRING='abc"},
    {"\"", "BAD_STRING=\""},
    {"'a\n+b", "BAD_STRING='a PLUS=+ NAME=b"},
    {"r'a\rb", "BAD_STRING=r'a NAME=b"},
    {"'''a''", "BAD_STRING='''a''"},
    {"\"\"\"a\"", "BAD_STRING=\"\"\"a\""},
    {"'''a''''", "STRING='''a''' BAD_STRING='"},
    {"r'\\''", "STRING=r'\\' BAD_STRING='"},
    {"'\\s' + 1", "BAD_ESCAPE='\\s' PLUS=+ INT=1"},
    {"'\\'", "BAD_STRING='\\'"},
    {"'\\'\n+b", "BAD_STRING='\\' PLUS=+ NAME=b"},
    {"'a\\'b", "BAD_STRING='a\\'b"},
    {"b'\\400' x", "BAD_ESCAPE=b'\\400' NAME=x"},
    {"'''\\s'''x", "BAD_ESCAPE='''\\s''' NAME=x"},
    {"'''\\s 'b' '''x", "BAD_ESCAPE='''\\s 'b' ''' NAME=x"},
    {"'''\\s ''b''''x", "BAD_ESCAPE='''\\s ''b''' BAD_STRING='x"},
    {"'''''\\s'''x", "BAD_ESCAPE='''''\\s''' NAME=x"},
    {"'\\s", "BAD_STRING='\\s"},
    {"'\\", "BAD_STRING='\\"},
    {"'\\\n'", "BAD_STRING='\\ BAD_STRING='"},
    {"'\\xFh'", "BAD_ESCAPE='\\xFh'"},
    {"'\\u12'", "BAD_ESCAPE='\\u12'"},
    {"`a$` b", "BAD_NAME=`a$` NAME=b"},
    {"`` b", "BAD_NAME=`` NAME=b"},
    {"`a\nb", "BAD_NAME=`a NAME=b"},
};

static const struct {
    const char *text;   /* a string literal */
    const char *escape; /* what in it is no escape sequence */
} escape_cases[] = {
    {"'a\\d'", "\\d"},
    {"'\\\\\\n\\x41\\u00e9\\U0001F600\\101\\y\\z'", "\\y"},
    {"b\"\\400\"", "\\4"},
    {"'\\xFh'", "\\x"},
    {"'\\u12'", "\\u"},
    {"'\\U0001F60'", "\\U"},
    {"'''a'\\ ''\\q'''", "\\ "},
    {"'\\\xc3\xa9\\q'", "\\\xc3\xa9"},
    {"'\\\xf0\x9f\x98\x80'", "\\\xf0\x9f\x98\x80"},
    {"'abc'", ""},
    {"r'\\q'", ""},
    {"bR'''\\q'''", ""},
};

#endif
