/* scan.h: tokens, and what kinds of them and of nodes there are. Two files have scan():
 * scan-by-hand.c, for the programs 1 to 3, and scan.re, made by re2c, for 4 to 7. */
#ifndef SCAN_H
#define SCAN_H

#include <stdint.h>

enum { MAX_DEPTH = 250 };  /* brackets and conditionals inside one another */
enum { MAX_UNIT = 20000 }; /* bytes of a unit: a + a + ... is deep without brackets */

/* What a token or a node is. The node of an operator is of that token's kind. */
enum kind {
    END,           /* of the unit */
    WRONG,         /* what is no token */
    NAME,          /* leaves, up to RESULT */
    INT,           /* 1 */
    DOUBLE,        /* 1.5, 1e9 */
    STRING,        /* "a", 'a' */
    TRUE,          /* true */
    FALSE,         /* false */
    NONE,          /* null */
    RESULT,        /* what all() has found so far; a node alone */
    OR,            /* || */
    AND,           /* && */
    EQUAL,         /* == */
    NOT_EQUAL,     /* != */
    LESS,          /* < */
    LESS_EQUAL,    /* <= */
    GREATER,       /* > */
    GREATER_EQUAL, /* >= */
    IN,            /* in */
    PLUS,          /* + */
    MINUS,         /* -, of one operand, too */
    STAR,          /* * */
    SLASH,         /* / */
    PERCENT,       /* % */
    NOT,           /* ! */
    QUESTION,      /* ?; as a node: left ? left of right : right of right */
    DOT,           /* .; as a node: a selection, right is the field's name */
    LEFT_BRACKET,  /* [; as a node: left[right] */
    RIGHT_BRACKET, /* ] */
    LEFT_PAREN,    /* ( */
    RIGHT_PAREN,   /* ) */
    COLON,         /* : */
    COMMA,         /* , */
    CALL,          /* a node: left, if any, is the target, right the arguments */
    LIST,          /* a node: right is the elements */
    MACRO,         /* a node: left is the call as written, right what it expands to */
    FOLD,          /* a node: left is the range, right the name, start and step */
    ITEM,          /* a node: a link of a chain: left is in it, right what follows */
    KINDS          /* their number */
};

/* How a node is printed, where that is not its token's own text. */
static const char *const texts[KINDS] = {
    [TRUE] = "true", [FALSE] = "false",      [NONE] = "null", [RESULT] = "@result",
    [OR] = "||",     [AND] = "&&",           [EQUAL] = "==",  [NOT_EQUAL] = "!=",
    [LESS] = "<",    [LESS_EQUAL] = "<=",    [GREATER] = ">", [GREATER_EQUAL] = ">=",
    [IN] = "in",     [PLUS] = "+",           [MINUS] = "-",   [STAR] = "*",
    [SLASH] = "/",   [PERCENT] = "%",        [NOT] = "!",     [QUESTION] = "?",
    [DOT] = ".",     [LEFT_BRACKET] = "[_]", [LIST] = "[]",   [FOLD] = "@fold",
};

/* How tightly a binary operator binds; 0: it is none. */
static const unsigned char precedences[KINDS] = {
    [OR] = 1,         [AND] = 2,     [EQUAL] = 3,         [NOT_EQUAL] = 3, [LESS] = 3,
    [LESS_EQUAL] = 3, [GREATER] = 3, [GREATER_EQUAL] = 3, [IN] = 3,        [PLUS] = 4,
    [MINUS] = 4,      [STAR] = 5,    [SLASH] = 5,         [PERCENT] = 5,
};

struct token {
    enum kind kind;
    uint32_t length;   /* bytes of its text */
    const char *start; /* its text, in the unit's */
};

/* Reads the token at the cursor and moves the cursor behind it. At `end` there is a
 * newline or a NUL. A token that is WRONG is a stray character or an open string. */
struct token scan(const char **cursor, const char *end);

#endif
