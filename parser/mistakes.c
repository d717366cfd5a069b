/* mistakes.c: what people get wrong in CEL: tables, and a function for each mistake
 * that a text alone does not tell.
 *
 * A mistake is recognised where a rule has met a token it has no use for, by that token
 * and the ones before it. A fix is given only where it is certain what was meant. The
 * texts of the messages are in diag/codes.def. */
#include "parser/mistakes.h"

#include "lexer/lexer.h"

enum { ANY = CEL_TOKEN_KINDS /* whatever stands before */ };
enum {
    OPERAND = CEL_AT_OPERAND,
    OPERATOR = CEL_AT_OPERATOR,
    COLON = CEL_AT_COLON,
    FIELD = CEL_AT_FIELD,
    NAME = CEL_AT_NAME
};

/* Operators and words of other languages, recognised by their text. Of several that
 * fit, the first counts. */
static const struct mistake {
    uint8_t contexts;  /* where: a set of enum cel_context */
    uint8_t before;    /* the kind of the token right before it, a part of it; or ANY */
    const char *found; /* the text */
    const char *instead; /* what CEL has in its place, or NULL */
    uint8_t code;        /* an enum cel_code */
    uint8_t remedy;      /* an enum cel_remedy */
    uint8_t kind;        /* for CEL_REMEDY_AS: an enum cel_token_kind */
    bool certain;        /* `instead` is a fix, not only advice */
} mistakes[] = {
    {COLON, ANY, "=>", ":", CEL_EXPECTED_TOKEN, CEL_REMEDY_AS, CEL_TOKEN_COLON, true},
    {COLON, ANY, "=", ":", CEL_EXPECTED_TOKEN, CEL_REMEDY_AS, CEL_TOKEN_COLON, true},
    {OPERATOR, ANY, "=>", ">=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_GREATER_EQUAL, false},
    {OPERATOR, ANY, "=<", "<=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_LESS_EQUAL,
     true},
    {OPERATOR, ANY, "=!", "!=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_NOT_EQUAL,
     false},
    {OPERATOR, ANY, "=~", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_EQUAL,
     false},
    {OPERATOR, ANY, "=", "==", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_EQUAL,
     true},
    {OPERATOR, ANY, "&", "&&", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_AND, true},
    {OPERATOR, ANY, "|", "||", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_OR, true},
    {OPERATOR, ANY, "and", "&&", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_AND,
     true},
    {OPERATOR, ANY, "AND", "&&", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_AND,
     true},
    {OPERATOR, ANY, "or", "||", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_OR, true},
    {OPERATOR, ANY, "OR", "||", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_OR, true},
    {OPERATOR, ANY, "not in", "!(... in ...)", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_IN, false},
    {OPERATOR, ANY, "!in", "!(... in ...)", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_IN, false},
    {OPERATOR, ANY, "\xe2\x89\xa0", "!=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_NOT_EQUAL, true},
    {OPERATOR, ANY, "\xe2\x89\xa4", "<=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_LESS_EQUAL, true},
    {OPERATOR, ANY, "\xe2\x89\xa5", ">=", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_GREATER_EQUAL, true},
    {OPERATOR, ANY, "\xe2\x88\xa7", "&&", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_AND, true},
    {OPERATOR, ANY, "\xe2\x88\xa8", "||", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_OR, true},
    {OPERATOR, ANY, "\xc3\x97", "*", CEL_WRONG_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_STAR,
     true},
    {OPERATOR, ANY, "\xe2\x88\x92", "-", CEL_WRONG_OPERATOR, CEL_REMEDY_AS,
     CEL_TOKEN_MINUS, true},
    {OPERATOR, ANY, "^", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_AS, CEL_TOKEN_STAR,
     false},
    {OPERAND | OPERATOR, ANY, "~", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_EQUAL, "==", "==", CEL_WRONG_OPERATOR, CEL_REMEDY_DROP, 0,
     true},
    {OPERAND, CEL_TOKEN_EQUAL, "=", "==", CEL_WRONG_OPERATOR, CEL_REMEDY_DROP, 0, true},
    {OPERAND, CEL_TOKEN_NOT_EQUAL, "=", "!=", CEL_WRONG_OPERATOR, CEL_REMEDY_DROP, 0,
     true},
    {OPERAND, CEL_TOKEN_LESS, ">", "!=", CEL_WRONG_OPERATOR, CEL_REMEDY_DROP, 0, true},
    {OPERAND, CEL_TOKEN_PLUS, "+", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_STAR, "*", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_LESS, "<", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_GREATER, ">", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_MINUS, ">", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_PLUS, "=", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_MINUS, "=", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_QUESTION, "?", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_DROP, 0,
     false},
    {OPERAND, CEL_TOKEN_QUESTION, ":", NULL, CEL_NO_SUCH_OPERATOR, CEL_REMEDY_NONE, 0,
     false},
    {OPERAND | OPERATOR, ANY, "if", NULL, CEL_STATEMENT, CEL_REMEDY_STOP, 0, false},
};

/* Whether the text at the token is `word`, and no longer word. */
static bool is_text(const struct cel_site *site, const char *word)
{
    const char *text = site->p->unit->source.text + site->found.span.start;
    size_t size = strlen(word);
    return strncmp(text, word, size) == 0 &&
           !(cel_is_name_byte(word[size - 1]) && cel_is_name_byte(text[size]));
}

static bool fits(const struct mistake *m, const struct cel_site *site)
{
    if ((m->contexts & site->context) == 0 || !is_text(site, m->found))
        return false;
    return m->before == ANY || (m->before == site->before.kind &&
                                cel_is_adjacent(site->before, site->found));
}

/* Whether an operand follows behind byte `end`, as it should behind an operator. */
static bool is_before_operand(const struct cel_site *site, uint32_t end)
{
    struct cel_lexer ahead = cel_lexer_at(&site->p->unit->source, end);
    unsigned next = cel_lex(&ahead, NULL)->kind;
    return cel_begins_operand(next) || next == CEL_TOKEN_MINUS;
}

/* Whether the operand before may be no value, but the name of an argument, a variable
 * or a statement's: then it is not certain what the operator was meant to be. */
static bool is_named(const struct cel_site *site)
{
    unsigned earlier = site->earlier.kind;
    return site->before.kind == CEL_TOKEN_NAME &&
           (earlier == CEL_TOKEN_RESERVED ||
            (site->open.role == CEL_ROLE_CALL &&
             (earlier == CEL_TOKEN_LEFT_PAREN || earlier == CEL_TOKEN_COMMA)));
}

static bool by_text(const struct cel_site *site, struct cel_finding *f)
{
    enum { MISTAKES = sizeof mistakes / sizeof *mistakes };
    const struct mistake *m = mistakes;
    while (m < mistakes + MISTAKES && !fits(m, site))
        m++;
    if (m == mistakes + MISTAKES)
        return false;
    f->end = site->found.span.start + (uint32_t)strlen(m->found);
    f->span = (struct cel_span){site->found.span.start, f->end};
    if (m->before != ANY)
        f->span.start = site->before.span.start;
    f->code = (enum cel_code)m->code;
    f->remedy = (enum cel_remedy)m->remedy;
    f->kind = (enum cel_token_kind)m->kind;
    struct cel_string found = cel_site_quote(site, f->span), instead = {"", 0};
    if (m->instead != NULL)
        instead = cel_quote_string(site->p, cel_constant(m->instead));
    f->values[m->code == CEL_EXPECTED_TOKEN] = found;
    f->values[m->code != CEL_EXPECTED_TOKEN] = instead;
    if (m->certain && !is_named(site) && is_before_operand(site, f->end))
        cel_finding_fix(f, f->span, m->instead);
    return true;
}

static bool semicolon(const struct cel_site *site, struct cel_finding *f)
{
    if (!is_text(site, ";"))
        return false;
    f->code = CEL_SEMICOLON;
    f->values[0] = cel_constant("`;`");
    if (cel_kind_ahead(site->p) == CEL_TOKEN_END)
        cel_finding_fix(f, f->span, "");
    return true;
}

/* f(a,) */
static bool trailing_comma(const struct cel_site *site, struct cel_finding *f)
{
    if (site->found.kind != CEL_TOKEN_RIGHT_PAREN || site->open.role != CEL_ROLE_CALL ||
        site->before.kind != CEL_TOKEN_COMMA)
        return false;
    f->code = CEL_TRAILING_COMMA;
    f->values[0] = cel_constant("`)`");
    f->remedy = CEL_REMEDY_NONE;
    cel_finding_fix(f, site->before.span, "");
    return true;
}

/* {in: 1} */
static bool word_as_key(const struct cel_site *site, struct cel_finding *f)
{
    bool begins = site->before.kind == CEL_TOKEN_LEFT_BRACE ||
                  site->before.kind == CEL_TOKEN_COMMA;
    if (site->open.role != CEL_ROLE_MAP || !begins || !cel_is_word(site->found) ||
        cel_kind_ahead(site->p) != CEL_TOKEN_COLON)
        return false;
    f->code = CEL_WORD_AS_KEY;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->remedy = CEL_REMEDY_TAKE;
    cel_finding_fix(f, f->span,
                    cel_site_join(site, "'", cel_site_text(site, f->span), "'"));
    return true;
}

/* let x = 1: a reserved word, and right behind it another operand */
static bool statement(const struct cel_site *site, struct cel_finding *f)
{
    unsigned next = cel_kind_ahead(site->p);
    if (site->found.kind != CEL_TOKEN_RESERVED || next < CEL_TOKEN_NAME ||
        next > CEL_TOKEN_NULL)
        return false;
    f->code = CEL_ONLY_EXPRESSIONS;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->remedy = CEL_REMEDY_STOP;
    return true;
}

/* a.in, Message{in: 1} */
static bool word_as_field(const struct cel_site *site, struct cel_finding *f)
{
    if (!cel_is_word(site->found))
        return false;
    f->code = CEL_WORD_AS_FIELD;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->remedy = CEL_REMEDY_TAKE;
    if (cel_kind_ahead(site->p) != CEL_TOKEN_LEFT_PAREN) /* no method has such a name */
        cel_finding_fix(f, f->span,
                        cel_site_join(site, "`", cel_site_text(site, f->span), "`"));
    return true;
}

/* Message{"a": 1} */
static bool quoted_field(const struct cel_site *site, struct cel_finding *f)
{
    struct cel_string text = cel_site_text(site, site->found.span);
    if (site->found.kind != CEL_TOKEN_STRING)
        return false;
    f->code = CEL_QUOTED_FIELD;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->remedy = CEL_REMEDY_TAKE;
    struct cel_string name = {text.data + 1, text.size - 2};
    size_t length = 0;
    while (length < name.size && cel_is_name_byte(name.data[length]))
        length++;
    if (length > 0 && length == name.size && name.data[0] > '9')
        cel_finding_fix(f, f->span, cel_site_join(site, "", name, ""));
    return true;
}

static bool quoted_name_alone(const struct cel_site *site, struct cel_finding *f)
{
    if (site->found.kind != CEL_TOKEN_QUOTED_NAME)
        return false;
    f->code = CEL_QUOTED_NAME_ALONE;
    f->values[0] = cel_site_quote(site, site->found.span);
    f->remedy = CEL_REMEDY_TAKE;
    return true;
}

/* not a */
static bool not_word(const struct cel_site *site, struct cel_finding *f)
{
    struct cel_string before = cel_site_text(site, site->before.span);
    if (before.size != 3 ||
        (memcmp(before.data, "not", 3) != 0 && memcmp(before.data, "NOT", 3) != 0) ||
        site->earlier.kind == CEL_TOKEN_DOT)
        return false;
    f->code = CEL_WRONG_OPERATOR;
    f->span = site->before.span;
    f->values[0] = cel_site_quote(site, f->span);
    f->values[1] = cel_constant("`!`");
    f->remedy = CEL_REMEDY_NONE;
    return true;
}

static const struct {
    unsigned contexts;                                           /* where */
    bool (*find)(const struct cel_site *, struct cel_finding *); /* what */
} others[] = {
    {OPERAND, word_as_key},
    {FIELD | NAME, word_as_field},
    {NAME, quoted_field},
    {OPERAND, quoted_name_alone},
    {OPERAND, trailing_comma},
    {OPERAND | OPERATOR | COLON, semicolon},
    {OPERAND | OPERATOR | COLON, by_text},
    {OPERAND, statement},
    {OPERATOR, not_word},
};

bool cel_find_mistake(const struct cel_site *site, struct cel_finding *finding)
{
    struct cel_finding f = {.span = site->found.span,
                            .end = site->found.span.end,
                            .remedy = CEL_REMEDY_DROP};
    bool found = cel_find_misspelt(site, &f);
    for (size_t i = 0; !found && i < sizeof others / sizeof *others; i++)
        found = (others[i].contexts & site->context) != 0 && others[i].find(site, &f);
    if (!found && !cel_find_bad_character(site, &f))
        return false;
    *finding = f;
    return true;
}
