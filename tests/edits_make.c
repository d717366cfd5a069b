/* edits_make.c: random changes of a text, such as a slip of the finger makes.
 *
 * Tokens are the lexer's own; where a text is no text from some byte on (a NUL, invalid
 * UTF-8), only what is before it has tokens. */
#include "tests/edits.h"

#include <ctype.h>
#include <string.h>

#include "bench/random.h"

bool collect_bytes(void *context, const char *bytes, size_t size)
{
    struct buffer *buffer = context;
    if (size > sizeof buffer->bytes - buffer->size)
        return false;
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    return true;
}

/* A text cut into tokens. */
struct tokens {
    const char *text;             /* the text */
    const struct cel_token **all; /* its tokens, the end not counted */
    size_t count;                 /* how many */
};

/* A change being drawn. */
struct drawing {
    struct draw *draw;         /* where from */
    const struct buffer *text; /* the text */
    struct tokens tokens;      /* its tokens */
    struct change *change;     /* what comes of it */
};

static size_t below(struct drawing *d, size_t bound)
{
    return bench_random_below(&d->draw->random, bound);
}

static const char *pick(struct drawing *d, const char *const *words, size_t count)
{
    return words[below(d, count)];
}

static void add(struct drawing *d, const char *bytes, size_t size)
{
    collect_bytes(d->change->added, bytes, size);
}

/* The change takes out [from, to). */
static bool take_out(struct drawing *d, size_t from, size_t to)
{
    d->change->at = from;
    d->change->removed = to - from;
    return true;
}

static struct tokens cut(struct arena *arena, const char *text, size_t size)
{
    struct tokens tokens = {text, NULL, 0};
    struct cel_source source;
    size_t good = cel_utf8_valid(text, size);
    const char *nul = memchr(text, 0, good);
    good = nul != NULL ? (size_t)(nul - text) : good;
    tokens.all = ARENA_ARRAY(arena, const struct cel_token *, good + 1);
    if (tokens.all == NULL || !cel_copy_source(arena, text, good, &source))
        return tokens;
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    const struct cel_token *token;
    while ((token = cel_lex(&lexer, arena)) != NULL && token->kind != CEL_TOKEN_END)
        tokens.all[tokens.count++] = token;
    return tokens;
}

static bool is_bracket(const struct cel_token *token)
{
    return token->kind >= CEL_TOKEN_LEFT_PAREN && token->kind <= CEL_TOKEN_RIGHT_BRACE;
}

static bool is_quoted(const struct cel_token *token)
{
    return token->kind == CEL_TOKEN_STRING || token->kind == CEL_TOKEN_BYTES ||
           token->kind == CEL_TOKEN_QUOTED_NAME || token->kind == CEL_TOKEN_BAD_STRING;
}

static bool is_operator(const struct cel_token *token)
{
    return token->kind >= CEL_TOKEN_OR && token->kind <= CEL_TOKEN_COMMA;
}

static bool is_any(const struct cel_token *token)
{
    return token->kind != CEL_TOKEN_END;
}

/* One of the tokens that are `wanted`, or NULL. */
static const struct cel_token *some_token(struct drawing *d,
                                          bool (*wanted)(const struct cel_token *))
{
    size_t count = 0;
    for (size_t i = 0; i < d->tokens.count; i++)
        count += wanted(d->tokens.all[i]);
    size_t left = count > 0 ? below(d, count) : 0;
    for (size_t i = 0; count > 0 && i < d->tokens.count; i++)
        if (wanted(d->tokens.all[i]) && left-- == 0)
            return d->tokens.all[i];
    return NULL;
}

/* The beginning of the code point that the byte at `at` belongs to. */
static size_t border(const struct buffer *text, size_t at)
{
    while (at > 0 && at < text->size && ((unsigned char)text->bytes[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* Where the code point at `at` ends. */
static size_t next_border(const struct buffer *text, size_t at)
{
    uint32_t point;
    return at + cel_utf8_decode(text->bytes + at, text->size - at, &point);
}

static bool take_out_token(struct drawing *d, const struct cel_token *token)
{
    if (token == NULL)
        return false;
    struct cel_span span = cel_token_span(token);
    return take_out(d, span.start, span.end);
}

static bool delete_byte(struct drawing *d)
{
    size_t at = d->text->size > 0 ? below(d, d->text->size) : 0;
    return d->text->size > 0 && take_out(d, at, at + 1);
}

static bool delete_character(struct drawing *d)
{
    size_t at = border(d->text, below(d, d->text->size + 1));
    return at < d->text->size && take_out(d, at, next_border(d->text, at));
}

static bool delete_token(struct drawing *d)
{
    return take_out_token(d, some_token(d, is_any));
}

static bool delete_range(struct drawing *d)
{
    size_t at = border(d->text, below(d, d->text->size + 1)), rest = d->text->size - at;
    const char *end = memchr(d->text->bytes + at, '\n', rest);
    rest = end != NULL ? (size_t)(end - d->text->bytes) - at : rest;
    return rest > 0 && take_out(d, at, border(d->text, at + 1 + below(d, rest)));
}

/* Adds a character of any class, each class as often. */
static void add_character(struct drawing *d)
{
    static const char *const operators[] = {"=", "!", "<", ">", "&", "|", "+", "-",
                                            "*", "/", "%", "?", ":", ".", ",", ";"};
    static const char *const brackets[] = {"(", ")", "[", "]", "{", "}"};
    static const char *const quotes[] = {"\"", "'", "`", "\\"};
    static const char *const blanks[] = {"\n", "\r\n", "\t", " ", "\f", "\v"};
    static const char *const others[] = {
        "\xc3\xa4", "\xe2\x80\x9c", "\xe2\x80\x99",     "\xc2\xa0",     "\xe2\x80\x8b",
        "\xcc\x81", "\xe4\xb8\xad", "\xf0\x9f\x98\x80", "\xe2\x80\xae", "\xc2\x9b"};
    static const char *const invalid[] = {"\xff", "\x80", "\xc0\xaf", "\xed\xa0\x80"};
    const char *chosen = NULL;
    char ascii[2] = {(char)(1 + below(d, 127)), 0};
    switch (below(d, 8)) {
    case 0: chosen = ascii; break;
    case 1: chosen = pick(d, operators, sizeof operators / sizeof *operators); break;
    case 2: chosen = pick(d, brackets, sizeof brackets / sizeof *brackets); break;
    case 3: chosen = pick(d, quotes, sizeof quotes / sizeof *quotes); break;
    case 4: chosen = pick(d, blanks, sizeof blanks / sizeof *blanks); break;
    case 5: chosen = pick(d, others, sizeof others / sizeof *others); break;
    case 6: chosen = pick(d, invalid, sizeof invalid / sizeof *invalid); break;
    default: add(d, "", 1); return; /* a NUL */
    }
    add(d, chosen, strlen(chosen));
}

static bool insert_character(struct drawing *d)
{
    size_t at = border(d->text, below(d, d->text->size + 1));
    add_character(d);
    return take_out(d, at, at);
}

static bool replace_character(struct drawing *d)
{
    add_character(d);
    return delete_character(d);
}

static void add_token(struct drawing *d, const struct tokens *from, size_t i)
{
    add(d, from->text + from->all[i]->offset, cel_token_length(from->all[i]));
}

static bool duplicate_token(struct drawing *d)
{
    const struct cel_token *token = some_token(d, is_any);
    if (token == NULL)
        return false;
    struct cel_span span = cel_token_span(token);
    add(d, " ", below(d, 2)); /* without a blank, two names become one */
    add(d, d->text->bytes + span.start, span.end - span.start);
    return take_out(d, span.end, span.end);
}

static bool swap_tokens(struct drawing *d)
{
    const struct tokens *t = &d->tokens;
    if (t->count < 2)
        return false;
    size_t i = below(d, t->count - 1);
    struct cel_span a = cel_token_span(t->all[i]), b = cel_token_span(t->all[i + 1]);
    add_token(d, t, i + 1);
    add(d, t->text + a.end, b.start - a.end);
    add_token(d, t, i);
    return take_out(d, a.start, b.end);
}

/* Before which byte a token may be put in: before another, or at the end. */
static size_t between_tokens(struct drawing *d)
{
    size_t i = below(d, d->tokens.count + 1);
    return i < d->tokens.count ? d->tokens.all[i]->offset : d->text->size;
}

static bool insert_token(struct drawing *d)
{
    const struct samples *samples = d->draw->samples;
    struct cel_string other = samples->all[below(d, samples->count)].text;
    struct tokens tokens = cut(d->draw->arena, other.data, other.size);
    size_t at = between_tokens(d);
    if (tokens.count == 0)
        return false;
    add(d, " ", 1);
    add_token(d, &tokens, below(d, tokens.count));
    add(d, " ", 1);
    return take_out(d, at, at);
}

static bool delete_bracket(struct drawing *d)
{
    return take_out_token(d, some_token(d, is_bracket));
}

static bool insert_bracket(struct drawing *d)
{
    size_t at = between_tokens(d);
    add(d, &"()[]{}"[below(d, 6)], 1);
    return take_out(d, at, at);
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"' || c == '`';
}

/* A quote becomes another one, a typographic one, or nothing. */
static bool change_quote(struct drawing *d)
{
    static const char *const quotes[] = {"\"", "'", "`", "\xe2\x80\x9d", ""};
    const struct cel_token *token = some_token(d, is_quoted);
    if (token == NULL)
        return false;
    size_t last = cel_token_span(token).end - 1, at = token->offset;
    while (at < last && !is_quote(d->text->bytes[at]))
        at++;
    at = below(d, 2) ? last : at;
    const char *quote = pick(d, quotes, sizeof quotes / sizeof *quotes);
    add(d, quote, strlen(quote));
    return is_quote(d->text->bytes[at]) && take_out(d, at, at + 1);
}

static bool change_case(struct drawing *d)
{
    size_t at = below(d, d->text->size + 1);
    while (at < d->text->size && !isalpha((unsigned char)d->text->bytes[at]))
        at++;
    if (at == d->text->size)
        return false;
    char other = (char)(d->text->bytes[at] ^ 0x20);
    add(d, &other, 1);
    return take_out(d, at, at + 1);
}

static bool cut_off(struct drawing *d)
{
    size_t at = border(d->text, below(d, d->text->size + 1));
    return at < d->text->size && take_out(d, at, d->text->size);
}

/* An operator becomes one that another language has in its place. */
static bool other_language(struct drawing *d)
{
    static const char *const words[] = {
        "/*", "*/", "=", "===", "!==", "<>", " and ", " or ", " not ", "=>",
        "->", "&",  "|", "::",  ";",   "?.", "??",    "++",   "**",    "=~"};
    const char *word = pick(d, words, sizeof words / sizeof *words);
    add(d, word, strlen(word));
    return take_out_token(d, some_token(d, is_operator));
}

static const struct {
    const char *name;                /* what it does */
    bool (*make)(struct drawing *d); /* draws one; false: the text has nothing for it */
} kinds[] = {
    {"delete a byte", delete_byte},
    {"delete a character", delete_character},
    {"delete a token", delete_token},
    {"delete a part of a line", delete_range},
    {"insert a character", insert_character},
    {"replace a character", replace_character},
    {"duplicate a token", duplicate_token},
    {"swap two tokens", swap_tokens},
    {"insert another sample's token", insert_token},
    {"delete a bracket", delete_bracket},
    {"insert a bracket", insert_bracket},
    {"change a quote", change_quote},
    {"change a letter's case", change_case},
    {"cut the text off", cut_off},
    {"another language's operator", other_language},
};
_Static_assert(sizeof kinds / sizeof *kinds == EDIT_KINDS, "the kinds are counted");

const char *edit_kind(size_t kind)
{
    return kinds[kind].name;
}

bool draw_change(struct draw *draw, size_t kind, const struct buffer *text,
                 struct change *change)
{
    struct drawing d = {.draw = draw, .text = text, .change = change};
    arena_reset(draw->arena);
    d.tokens = cut(draw->arena, text->bytes, text->size);
    change->kind = kind;
    change->added->size = 0;
    if (!kinds[kind].make(&d))
        return false;
    return change->added->size != change->removed ||
           memcmp(change->added->bytes, text->bytes + change->at, change->removed) != 0;
}

bool apply_change(const struct change *change, struct buffer *text)
{
    size_t added = change->added->size, end = change->at + change->removed;
    if (added > sizeof text->bytes - text->size)
        return false;
    char *at = text->bytes + change->at;
    memmove(at + added, text->bytes + end, text->size - end);
    memcpy(at, change->added->bytes, added);
    text->size = text->size - change->removed + added;
    return true;
}
