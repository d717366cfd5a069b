/* render.h: cases for render_suite.c: diagnostics as people see them. */
#ifndef CASES_RENDER_H
#define CASES_RENDER_H

#include <stddef.h>

#include "diag/span.h"

#define THIRTY_SIX      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define TIMES_2(text)   text text
#define TIMES_4(text)   TIMES_2(TIMES_2(text))
#define TIMES_8(text)   TIMES_2(TIMES_4(text))
#define TIMES_16(text)  TIMES_4(TIMES_4(text))
#define TIMES_32(text)  TIMES_2(TIMES_16(text))
#define TIMES_64(text)  TIMES_4(TIMES_16(text))
#define TIMES_256(text) TIMES_16(TIMES_16(text))
#define ACUTE           "\xcc\x81" /* a combining accent */
#define FACE            "\xf0\x9f\x98\x80"

/* A diagnostic made by hand: `oops`, with E0302. */
static const struct render_case {
    const char *what;        /* what the case shows */
    const char *text;        /* the unit */
    struct cel_span span;    /* the error */
    const char *note;        /* the message of a note, or NULL */
    struct cel_span place;   /* its place */
    const char *replacement; /* of a fix, or NULL */
    struct cel_span removed; /* what it replaces */
    const char *shown;       /* all of it */
} render_cases[] = {
    {.what = "one character",
     .text = "a = b",
     .span = {2, 3},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a = b\n"
              "   |   ^\n"},
    {.what = "several characters",
     .text = "a\nb == cd",
     .span = {4, 6},
     .shown = "a.cel:2:3: error: oops [E0302]\n"
              " 2 | b == cd\n"
              "   |   ^~\n"},
    {.what = "the end of the text",
     .text = "a +",
     .span = {3, 3},
     .shown = "a.cel:1:4: error: oops [E0302]\n"
              " 1 | a +\n"
              "   |    ^\n"},
    {.what = "an empty text",
     .text = "",
     .span = {0, 0},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 |\n"
              "   | ^\n"},
    {.what = "an empty line before others",
     .text = "\na",
     .span = {0, 0},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 |\n"
              "   | ^\n"},
    {.what = "the end behind a line feed",
     .text = "a +\n",
     .span = {4, 4},
     .shown = "a.cel:2:1: error: oops [E0302]\n"
              " 2 |\n"
              "   | ^\n"},
    {.what = "a line feed",
     .text = "'a\nb",
     .span = {2, 3},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | 'a\n"
              "   |   ^\n"},
    {.what = "CR LF",
     .text = "a\r\n'b\r\n",
     .span = {3, 7},
     .shown = "a.cel:2:1: error: oops [E0302]\n"
              " 2 | 'b\n"
              "   | ^~\n"},
    {.what = "a CR alone",
     .text = "a\rb $",
     .span = {4, 5},
     .shown = "a.cel:1:5: error: oops [E0302]\n"
              " 1 | a<U+000D>b $\n"
              "   |            ^\n"},
    {.what = "a CR at the end of the last line",
     .text = "a $\r",
     .span = {2, 3},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a $<U+000D>\n"
              "   |   ^\n"},
    {.what = "tabs",
     .text = "\ta\t+ \t$\t",
     .span = {6, 7},
     .shown = "a.cel:1:7: error: oops [E0302]\n"
              " 1 |     a   +   $   \n"
              "   |             ^\n"},
    {.what = "a tab itself, marked as wide as it is",
     .text = "a\t$",
     .span = {1, 2},
     .shown = "a.cel:1:2: error: oops [E0302]\n"
              " 1 | a   $\n"
              "   |  ^~~\n"},
    {.what = "wide characters",
     .text = "'\xe4\xb8\xad\xe6\x96\x87\xf0\x9f\x98\x80' $ '\xe4\xb8\xad'",
     .span = {13, 14},
     .shown = "a.cel:1:7: error: oops [E0302]\n"
              " 1 | '\xe4\xb8\xad\xe6\x96\x87\xf0\x9f\x98\x80' $ '\xe4\xb8\xad'\n"
              "   |          ^\n"},
    {.what = "a wide character is marked in both its columns",
     .text = "\xe4\xb8\xad + 1",
     .span = {0, 3},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | \xe4\xb8\xad + 1\n"
              "   | ^~\n"},
    {.what = "combining characters",
     .text = "'e\xcc\x81o\xcc\x88' $",
     .span = {9, 10},
     .shown = "a.cel:1:8: error: oops [E0302]\n"
              " 1 | 'e\xcc\x81o\xcc\x88' $\n"
              "   |      ^\n"},
    {.what = "a combining character alone",
     .text = "a \xcc\x81",
     .span = {2, 4},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a <U+0301>\n"
              "   |   ^~~~~~~~\n"},
    {.what = "a heart with variation selector 16, joined to a flame",
     .text = "'\xe2\x9d\xa4\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x94\xa5' $",
     .span = {16, 17},
     .shown = "a.cel:1:8: error: oops [E0302]\n"
              " 1 | '\xe2\x9d\xa4\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x94\xa5' $\n"
              "   |       ^\n"},
    {.what = "a syllable of three Jamo",
     .text = "'\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab' $",
     .span = {12, 13},
     .shown = "a.cel:1:7: error: oops [E0302]\n"
              " 1 | '\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab' $\n"
              "   |      ^\n"},
    {.what = "control characters",
     .text = "'\x1b[31m\x07\xc2\x9b' $",
     .span = {11, 12},
     .shown = "a.cel:1:11: error: oops [E0302]\n"
              " 1 | '<U+001B>[31m<U+0007><U+009B>' $\n"
              "   |                                ^\n"},
    {.what = "what turns the direction of text, and what is not seen",
     .text = "a\xe2\x80\xae\xe2\x80\x8b$",
     .span = {4, 7},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a<U+202E><U+200B>$\n"
              "   |          ^~~~~~~~\n"},
    {.what = "bytes that are no UTF-8",
     .text = "a\xff\xe2\x82+\xe2",
     .span = {2, 4},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a<FF><E2><82>+<E2>\n"
              "   |      ^~~~~~~~\n"},
    {.what = "two lines",
     .text = "a + '''b\n  \tc''' + d",
     .span = {4, 16},
     .shown = "a.cel:1:5: error: oops [E0302]\n"
              " 1 | a + '''b\n"
              "   |     ^~~~\n"
              " 2 |     c''' + d\n"
              "   |     ~~~~\n"},
    {.what = "many lines",
     .text = "a +\n'''b\n\n\n\n\n\n\n\nc''' + d",
     .span = {4, 20},
     .shown = "a.cel:2:1: error: oops [E0302]\n"
              "  2 | '''b\n"
              "    | ^~~~\n"
              " ...\n"
              " 10 | c''' + d\n"
              "    | ~~~~\n"},
    {.what = "a span that ends in the indentation of its last line",
     .text = "'''a\n    b",
     .span = {0, 7},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | '''a\n"
              "   | ^~~~\n"
              " 2 |     b\n"
              "   |   ~\n"},
    {.what = "a line that just fits",
     .text = THIRTY_SIX "$" THIRTY_SIX "b",
     .span = {36, 37},
     .shown = "a.cel:1:37: error: oops [E0302]\n"
              " 1 | " THIRTY_SIX "$" THIRTY_SIX "b\n"
              "   |                                     ^\n"},
    {.what = "a longer line",
     .text = THIRTY_SIX THIRTY_SIX " $ " THIRTY_SIX THIRTY_SIX,
     .span = {73, 74},
     .shown = "a.cel:1:74: error: oops [E0302]\n"
              " 1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa $ "
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   |                                      ^\n"},
    {.what = "the beginning of a longer line",
     .text = "$" THIRTY_SIX THIRTY_SIX "bb",
     .span = {0, 1},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | $" THIRTY_SIX "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   | ^\n"},
    {.what = "the end of a longer line",
     .text = "bb" THIRTY_SIX THIRTY_SIX "$",
     .span = {74, 75},
     .shown = "a.cel:1:75: error: oops [E0302]\n"
              " 1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" THIRTY_SIX "$\n"
              "   |                                        "
              "                               ^\n"},
    {.what = "a longer line of wide characters",
     .text = TIMES_32(FACE) TIMES_16(FACE) " $",
     .span = {193, 194},
     .shown = "a.cel:1:50: error: oops [E0302]\n"
              " 1 | ..." TIMES_32(FACE) FACE " $\n"
                                             "   |     " TIMES_64(" ") "  ^\n"},
    {.what = "a longer line of tabs: the first goes up to the stop behind the dots",
     .text = TIMES_32("\t") "$",
     .span = {32, 33},
     .shown = "a.cel:1:33: error: oops [E0302]\n"
              " 1 | ... " TIMES_32(" ") TIMES_16(" ") TIMES_8(" ")
                  TIMES_4(" ") "$\n"
                               "   |     " TIMES_32(" ") TIMES_16(" ") TIMES_8(" ")
                                   TIMES_4(" ") "^\n"},
    {.what = "a longer line of bytes that are no UTF-8",
     .text = TIMES_16("a\xff") TIMES_4("a\xff") "$",
     .span = {40, 41},
     .shown = "a.cel:1:41: error: oops [E0302]\n"
              " 1 | ..." TIMES_8("a<FF>")
                  TIMES_4("a<FF>") "a<FF>$\n"
                                   "   |    " TIMES_64(" ") " ^\n"},
    {.what = "a longer line does not begin with an accent",
     .text = TIMES_64("e" ACUTE) TIMES_16("e" ACUTE) "$",
     .span = {240, 241},
     .shown = "a.cel:1:161: error: oops [E0302]\n"
              " 1 | ..." TIMES_64("e" ACUTE)
                  TIMES_2("e" ACUTE) "e" ACUTE "$\n"
                                     "   |    " TIMES_64(" ") "   ^\n"},
    {.what = "as many accents as are shown",
     .text = "$a" TIMES_256(ACUTE) TIMES_32(ACUTE) TIMES_4(ACUTE) TIMES_2(ACUTE),
     .span = {0, 1},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | $a" TIMES_256(ACUTE) TIMES_32(ACUTE) TIMES_4(ACUTE)
                  TIMES_2(ACUTE) "\n"
                                 "   | ^\n"},
    {.what = "more accents than are shown",
     .text = "$a" TIMES_256(ACUTE) TIMES_32(ACUTE) TIMES_8(ACUTE),
     .span = {0, 1},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | $a" TIMES_256(ACUTE) TIMES_8(ACUTE) TIMES_4(ACUTE)
                  TIMES_2(ACUTE) "...\n"
                                 "   | ^\n"},
    {.what = "the end behind more accents than are shown",
     .text = "a" TIMES_256(ACUTE) TIMES_32(ACUTE) TIMES_8(ACUTE),
     .span = {593, 593},
     .shown = "a.cel:1:298: error: oops [E0302]\n"
              " 1 | ...\n"
              "   |    ^\n"},
    {.what = "a first character for which there is no room",
     .text = "\x01" TIMES_64("a") "aa$",
     .span = {67, 68},
     .shown = "a.cel:1:68: error: oops [E0302]\n"
              " 1 | ..." TIMES_64("a") "aa$\n"
                                       "   |    " TIMES_64(" ") "  ^\n"},
    {.what = "a first character for which there is no room, and its accent",
     .text = "\x01" ACUTE TIMES_64("a") "aa$",
     .span = {69, 70},
     .shown = "a.cel:1:69: error: oops [E0302]\n"
              " 1 | ..." TIMES_64("a") "aa$\n"
                                       "   |    " TIMES_64(" ") "  ^\n"},
    {.what = "a span longer than what is shown",
     .text = THIRTY_SIX " " THIRTY_SIX THIRTY_SIX,
     .span = {37, 109},
     .shown = "a.cel:1:38: error: oops [E0302]\n"
              " 1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   |                                      "
              "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"},
    {.what = "a long last line is shown where the span ends",
     .text = "'''\n" THIRTY_SIX THIRTY_SIX "''' " THIRTY_SIX,
     .span = {0, 79},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | '''\n"
              "   | ^~~\n"
              " 2 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa''' "
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   |    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"},
    {.what = "a note in the same line",
     .text = "f(a + b",
     .span = {7, 7},
     .note = "opened here",
     .place = {1, 2},
     .shown = "a.cel:1:8: error: oops [E0302]\n"
              " 1 | f(a + b\n"
              "   |  -     ^\n"
              "a.cel:1:2: note: opened here\n"},
    {.what = "a note behind the error",
     .text = "ab + cd",
     .span = {0, 2},
     .note = "because of this",
     .place = {5, 7},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | ab + cd\n"
              "   | ^~   --\n"
              "a.cel:1:6: note: because of this\n"},
    {.what = "a note that follows the error at once",
     .text = "ab",
     .span = {0, 1},
     .note = "because of this",
     .place = {1, 2},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | ab\n"
              "   | ^-\n"
              "a.cel:1:2: note: because of this\n"},
    {.what = "a note in the error",
     .text = "ab + cd",
     .span = {0, 7},
     .note = "this",
     .place = {3, 4},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | ab + cd\n"
              "   | ^~~~~~~\n"
              "a.cel:1:4: note: this\n"
              " 1 | ab + cd\n"
              "   |    -\n"},
    {.what = "a note at the error's place",
     .text = "ab",
     .span = {0, 2},
     .note = "this",
     .place = {0, 0},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | ab\n"
              "   | ^~\n"
              "a.cel:1:1: note: this\n"
              " 1 | ab\n"
              "   | -\n"},
    {.what = "a note in another line",
     .text = "[\n\n\n\n\n\n\n\n\na",
     .span = {11, 11},
     .note = "opened\there",
     .place = {0, 1},
     .shown = "a.cel:10:2: error: oops [E0302]\n"
              " 10 | a\n"
              "    |  ^\n"
              "a.cel:1:1: note: opened\\x09here\n"
              "  1 | [\n"
              "    | -\n"},
    {.what = "a note that is a place, too far away",
     .text = "(" THIRTY_SIX THIRTY_SIX " + $",
     .span = {76, 77},
     .note = "before this",
     .place = {0, 0},
     .shown = "a.cel:1:77: error: oops [E0302]\n"
              " 1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaa" THIRTY_SIX " + $\n"
              "   |                                        "
              "                               ^\n"
              "a.cel:1:1: note: before this\n"
              " 1 | (" THIRTY_SIX "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   | -\n"},
    {.what = "a note in the same line, the beginning of which is too long",
     .text = TIMES_64("a") TIMES_16("a") " ( + $",
     .span = {85, 86},
     .note = "opened here",
     .place = {81, 82},
     .shown = "a.cel:1:86: error: oops [E0302]\n"
              " 1 | ..." TIMES_32("a") TIMES_16("a")
                  TIMES_8("a") "aaaaaa ( + $\n"
                               "   |    " TIMES_32(" ") TIMES_16(" ")
                                   TIMES_8(" ") "       -   ^\n"
                                                "a.cel:1:82: note: opened here\n"},
    {.what = "a note in a later line, of a longer number",
     .text = "]\n\n\n\n\n\n\n\n\n[",
     .span = {0, 1},
     .note = "closed here",
     .place = {10, 11},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              "  1 | ]\n"
              "    | ^\n"
              "a.cel:10:1: note: closed here\n"
              " 10 | [\n"
              "    | -\n"},
    {.what = "lines 90 and 100: powers of ten and of nothing else have a digit more",
     .text = TIMES_64("\n") TIMES_16("\n") TIMES_8("\n") "\na" TIMES_8("\n") "\n\nb",
     .span = {100, 101},
     .note = "because of this",
     .place = {89, 90},
     .shown = "a.cel:100:1: error: oops [E0302]\n"
              " 100 | b\n"
              "     | ^\n"
              "a.cel:90:1: note: because of this\n"
              "  90 | a\n"
              "     | -\n"},
    {.what = "a note in the same line, the rest of which is too long",
     .text = "ab + cd" THIRTY_SIX THIRTY_SIX,
     .span = {0, 2},
     .note = "because of this",
     .place = {5, 6},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | ab + cd" THIRTY_SIX "aaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   | ^~   -\n"
              "a.cel:1:6: note: because of this\n"},
    {.what = "a note behind the error, too long to be shown whole",
     .text = "ab +" TIMES_64("a") TIMES_64("a"),
     .span = {0, 2},
     .note = "because of this",
     .place = {4, 132},
     .shown =
         "a.cel:1:1: error: oops [E0302]\n"
         " 1 | ab +" TIMES_64("a") "...\n"
                                   "   | ^~  " TIMES_64(
                                       "-") "\n"
                                            "a.cel:1:5: note: because of this\n"
                                            " 1 | ab +" TIMES_64(
                                                "a") "...\n"
                                                     "   |     " TIMES_64("-") "\n"},
    {.what = "a note before the error, too long to be shown whole",
     .text = TIMES_64("a") TIMES_64("a") "+ ab",
     .span = {130, 132},
     .note = "because of this",
     .place = {0, 128},
     .shown = "a.cel:1:131: error: oops [E0302]\n"
              " 1 | ..." TIMES_64(
                  "a") "+ ab\n"
                       "   |    " TIMES_64(
                           "-") "  ^~\n"
                                "a.cel:1:1: note: because of this\n"
                                " 1 | " TIMES_64("a") "aaaa...\n"
                                                      "   | " TIMES_64("-") "----\n"},
    {.what = "a note in the same line, but too far away",
     .text = "(" THIRTY_SIX THIRTY_SIX " + $",
     .span = {76, 77},
     .note = "opened here",
     .place = {0, 1},
     .shown = "a.cel:1:77: error: oops [E0302]\n"
              " 1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaa" THIRTY_SIX " + $\n"
              "   |                                        "
              "                               ^\n"
              "a.cel:1:1: note: opened here\n"
              " 1 | (" THIRTY_SIX "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\n"
              "   | -\n"},
    {.what = "an insertion",
     .text = "f(a\n",
     .span = {3, 4},
     .replacement = ")",
     .removed = {3, 3},
     .shown = "a.cel:1:4: error: oops [E0302]\n"
              " 1 | f(a\n"
              "   |    ^\n"
              "help: insert `)`\n"
              " 1 | f(a)\n"
              "   |    +\n"},
    {.what = "a replacement",
     .text = "a and b",
     .span = {2, 5},
     .replacement = "&&",
     .removed = {2, 5},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a and b\n"
              "   |   ^~~\n"
              "help: replace by `&&`\n"
              " 1 | a && b\n"
              "   |   ~~\n"},
    {.what = "a replacement that only begins with a backquote",
     .text = "a",
     .span = {0, 1},
     .replacement = "`b",
     .removed = {0, 1},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | a\n"
              "   | ^\n"
              "help: replace by ``b`\n"
              " 1 | `b\n"
              "   | ~~\n"},
    {.what = "a replacement that has backquotes",
     .text = "a.in",
     .span = {2, 4},
     .replacement = "`in`",
     .removed = {2, 4},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a.in\n"
              "   |   ^~\n"
              "help: replace by `in`\n"
              " 1 | a.`in`\n"
              "   |   ~~~~\n"},
    {.what = "a removal of one backquote",
     .text = "a`",
     .span = {1, 2},
     .replacement = "",
     .removed = {1, 2},
     .shown = "a.cel:1:2: error: oops [E0302]\n"
              " 1 | a`\n"
              "   |  ^\n"
              "help: remove ```\n"
              " 1 | a\n"},
    {.what = "a removal of two backquotes, which get no more",
     .text = "a.``",
     .span = {2, 4},
     .replacement = "",
     .removed = {2, 4},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a.``\n"
              "   |   ^~\n"
              "help: remove ``\n"
              " 1 | a.\n"},
    {.what = "a fix in a longer line",
     .text = TIMES_64("a") " and " TIMES_64("b"),
     .span = {65, 68},
     .replacement = "&&",
     .removed = {65, 68},
     .shown = "a.cel:1:66: error: oops [E0302]\n"
              " 1 | ..." TIMES_32("a") "a and " TIMES_16("b") TIMES_8(
                  "b") "bbbbbb...\n"
                       "   |    " TIMES_32(
                           " ") "  ^~~\n"
                                "help: replace by `&&`\n"
                                " 1 | ..." TIMES_32("a") "a && " TIMES_16("b")
                                    TIMES_8("b") "bbbbbbb...\n"
                                                 "   |    " TIMES_32(" ") "  ~~\n"},
    {.what = "a fix in a later line, of a longer number",
     .text = "(\n\n\n\n\n\n\n\n\na",
     .span = {0, 1},
     .replacement = ")",
     .removed = {11, 11},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              "  1 | (\n"
              "    | ^\n"
              "help: insert `)`\n"
              " 10 | a)\n"
              "    |  +\n"},
    {.what = "a removal",
     .text = "a;",
     .span = {1, 2},
     .replacement = "",
     .removed = {1, 2},
     .shown = "a.cel:1:2: error: oops [E0302]\n"
              " 1 | a;\n"
              "   |  ^\n"
              "help: remove `;`\n"
              " 1 | a\n"},
    {.what = "a removal over lines",
     .text = "a /* \n\n */ + b",
     .span = {2, 10},
     .replacement = "",
     .removed = {2, 11},
     .shown = "a.cel:1:3: error: oops [E0302]\n"
              " 1 | a /* \n"
              "   |   ^~~\n"
              " ...\n"
              " 3 |  */ + b\n"
              "   |  ~~\n"
              "help: remove `/* \\x0a\\x0a */ `\n"
              " 1 | a + b\n"},
    {.what = "a long replacement, and one that a terminal would obey",
     .text = "a",
     .span = {0, 1},
     .replacement = "\x1b[2J" THIRTY_SIX "b",
     .removed = {0, 1},
     .shown = "a.cel:1:1: error: oops [E0302]\n"
              " 1 | a\n"
              "   | ^\n"
              "help: replace by `\\x1b[2J" THIRTY_SIX "...`\n"
              " 1 | <U+001B>[2J" THIRTY_SIX "b\n"
              "   | ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"},
    {.what = "both a note and a fix",
     .text = "a == b == c",
     .span = {7, 9},
     .note = "the first one",
     .place = {2, 4},
     .replacement = "&& b ==",
     .removed = {7, 9},
     .shown = "a.cel:1:8: error: oops [E0302]\n"
              " 1 | a == b == c\n"
              "   |   --   ^~\n"
              "a.cel:1:3: note: the first one\n"
              "help: replace by `&& b ==`\n"
              " 1 | a == b && b == c\n"
              "   |        ~~~~~~~\n"},
};

#endif
