/* diag.h: cases for diag_suite.c. */
#ifndef CASES_DIAG_H
#define CASES_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static const struct utf8_case {
    const char *text; /* some bytes */
    size_t valid;     /* how many of them are valid from the start */
} utf8_cases[] = {
    {"", 0},
    {"plain", 5},
    {"\x7f", 1},
    {"gr\xc3\xbc\xc3\x9f", 6},
    {"\xe2\x82\xac", 3},
    {"\xf0\x9f\x98\x80", 4},
    {"\xf4\x8f\xbf\xbf", 4},  /* U+10FFFF, the last */
    {"a\xf4\x90\x80\x80", 1}, /* past it */
    {"a\xc0\x80", 1},         /* an overlong NUL */
    {"a\xc1\xbf", 1},         /* overlong in two */
    {"a\xe0\x9f\xbf", 1},     /* overlong in three */
    {"a\xf0\x8f\xbf\xbf", 1}, /* overlong in four */
    {"a\xed\xa0\x80", 1},     /* a surrogate */
    {"a\xed\x9f\xbf", 4},     /* the last before them */
    {"ab\x80", 2},            /* a continuation alone */
    {"ab\xbf\x80", 2},        /* two of them */
    {"ab\xc3", 2},            /* cut short */
    {"ab\xe2\x82", 2},        /* cut short */
    {"ab\xe2\x82"
     "c",
     2},           /* the same before another character */
    {"ab\xff", 2}, /* no byte of UTF-8 */
    {"12345678901234567890123456789012\xc3\xa9", 34},
};

/* Repeated until they are long. */
static const char *const place_texts[] = {
    "abc",
    "a\n",
    "\n\n\n",
    "a\xc3\xa9\n\xf0\x9f\x98\x80 b\n",
    "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac",
    "x\r\ny\tz",
};

static const struct {
    const char *text;  /* what is written */
    const char *shown; /* what a terminal gets */
} safe_cases[] = {
    {"plain.cel", "plain.cel"},
    {"gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f"},
    {"a\x1b[31mb", "a\\x1b[31mb"},
    {"a\nb\tc\x7f", "a\\x0ab\\x09c\\x7f"},
    {"\xff\xfe", "\\xff\\xfe"},
    {"\xc2\x9b", "\\u{009b}"},     /* a control character of two bytes */
    {"\xe2\x80\xae", "\\u{202e}"}, /* turns the direction of text */
};

static const struct {
    uint32_t first; /* a code point that could harm a terminal or deceive a reader */
    uint32_t last;  /* the last of them */
} unsafe_ranges[] = {
    {0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},
    {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202e},
    {0x2060, 0x2060}, {0x2066, 0x2069}, {0xfeff, 0xfeff},
};

static const struct {
    uint32_t point;   /* a code point */
    unsigned columns; /* what it takes */
} width_cases[] = {
    {'a', 1},     {0xac, 1},     {0xad, 1},    /* a soft hyphen, which is seen */
    {0xe9, 1},    {0x301, 0},    {0x20dd, 0},  /* e acute; combining: acute, circle */
    {0x4e2d, 2},  {0xff21, 2},   {0xff71, 1},  /* Han, fullwidth A, halfwidth a */
    {0x3000, 2},  {0x3099, 0},   {0x3041, 2},  /* blank, voicing mark, hiragana */
    {0x1100, 2},  {0x1161, 0},   {0x11a8, 0},  /* Hangul Jamo: first, vowel, last */
    {0xac00, 2},  {0xd7b0, 0},   {0x200d, 0},  /* a syllable, a vowel, joiner */
    {0xfe0f, 0},  {0x2764, 1},   {0x231a, 2},  /* variation selector 16; heart, watch */
    {0x1f600, 2}, {0x1f3fd, 2},  {0x1f1e9, 1}, /* emoji: face, skin, half a flag */
    {0x600, 1},   {0x20000, 2},  {0x3fffd, 2}, /* number sign, the rare ideographs */
    {0x3fffe, 1}, {0xe0020, 0},  {0xe01ef, 0}, /* no character, a tag, a selector */
    {0xe01f0, 1}, {0x10ffff, 1}, {UINT32_MAX, 1},
};

#endif
