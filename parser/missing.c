/* missing.c: how the parser goes on where a bracket, a comma or a colon is missing:
 * what is in the way is passed, expression by expression, until it comes or a rule
 * further out can go on.
 *
 * Expressions on the way may have such a place inside, and so on: what needs room on
 * the C stack stands in functions of its own, which are over when an expression begins.
 */
#include "parser/recover.h"
#include "parser/repair.h"

/* Whether a closing bracket that fits nothing open stands before what is awaited, and
 * so is one too many; else it stands for the right one. */
static bool is_surplus(struct cel_parser *p, unsigned kind)
{
    unsigned next = cel_kind_ahead(p);
    return next == kind ||
           (next == CEL_TOKEN_COMMA && cel_is_awaited(p->recovery, CEL_TOKEN_COMMA));
}

/* a?.b: where the colon is missing, the question mark has a dot right behind it. An
 * optional call there is not, so a method's name is no certain fix. */
static struct cel_finding optional_order(const struct cel_parser *p,
                                         struct cel_passed question)
{
    struct cel_lexer ahead = cel_lexer_at(&p->unit->source, question.span.end + 1);
    struct cel_finding f = {.code = CEL_OPTIONAL_ORDER,
                            .span = {question.span.start, question.span.end + 1},
                            .values = {cel_constant("`.?`"), cel_constant("`?.`")}};
    f.fix_span = f.span;
    if (cel_is_field(cel_lex(&ahead, NULL)->kind) &&
        cel_lex(&ahead, NULL)->kind != CEL_TOKEN_LEFT_PAREN)
        f.fix = ".?";
    return f;
}

/* Where the next token is a question mark: reports it if a dot follows at once, as
 * another optional field. */
static ARENA_APART bool pass_optional(struct cel_parser *p)
{
    struct cel_passed question = cel_passed_token(p->token);
    if (p->unit->source.text[question.span.end] != '.')
        return false;
    struct cel_finding f = optional_order(p, question);
    cel_report_finding(p, &f);
    return true;
}

static ARENA_APART void report_stray_bracket(struct cel_parser *p)
{
    struct cel_finding f = cel_expected_finding(p, CEL_STRAY_BRACKET, NULL);
    cel_report_finding(p, &f);
}

/* Passes what is in the way of a token of a kind, up to it, to a comma that the
 * innermost bracket waits for, or to what a rule further out waits for. */
static ARENA_APART void pass_until(struct cel_parser *p, enum cel_token_kind kind)
{
    const struct cel_recovery *r;
    size_t nested = 0; /* conditionals begun on the way */
    for (bool first = true; (r = cel_look_back(p)) != NULL; first = false) {
        unsigned found = p->token->kind;
        bool inside = found == CEL_TOKEN_COLON && nested > 0;
        bool own = found == CEL_TOKEN_COLON && /* its key has been given up */
                   cel_innermost(r).role != CEL_ROLE_CONDITIONAL;
        if (!inside && (found == kind || (cel_is_awaited(r, found) && !own)))
            break;
        nested -= inside;
        if (found == CEL_TOKEN_QUESTION && !pass_optional(p))
            nested++;
        if (cel_is_closing(found) && !first)
            report_stray_bracket(p);
        if (cel_begins_operand(found))
            cel_parse_expression(p);
        else
            cel_drop(p);
    }
    if (r != NULL)
        cel_settle(p);
}

/* What there is to say where the colon of a conditional is missing. */
static struct cel_finding missing_otherwise(struct cel_parser *p,
                                            struct cel_passed question)
{
    if (p->unit->source.text[question.span.end] == '.')
        return optional_order(p, question);
    bool nested = p->token->kind == CEL_TOKEN_QUESTION;
    struct cel_finding f = cel_expected_finding(
        p, nested ? CEL_NESTED_CONDITIONAL : CEL_NO_OTHERWISE, NULL);
    f.note = CEL_NOTE_CONDITIONAL;
    f.note_span = question.span;
    return f;
}

/* What there is to say where a token of a kind is missing. */
static struct cel_finding missing_finding(struct cel_parser *p,
                                          enum cel_token_kind kind)
{
    struct cel_passed open = cel_innermost(p->recovery);
    unsigned found = p->token->kind;
    struct cel_finding f =
        cel_expected_finding(p, CEL_EXPECTED_TOKEN, cel_token_text(kind));
    if (kind == CEL_TOKEN_COLON && open.role == CEL_ROLE_CONDITIONAL)
        return missing_otherwise(p, open);
    if (kind == CEL_TOKEN_END) {
        f = cel_expected_finding(p, CEL_EXPECTED_OPERATOR, "an operator or the end");
        if (cel_is_closing(found))
            f = cel_expected_finding(p, CEL_STRAY_BRACKET, NULL);
    } else if (cel_is_closing(kind)) {
        cel_note_opening(p, &f);
        if (found == CEL_TOKEN_END || cel_is_closing(found)) {
            f.code = CEL_UNCLOSED_BRACKET;
            f.values[2] = f.values[1];
            f.values[1] =
                cel_constant(cel_token_text((enum cel_token_kind)cel_opening_of(kind)));
        }
    } else if (found == CEL_TOKEN_END) {
        cel_note_opening(p, &f);
    }
    return f;
}

/* Whether the closing bracket that is next stands for the one that is missing. */
static bool stands_for(struct cel_parser *p, enum cel_token_kind kind)
{
    return cel_is_closing(kind) && cel_is_closing(p->token->kind) &&
           !cel_closes_any(p->recovery, p->token->kind) && !is_surplus(p, kind);
}

/* Whether a question mark is the first of ??, which has been reported. */
static bool is_doubled(const struct cel_parser *p, struct cel_span question)
{
    return p->error_count > 0 && p->unit->source.text[question.end] == '?';
}

/* Says that a token of a kind is missing. Returns whether the parse goes on. */
static ARENA_APART bool say_missing(struct cel_parser *p, enum cel_token_kind kind)
{
    struct cel_finding f = missing_finding(p, kind);
    bool closing = cel_is_closing(p->token->kind);
    if (kind == CEL_TOKEN_COLON && !cel_follows_operand(p->token->kind)) {
        struct cel_site site = cel_site_at(p, CEL_AT_COLON);
        cel_find_mistake(&site, &f);
    }
    if (cel_is_closing(kind) && closing && is_surplus(p, kind))
        f = cel_expected_finding(p, CEL_STRAY_BRACKET, NULL);
    if (f.code != CEL_NO_OTHERWISE || !is_doubled(p, f.note_span))
        cel_report_finding(p, &f);
    if (f.remedy != CEL_REMEDY_NONE)
        cel_act(p, &f);
    if (p->stopped)
        return false;
    cel_settle(p);
    if (!stands_for(p, kind))
        p->recovery->unbalanced |= f.code == CEL_UNCLOSED_BRACKET || closing;
    return true;
}

const struct cel_token *cel_missing(struct cel_parser *p, enum cel_token_kind kind)
{
    struct cel_recovery *r = cel_look_back(p);
    if (r == NULL)
        return p->token;
    uint32_t open = cel_innermost(r).span.start;
    if (!say_missing(p, kind))
        return p->token;
    if (stands_for(p, kind)) {
        cel_close_innermost(r);
        return cel_advance(p);
    }
    if (kind != CEL_TOKEN_COLON || !cel_begins_operand(p->token->kind))
        pass_until(p, kind);
    if (p->token->kind == kind && kind != CEL_TOKEN_END)
        return cel_advance(p);
    if (!p->stopped)
        cel_give_up(r, open);
    return p->token;
}

/* Says that a comma or the closing bracket is missing, or that a bracket is one too
 * many. */
static ARENA_APART void say_no_comma(struct cel_parser *p, enum cel_token_kind closing)
{
    const char *expected = closing == CEL_TOKEN_RIGHT_PAREN     ? "`,` or `)`"
                           : closing == CEL_TOKEN_RIGHT_BRACKET ? "`,` or `]`"
                                                                : "`,` or `}`";
    struct cel_finding f = cel_expected_finding(p, CEL_EXPECTED_TOKEN, expected);
    cel_note_opening(p, &f);
    if (cel_is_closing(p->token->kind))
        f = cel_expected_finding(p, CEL_STRAY_BRACKET, NULL);
    cel_report_finding(p, &f);
}

bool cel_find_comma(struct cel_parser *p, enum cel_token_kind closing)
{
    struct cel_recovery *r = cel_look_back(p);
    unsigned found = p->token->kind;
    if (r == NULL || found == CEL_TOKEN_END)
        return false;
    /* Once: behind m{u""b"\nb"" no rule takes a token, and a comma would be thought of
     * for ever. */
    if (cel_is_swallowed(r, found) && r->thought != p->token->offset + 1) {
        r->thought = p->token->offset + 1;
        return true;
    }
    if (cel_is_closing(found) && (cel_closes_any(r, found) || !is_surplus(p, closing)))
        return false;
    say_no_comma(p, closing);
    pass_until(p, closing);
    if (p->token->kind != CEL_TOKEN_COMMA)
        return false;
    cel_advance(p);
    return true;
}
