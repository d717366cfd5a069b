/* scan.c: cel_lex: the common tokens, read without the rules of lexer.re.
 *
 * What a token is, its first byte nearly always tells; how long a name or a string is,
 * cannot be foreseen, and a loop over its bytes ends in a jump that the processor
 * guesses wrong. Here a table has the kind, and 16 bytes are looked at in one step.
 *
 * Numbers, escapes, comments, words of the language and whatever is wrong are left to
 * the rules. They read every token, and the tests hold this file to what they read. */
#include <limits.h>
#include <stdbool.h>

#include "lexer/lexer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    STEP = 16,              /* bytes looked at in one step; CEL_PADDING has as many */
    NAME = CEL_TOKEN_NAME,  /* a letter or _ */
    PAIR = CEL_TOKEN_KINDS, /* begins an operator that may have two characters */
    QUOTE,                  /* begins a string */
    BLANK                   /* no token */
};

_Static_assert(STEP <= CEL_PADDING, "a step may look past the text's end");
_Static_assert(CEL_TOKEN_END == 0 && BLANK <= UCHAR_MAX, "leads holds them, 0 is free");

/* What a first byte begins: a token of one character, a name, or one of the above; 0:
 * something for the rules. */
static const unsigned char leads[256] = {
    ['.'] = CEL_TOKEN_DOT,
    [','] = CEL_TOKEN_COMMA,
    [':'] = CEL_TOKEN_COLON,
    ['?'] = CEL_TOKEN_QUESTION,
    ['('] = CEL_TOKEN_LEFT_PAREN,
    [')'] = CEL_TOKEN_RIGHT_PAREN,
    ['['] = CEL_TOKEN_LEFT_BRACKET,
    [']'] = CEL_TOKEN_RIGHT_BRACKET,
    ['{'] = CEL_TOKEN_LEFT_BRACE,
    ['}'] = CEL_TOKEN_RIGHT_BRACE,
    ['+'] = CEL_TOKEN_PLUS,
    ['-'] = CEL_TOKEN_MINUS,
    ['*'] = CEL_TOKEN_STAR,
    ['%'] = CEL_TOKEN_PERCENT,
    ['!'] = PAIR,
    ['&'] = PAIR,
    ['/'] = PAIR,
    ['<'] = PAIR,
    ['='] = PAIR,
    ['>'] = PAIR,
    ['|'] = PAIR,
    ['"'] = QUOTE,
    ['\''] = QUOTE,
    [' '] = BLANK,
    ['\t'] = BLANK,
    ['\n'] = BLANK,
    ['\f'] = BLANK,
    ['\r'] = BLANK,
    ['_'] = NAME,
    ['a'] = NAME,
    ['b'] = NAME,
    ['c'] = NAME,
    ['d'] = NAME,
    ['e'] = NAME,
    ['f'] = NAME,
    ['g'] = NAME,
    ['h'] = NAME,
    ['i'] = NAME,
    ['j'] = NAME,
    ['k'] = NAME,
    ['l'] = NAME,
    ['m'] = NAME,
    ['n'] = NAME,
    ['o'] = NAME,
    ['p'] = NAME,
    ['q'] = NAME,
    ['r'] = NAME,
    ['s'] = NAME,
    ['t'] = NAME,
    ['u'] = NAME,
    ['v'] = NAME,
    ['w'] = NAME,
    ['x'] = NAME,
    ['y'] = NAME,
    ['z'] = NAME,
    ['A'] = NAME,
    ['B'] = NAME,
    ['C'] = NAME,
    ['D'] = NAME,
    ['E'] = NAME,
    ['F'] = NAME,
    ['G'] = NAME,
    ['H'] = NAME,
    ['I'] = NAME,
    ['J'] = NAME,
    ['K'] = NAME,
    ['L'] = NAME,
    ['M'] = NAME,
    ['N'] = NAME,
    ['O'] = NAME,
    ['P'] = NAME,
    ['Q'] = NAME,
    ['R'] = NAME,
    ['S'] = NAME,
    ['T'] = NAME,
    ['U'] = NAME,
    ['V'] = NAME,
    ['W'] = NAME,
    ['X'] = NAME,
    ['Y'] = NAME,
    ['Z'] = NAME,
};

/* The operators of one or two characters, by the first; kind 0: left to the rules. */
static const struct {
    unsigned char second; /* the character that makes two of it */
    unsigned char both;   /* the kind of both together */
    unsigned char alone;  /* the kind of the first alone */
} pairs[256] = {
    ['!'] = {'=', CEL_TOKEN_NOT_EQUAL, CEL_TOKEN_NOT},
    ['&'] = {'&', CEL_TOKEN_AND, 0},
    ['/'] = {'/', 0, CEL_TOKEN_SLASH}, /* both together begin a comment */
    ['<'] = {'=', CEL_TOKEN_LESS_EQUAL, CEL_TOKEN_LESS},
    ['='] = {'=', CEL_TOKEN_EQUAL, 0},
    ['>'] = {'=', CEL_TOKEN_GREATER_EQUAL, CEL_TOKEN_GREATER},
    ['|'] = {'|', CEL_TOKEN_OR, 0},
};

/* The words of the language (true, in, for, ...): a name that may be one is left to the
 * rules. By the first two letters, a bit for each length that such a word has. */
#define SLOT(first, second) (((first)*13u + (second)) % 128)
static const uint32_t word_lengths[128] = {
    [SLOT('a', 's')] = 1 << 2,          [SLOT('b', 'r')] = 1 << 5,
    [SLOT('c', 'o')] = 1 << 5 | 1 << 8, [SLOT('e', 'l')] = 1 << 4,
    [SLOT('f', 'a')] = 1 << 5,          [SLOT('f', 'o')] = 1 << 3,
    [SLOT('f', 'u')] = 1 << 8,          [SLOT('i', 'f')] = 1 << 2,
    [SLOT('i', 'm')] = 1 << 6,          [SLOT('i', 'n')] = 1 << 2,
    [SLOT('l', 'e')] = 1 << 3,          [SLOT('l', 'o')] = 1 << 4,
    [SLOT('n', 'a')] = 1 << 9,          [SLOT('n', 'u')] = 1 << 4,
    [SLOT('p', 'a')] = 1 << 7,          [SLOT('r', 'e')] = 1 << 6,
    [SLOT('t', 'r')] = 1 << 4,          [SLOT('v', 'a')] = 1 << 3,
    [SLOT('v', 'o')] = 1 << 4,          [SLOT('w', 'h')] = 1 << 5,
};

#ifdef __SSE2__

/* All bits of each byte of `x` that is `from` to `to`. */
static __m128i in_range(__m128i x, char from, char to)
{
    __m128i distance = _mm_sub_epi8(x, _mm_set1_epi8(from));
    __m128i most = _mm_set1_epi8((char)(to - from));
    return _mm_cmpeq_epi8(_mm_min_epu8(distance, most), distance);
}

static __m128i load(const unsigned char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* How many bytes from `at` on a name may have: 0 to STEP. */
static unsigned name_length(const unsigned char *at)
{
    __m128i x = load(at), lower = _mm_or_si128(x, _mm_set1_epi8(0x20));
    __m128i letter = _mm_or_si128(in_range(lower, 'a', 'z'), in_range(x, '0', '9'));
    __m128i name = _mm_or_si128(letter, _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
    return (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(name));
}

/* How many bytes from `at` on are blanks: 0 to STEP. */
static unsigned blank_length(const unsigned char *at)
{
    __m128i x = load(at), space = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));
    __m128i vertical = _mm_cmpeq_epi8(x, _mm_set1_epi8('\v')); /* is none in CEL */
    __m128i control = _mm_andnot_si128(vertical, in_range(x, '\t', '\r'));
    __m128i blank = _mm_or_si128(space, control);
    return (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(blank));
}

/* How many bytes from `at` on a string between `quote`s may have before it ends or is
 * no plain one: 0 to STEP. */
static unsigned plain_length(const unsigned char *at, unsigned char quote)
{
    __m128i x = load(at), end = _mm_cmpeq_epi8(x, _mm_set1_epi8((char)quote));
    __m128i escape = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
    __m128i stop = _mm_or_si128(_mm_or_si128(end, escape), in_range(x, 0, '\r'));
    return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(stop) | 1u << STEP);
}

#else

static unsigned name_length(const unsigned char *at)
{
    unsigned i = 0;
    while (i < STEP && (leads[at[i]] == NAME || (at[i] >= '0' && at[i] <= '9')))
        i++;
    return i;
}

static unsigned blank_length(const unsigned char *at)
{
    unsigned i = 0;
    while (i < STEP && leads[at[i]] == BLANK)
        i++;
    return i;
}

static unsigned plain_length(const unsigned char *at, unsigned char quote)
{
    unsigned i = 0;
    while (i < STEP && at[i] != quote && at[i] != '\\' && at[i] > '\r')
        i++;
    return i;
}

#endif

/* The length of the string literal at `at` with its quotes, if it is one line between
 * single quotation marks (' or ") that says what is written; else 0. */
static size_t string_length(const unsigned char *at)
{
    const unsigned char *end = at + 1;
    unsigned step = 0;
    if (*end == *at) /* an empty one, or the first of three quotes */
        return 0;
    do {
        step = plain_length(end, *at);
        end += step;
    } while (step == STEP);
    size_t length = (size_t)(end - at) + 1;
    return *end == *at && length < CEL_TOKEN_LONG ? length : 0;
}

/* Whether the name of `length` bytes at `at` may be a word of the language. */
static bool may_be_word(const unsigned char *at, size_t length)
{
    return word_lengths[SLOT(at[0], at[1])] >> length & 1;
}

/* Whether it may be the prefix of a string: r, b, br and the like. */
static bool may_be_prefix(const unsigned char *at, size_t length)
{
    return length <= 2 && leads[at[length]] == QUOTE;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static void set(struct cel_token *token, struct cel_lexer *lexer,
                const unsigned char *at, unsigned kind, size_t length)
{
    lexer->cursor = at + length;
    *token = (struct cel_token){(uint32_t)(at - lexer->text), kind & 0xff,
                                length & CEL_TOKEN_LONG};
}

/* Makes a token where the window has no room, with malloc all of them: apart, so that
 * the way of a hit has no call on it. */
static ARENA_COLD ARENA_APART const struct cel_token *
make_apart(struct cel_lexer *lexer, struct arena *arena, const unsigned char *at,
           unsigned kind, size_t length)
{
    struct cel_token *token = ARENA_NEW(arena, struct cel_token);
    if (token != NULL)
        set(token, lexer, at, kind, length);
    return token;
}

const struct cel_token *cel_lex(struct cel_lexer *lexer, struct arena *arena)
{
    const unsigned char *at = lexer->cursor;
    size_t length = 1;
    if (*at == ' ') /* there is hardly ever more than one */
        at++;
    unsigned kind = leads[*at];
    while (kind == BLANK) {
        at += blank_length(at);
        kind = leads[*at];
    }
    if (kind == NAME) {
        length = name_length(at);
        if (may_be_word(at, length) || length == STEP || may_be_prefix(at, length))
            return cel_lex_by_rules(lexer, arena);
    } else if (kind > NAME && kind < PAIR) {
        if (is_digit(at[1]) && kind == CEL_TOKEN_DOT)
            return cel_lex_by_rules(lexer, arena);
    } else if (kind == QUOTE) {
        kind = CEL_TOKEN_STRING;
        length = string_length(at);
        if (length == 0)
            return cel_lex_by_rules(lexer, arena);
        lexer->plain = at;
    } else {
        bool both = at[1] == pairs[*at].second;
        kind = both ? pairs[*at].both : pairs[*at].alone;
        length += both;
        if (kind == 0)
            return cel_lex_by_rules(lexer, arena);
    }
    struct cel_token *token = &lexer->token.token;
    if (arena != NULL) {
        if (!arena_has_room(arena, sizeof *token))
            return make_apart(lexer, arena, at, kind, length);
        token = ARENA_NEW(arena, struct cel_token);
    }
    set(token, lexer, at, kind, length);
    return token;
}
