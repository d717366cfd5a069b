/* recover.c: how the parser goes on where an operand, an operator or a name should be
 * and is not: the token is reported, and then dropped, replaced or left to a rule
 * further out, so that the parse goes on at once and finds the next mistake, too. */
#include "parser/recover.h"

#include "parser/repair.h"

/* What may stand behind an operand, for people. */
static const char *after_operand(struct cel_passed open)
{
    switch (open.role) {
    case CEL_ROLE_GROUP: return "an operator or `)`";
    case CEL_ROLE_CALL: return "an operator, `,` or `)`";
    case CEL_ROLE_LIST: return "an operator, `,` or `]`";
    case CEL_ROLE_INDEX: return "an operator or `]`";
    case CEL_ROLE_MAP:
    case CEL_ROLE_MESSAGE: return "an operator, `,` or `}`";
    case CEL_ROLE_CONDITIONAL: return "an operator or `:`";
    default: return "an operator or the end";
    }
}

static bool is_string(struct cel_passed token)
{
    return token.kind == CEL_TOKEN_STRING || token.kind == CEL_TOKEN_BYTES;
}

/* A word right at a string: a quote is missing before, and up to the line's end, or to
 * the end if there are three, strings may be read as text and text as strings. */
static void note_quotes(struct cel_parser *p)
{
    struct cel_recovery *r = p->recovery;
    struct cel_passed found = cel_passed_token(p->token), before = r->before[0];
    if (found.span.start < r->garbled)
        return;
    const struct cel_source *source = &p->unit->source;
    if ((!is_string(found) && !is_string(before)) || !cel_is_adjacent(before, found))
        return;
    struct cel_span string = (is_string(found) ? found : before).span;
    const char *end = source->text + string.end;
    bool three = string.end - string.start >= 6 && end[-1] == end[-3];
    const char *line = memchr(end, '\n', source->size - (size_t)(end - source->text));
    r->garbled = three || line == NULL ? source->size : (uint32_t)(line - source->text);
}

/* What is to be done about a stray token. */
enum step {
    GO_ON,          /* it is dealt with: look at the next token */
    PASS,           /* pass the expression that begins there, or the token alone */
    THINK_OF_COLON, /* it stays, and a colon is to be thought before it */
    THINK_OF_COMMA  /* it stays, and a comma is to be thought before it */
};

/* A stray token that is no known mistake. */
static enum step unknown_stray(struct cel_parser *p, bool first, bool key)
{
    bool thought = key && cel_begins_operand(p->token->kind);
    struct cel_finding f = cel_expected_finding(
        p, thought ? CEL_EXPECTED_TOKEN : CEL_EXPECTED_OPERATOR,
        thought ? "`:`" : after_operand(cel_innermost(p->recovery)));
    if (first || thought)
        cel_report_finding(p, &f);
    if (thought)
        return THINK_OF_COLON;
    note_quotes(p);
    return PASS;
}

/* Reports a stray token, if it is the first of its kind here, and says what to do. It
 * is a function of its own, as expressions passed may have strays, too (see missing.c).
 */
static ARENA_APART enum step meet_stray(struct cel_parser *p, bool first)
{
    bool key = cel_is_at_key(cel_innermost(p->recovery));
    struct cel_finding f;
    struct cel_site site = cel_site_at(p, key ? CEL_AT_COLON : CEL_AT_OPERATOR);
    if (cel_is_swallowed(p->recovery, p->token->kind))
        return THINK_OF_COMMA;
    if (!cel_find_mistake(&site, &f))
        return unknown_stray(p, first, key);
    if (first || f.code == CEL_FOREIGN_BLANK || !cel_is_quiet(p))
        cel_report_finding(p, &f);
    if (f.remedy == CEL_REMEDY_NONE)
        return PASS;
    cel_act(p, &f);
    return GO_ON;
}

enum cel_token_kind cel_pass_strays(struct cel_parser *p)
{
    for (bool first = true; !cel_follows_operand(p->token->kind); first = false) {
        if (cel_look_back(p) == NULL)
            break;
        enum step step = meet_stray(p, first);
        if (step == THINK_OF_COLON)
            return CEL_TOKEN_COLON;
        if (step == THINK_OF_COMMA)
            return CEL_TOKEN_COMMA;
        if (step == PASS && cel_begins_operand(p->token->kind))
            cel_parse_expression(p);
        else if (step == PASS)
            cel_drop(p);
    }
    return (enum cel_token_kind)p->token->kind;
}

/* Whether an operator, comma or bracket where an operand should begin is left there for
 * the rules further out. */
static bool is_left(const struct cel_recovery *r, unsigned kind)
{
    if (kind == CEL_TOKEN_QUESTION) /* of a conditional without its condition? */
        return !cel_is_closing(r->before[0].kind + 1u) &&
               r->before[0].kind != CEL_TOKEN_COMMA;
    return cel_is_awaited(r, kind);
}

struct cel_node *cel_missing_operand(struct cel_parser *p)
{
    const struct cel_recovery *r = cel_look_back(p);
    struct cel_node *node = NULL;
    if (r == NULL)
        return cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
    struct cel_finding f = cel_expected_finding(p, CEL_EXPECTED_EXPRESSION, NULL);
    struct cel_site site = cel_site_at(p, CEL_AT_OPERAND);
    f.remedy = is_left(r, p->token->kind) ? CEL_REMEDY_NONE : CEL_REMEDY_DROP;
    if (cel_is_closing(p->token->kind) && f.remedy == CEL_REMEDY_DROP)
        f.code = CEL_STRAY_BRACKET;
    if (p->token->kind == CEL_TOKEN_END)
        cel_note_opening(p, &f);
    cel_find_mistake(&site, &f);
    cel_report_finding(p, &f);
    if (f.remedy != CEL_REMEDY_DROP)
        node = cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
    cel_act(p, &f);
    return node;
}

struct cel_node *cel_reserved_word(struct cel_parser *p)
{
    const struct cel_recovery *r = cel_look_back(p);
    if (r == NULL)
        return NULL;
    struct cel_site site = cel_site_at(p, CEL_AT_OPERAND);
    struct cel_finding f = cel_expected_finding(p, CEL_RESERVED_WORD, NULL);
    cel_find_mistake(&site, &f);
    cel_report_finding(p, &f);
    if (f.remedy != CEL_REMEDY_STOP)
        return NULL;
    struct cel_node *node = cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
    cel_act(p, &f);
    return node;
}

bool cel_missing_field(struct cel_parser *p, bool of_message)
{
    while (cel_look_back(p) != NULL) {
        struct cel_site site = cel_site_at(p, of_message ? CEL_AT_NAME : CEL_AT_FIELD);
        struct cel_finding f = cel_expected_finding(p, CEL_EXPECTED_FIELD, NULL);
        bool known = cel_find_mistake(&site, &f);
        cel_report_finding(p, &f);
        if (!known && of_message && !p->stopped &&
            cel_kind_ahead(p) == CEL_TOKEN_COLON) { /* whatever it is, it is the name */
            cel_replace(p, CEL_TOKEN_NAME, f.end);
            return true;
        }
        if (known && f.remedy == CEL_REMEDY_TAKE)
            cel_replace(p, CEL_TOKEN_NAME, f.end);
        else if (known && f.remedy == CEL_REMEDY_DROP)
            cel_act(p, &f);
        cel_settle(p);
        if (!known || f.remedy == CEL_REMEDY_NONE)
            return false;
        if (cel_is_field(p->token->kind))
            return true;
    }
    return false;
}

struct cel_node *cel_syntax_error(struct cel_parser *p, enum cel_code code,
                                  const char *expected)
{
    const struct cel_token *found = p->token;
    if (cel_look_back(p) != NULL) {
        struct cel_finding f = cel_expected_finding(p, code, expected);
        struct cel_site site = cel_site_at(p, CEL_AT_FIELD);
        bool limit = code == CEL_EMPTY_UNIT || code == CEL_TOO_DEEP;
        if (!limit && !cel_find_misspelt(&site, &f))
            cel_find_bad_character(&site, &f);
        cel_report_finding(p, &f);
        if (code == CEL_EXPECTED_TOKEN && found->kind == CEL_TOKEN_QUESTION)
            cel_drop(p);
        cel_settle(p);
    }
    return cel_new_leaf(&p->builder, CEL_ERROR_NODE, found);
}
