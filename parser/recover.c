/* recover.c: how the parser goes on where the text is wrong.
 *
 * A token that a rule has no use for is reported, and then dropped, replaced or left to
 * a rule further out, so that the parse goes on at once and the next mistake is found,
 * too. What follows right behind an error is mostly its consequence: up to two tokens
 * on nothing is reported. Nothing is passed twice, so time stays linear. */
#include "parser/recover.h"

#include <stdio.h>

#include "parser/mistakes.h"

enum { QUIET = 2 /* so many tokens behind an error there is no new one */ };

static struct cel_site site_of(struct cel_parser *p, enum cel_context context)
{
    const struct cel_recovery *r = p->recovery;
    return (struct cel_site){.p = p,
                             .context = context,
                             .found = cel_passed_token(p->token),
                             .before = r->before[0],
                             .earlier = r->before[1],
                             .open = cel_innermost(r)};
}

/* From here on, the next error is a new one after QUIET tokens. */
static void settle(struct cel_parser *p)
{
    p->recovery->quiet = p->token_count + QUIET;
}

static bool is_quiet(const struct cel_parser *p)
{
    return p->token_count < p->recovery->quiet;
}

static bool at_key(struct cel_passed open)
{
    return open.role >= CEL_ROLE_MAP && open.role <= CEL_ROLE_MESSAGE && !open.colon;
}

/* Whether an error makes it doubtful what the bracket is in which it stands: a wrong
 * key or separator for which there is no fix. */
static bool raises_doubt(struct cel_passed open, const struct cel_finding *f)
{
    return f->fix == NULL && (at_key(open) || f->code == CEL_EXPECTED_TOKEN);
}

/* Whether a finding is a consequence of an error before it: one right before it, or on
 * a line where quotes are missing, or a bracket too few or too many, or a bracket that
 * has been taken for another. */
static bool is_consequence(struct cel_parser *p, const struct cel_finding *f)
{
    struct cel_recovery *r = p->recovery;
    struct cel_passed *top = r->open_count > 0 ? &r->open[r->open_count - 1] : NULL;
    if (p->error_count == 0)
        return false;
    if (f->code == CEL_OPTIONAL_ORDER)
        return r->last == f->span.start;
    if (is_quiet(p) || p->token->offset < r->garbled)
        return true;
    if (top != NULL && top->doubtful && (at_key(*top) || f->code == CEL_EXPECTED_TOKEN))
        return true;
    return r->unbalanced &&
           (f->code == CEL_UNCLOSED_BRACKET || f->code == CEL_STRAY_BRACKET);
}

/* Reports a finding, unless it is a consequence. */
static void report(struct cel_parser *p, const struct cel_finding *f)
{
    struct cel_recovery *r = p->recovery;
    bool consequence = is_consequence(p, f);
    if (r->open_count > 0 && raises_doubt(cel_innermost(r), f))
        r->open[r->open_count - 1].doubtful = true;
    r->last = f->span.start;
    r->unbalanced |= f->code == CEL_STRAY_BRACKET;
    if (consequence)
        return;
    struct cel_diagnostic *d = cel_report_error(p, f->code, f->span, f->values);
    if (d == NULL)
        return;
    bool complete = true;
    if (f->note != CEL_NOTE_NONE)
        complete =
            cel_add_note(p->builder.arena, d, f->note_span, cel_note_text(f->note));
    if (f->fix != NULL && complete)
        complete = cel_set_fix(p->builder.arena, d, f->fix_span, cel_constant(f->fix));
    if (!complete)
        cel_out_of_memory(p);
    settle(p);
}

/* A finding about the next token: `code`, with what was expected and what was found. */
static struct cel_finding default_finding(struct cel_parser *p, enum cel_code code,
                                          const char *expected)
{
    struct cel_finding f = {.code = code,
                            .span = cel_token_span(p->token),
                            .end = cel_token_span(p->token).end};
    struct cel_string found = cel_quote(p, p->token);
    f.values[0] = expected != NULL ? cel_constant(expected) : found;
    f.values[1] = found;
    return f;
}

/* Takes the next token. */
static void drop(struct cel_parser *p)
{
    p->recovery->unbalanced |= p->token->kind == CEL_TOKEN_BAD_STRING;
    cel_advance(p);
}

/* Goes on at byte `end`, which is at or behind the next token's end. */
static void drop_to(struct cel_parser *p, uint32_t end)
{
    struct cel_recovery *r = p->recovery;
    if (end > cel_token_span(p->token).end) {
        p->lexer.cursor = p->lexer.text + end;
        r->lexer.cursor = p->lexer.cursor;
        r->before[1] = r->before[0];
        r->before[0] = cel_passed_token(p->token);
        r->before[0].span.end = end;
    }
    drop(p);
}

/* Puts a token of another kind, up to byte `end`, in the place of the next one. */
static void replace(struct cel_parser *p, enum cel_token_kind kind, uint32_t end)
{
    if (p->stopped)
        return;
    struct cel_token *token = ARENA_NEW(p->builder.arena, struct cel_token);
    if (token == NULL) {
        cel_out_of_memory(p);
        return;
    }
    uint32_t length = end - p->token->offset;
    *token = (struct cel_token){p->token->offset, kind & 0xff, length & CEL_TOKEN_LONG};
    p->lexer.cursor = p->lexer.text + end;
    p->token = token;
}

/* Passes all tokens up to one that is awaited. */
static void stop_expression(struct cel_parser *p)
{
    const struct cel_recovery *r;
    while ((r = cel_look_back(p)) != NULL && !cel_is_awaited(r, p->token->kind))
        drop(p);
}

/* Does what a finding says, but for taking the token, which is the caller's. */
static void act(struct cel_parser *p, const struct cel_finding *f)
{
    if (p->stopped)
        return;
    if (f->remedy == CEL_REMEDY_DROP)
        drop_to(p, f->end);
    else if (f->remedy == CEL_REMEDY_AS)
        replace(p, f->kind, f->end);
    else if (f->remedy == CEL_REMEDY_STOP)
        stop_expression(p);
    if (!p->stopped)
        settle(p);
}

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
    const struct cel_source *source = &p->unit->source;
    if ((!is_string(found) && !is_string(before)) || !cel_is_adjacent(before, found))
        return;
    const char *end = source->text + (is_string(found) ? found : before).span.end;
    const char *line = memchr(end, '\n', source->size - (size_t)(end - source->text));
    r->garbled = end[-1] == end[-2] || line == NULL ? source->size
                                                    : (uint32_t)(line - source->text);
}

/* A stray token that is no known mistake: reports it, and passes the expression
 * that begins there, or the token alone. */
static void pass_stray(struct cel_parser *p, bool first)
{
    struct cel_finding f = default_finding(p, CEL_EXPECTED_OPERATOR,
                                           after_operand(cel_innermost(p->recovery)));
    if (first)
        report(p, &f);
    note_quotes(p);
    if (cel_begins_operand(p->token->kind))
        cel_parse_expression(p);
    else
        drop(p);
}

/* Whether a comma may be thought before an operand: a string without an end before it
 * has swallowed the rest of its line. */
static bool is_swallowed(const struct cel_recovery *r, unsigned kind)
{
    return r->before[0].kind == CEL_TOKEN_BAD_STRING && cel_begins_operand(kind) &&
           cel_is_awaited(r, CEL_TOKEN_COMMA);
}

enum cel_token_kind cel_pass_strays(struct cel_parser *p)
{
    for (bool first = true; !cel_follows_operand(p->token->kind); first = false) {
        struct cel_finding f;
        const struct cel_recovery *r = cel_look_back(p);
        if (r == NULL)
            break;
        if (is_swallowed(r, p->token->kind))
            return CEL_TOKEN_COMMA;
        bool key = at_key(cel_innermost(r));
        struct cel_site site = site_of(p, key ? CEL_AT_COLON : CEL_AT_OPERATOR);
        bool known = cel_find_mistake(&site, &f);
        if (!known && key && cel_begins_operand(p->token->kind)) {
            f = default_finding(p, CEL_EXPECTED_TOKEN, "`:`");
            report(p, &f);
            return CEL_TOKEN_COLON;
        }
        if (known && (first || f.code == CEL_FOREIGN_BLANK || !is_quiet(p)))
            report(p, &f);
        if (known && f.remedy == CEL_REMEDY_TAKE)
            f.remedy = CEL_REMEDY_DROP;
        if (known && f.remedy != CEL_REMEDY_NONE)
            act(p, &f);
        else
            pass_stray(p, first && !known);
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
    if (r != NULL) {
        struct cel_finding f = default_finding(p, CEL_EXPECTED_EXPRESSION, NULL);
        struct cel_site site = site_of(p, CEL_AT_OPERAND);
        f.remedy = is_left(r, p->token->kind) ? CEL_REMEDY_NONE : CEL_REMEDY_DROP;
        if (cel_is_closing(p->token->kind) && f.remedy == CEL_REMEDY_DROP)
            f.code = CEL_STRAY_BRACKET;
        if (p->token->kind == CEL_TOKEN_END && cel_innermost_bracket(r).span.end > 0) {
            f.note = CEL_NOTE_OPENED;
            f.note_span = cel_innermost_bracket(r).span;
        }
        cel_find_mistake(&site, &f);
        report(p, &f);
        if (f.remedy == CEL_REMEDY_DROP) {
            act(p, &f);
            return NULL;
        }
        node = cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
        if (f.remedy == CEL_REMEDY_TAKE)
            f.remedy = CEL_REMEDY_DROP;
        act(p, &f);
        return node;
    }
    return cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
}

struct cel_node *cel_reserved_word(struct cel_parser *p)
{
    const struct cel_recovery *r = cel_look_back(p);
    if (r == NULL)
        return NULL;
    struct cel_site site = site_of(p, CEL_AT_OPERAND);
    struct cel_finding f = default_finding(p, CEL_RESERVED_WORD, NULL);
    cel_find_mistake(&site, &f);
    report(p, &f);
    if (f.remedy != CEL_REMEDY_STOP)
        return NULL;
    struct cel_node *node = cel_new_leaf(&p->builder, CEL_ERROR_NODE, p->token);
    act(p, &f);
    return node;
}

bool cel_missing_field(struct cel_parser *p, bool of_message)
{
    const struct cel_recovery *r;
    while ((r = cel_look_back(p)) != NULL) {
        struct cel_site site = site_of(p, of_message ? CEL_AT_NAME : CEL_AT_FIELD);
        struct cel_finding f = default_finding(p, CEL_EXPECTED_FIELD, NULL);
        bool known = cel_find_mistake(&site, &f);
        report(p, &f);
        if (known && f.remedy == CEL_REMEDY_TAKE)
            replace(p, CEL_TOKEN_NAME, f.end);
        else if (known && f.remedy == CEL_REMEDY_DROP)
            act(p, &f);
        settle(p);
        if (!known || f.remedy == CEL_REMEDY_NONE)
            return false;
        if (cel_is_field(p->token->kind))
            return true;
    }
    return false;
}

/* Whether a closing bracket that fits nothing open stands before what is awaited, and
 * so is one too many; else it stands for the right one. */
static bool is_surplus(const struct cel_parser *p, unsigned kind)
{
    struct cel_lexer ahead = p->lexer;
    unsigned next = cel_lex(&ahead, NULL)->kind;
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
static bool pass_optional(struct cel_parser *p)
{
    struct cel_passed question = cel_passed_token(p->token);
    if (p->unit->source.text[question.span.end] != '.')
        return false;
    struct cel_finding f = optional_order(p, question);
    report(p, &f);
    return true;
}

/* Passes what is in the way of a token of a kind, up to it, to a comma that the
 * innermost bracket waits for, or to what a rule further out waits for. */
static void pass_until(struct cel_parser *p, enum cel_token_kind kind)
{
    const struct cel_recovery *r;
    size_t nested = 0; /* conditionals begun on the way */
    for (bool first = true; (r = cel_look_back(p)) != NULL; first = false) {
        unsigned found = p->token->kind;
        bool inside = found == CEL_TOKEN_COLON && nested > 0;
        if (!inside && (found == kind || cel_is_awaited(r, found)))
            break;
        nested -= inside;
        if (found == CEL_TOKEN_QUESTION && !pass_optional(p))
            nested++;
        if (cel_is_closing(found) && !first) {
            struct cel_finding f = default_finding(p, CEL_STRAY_BRACKET, NULL);
            report(p, &f);
        }
        if (cel_begins_operand(found))
            cel_parse_expression(p);
        else
            drop(p);
    }
    if (r != NULL)
        settle(p);
}

/* What there is to say where the colon of a conditional is missing. */
static struct cel_finding missing_otherwise(struct cel_parser *p,
                                            struct cel_passed question)
{
    if (p->unit->source.text[question.span.end] == '.')
        return optional_order(p, question);
    bool nested = p->token->kind == CEL_TOKEN_QUESTION;
    struct cel_finding f =
        default_finding(p, nested ? CEL_NESTED_CONDITIONAL : CEL_NO_OTHERWISE, NULL);
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
    struct cel_finding f = default_finding(p, CEL_EXPECTED_TOKEN, cel_token_text(kind));
    if (kind == CEL_TOKEN_COLON && open.role == CEL_ROLE_CONDITIONAL)
        return missing_otherwise(p, open);
    if (kind == CEL_TOKEN_END) {
        f = default_finding(p, CEL_EXPECTED_OPERATOR, "an operator or the end");
        if (cel_is_closing(found))
            f = default_finding(p, CEL_STRAY_BRACKET, NULL);
    } else if (cel_is_closing(kind)) {
        f.note = CEL_NOTE_OPENED;
        f.note_span = cel_innermost_bracket(p->recovery).span;
        if (found == CEL_TOKEN_END || cel_is_closing(found)) {
            f.code = CEL_UNCLOSED_BRACKET;
            f.values[2] = f.values[1];
            f.values[1] =
                cel_constant(cel_token_text((enum cel_token_kind)cel_opening_of(kind)));
        }
    }
    return f;
}

/* Whether the closing bracket that is next stands for the one that is missing. */
static bool stands_for(const struct cel_parser *p, enum cel_token_kind kind)
{
    return cel_is_closing(kind) && cel_is_closing(p->token->kind) &&
           !cel_closes_any(p->recovery, p->token->kind) && !is_surplus(p, kind);
}

const struct cel_token *cel_missing(struct cel_parser *p, enum cel_token_kind kind)
{
    struct cel_recovery *r = cel_look_back(p);
    if (r == NULL)
        return p->token;
    struct cel_passed open = cel_innermost(r);
    struct cel_finding f = missing_finding(p, kind);
    if (kind == CEL_TOKEN_COLON && !cel_follows_operand(p->token->kind)) {
        struct cel_site site = site_of(p, CEL_AT_COLON);
        cel_find_mistake(&site, &f);
    }
    if (cel_is_closing(kind) && cel_is_closing(p->token->kind) && is_surplus(p, kind))
        f = default_finding(p, CEL_STRAY_BRACKET, NULL);
    report(p, &f);
    if (f.remedy != CEL_REMEDY_NONE)
        act(p, &f);
    settle(p);
    if (p->stopped)
        return p->token;
    if (stands_for(p, kind)) {
        cel_close_innermost(r);
        return cel_advance(p);
    }
    r->unbalanced |= f.code == CEL_UNCLOSED_BRACKET || cel_is_closing(p->token->kind);
    if (kind != CEL_TOKEN_COLON || !cel_begins_operand(p->token->kind))
        pass_until(p, kind);
    if (p->token->kind == kind && kind != CEL_TOKEN_END)
        return cel_advance(p);
    if (!p->stopped)
        cel_give_up(r, open);
    return p->token;
}

bool cel_find_comma(struct cel_parser *p, enum cel_token_kind closing)
{
    const struct cel_recovery *r = cel_look_back(p);
    unsigned found = p->token->kind;
    if (r == NULL || found == CEL_TOKEN_END)
        return false;
    if (is_swallowed(r, found))
        return true;
    if (cel_is_closing(found) && (cel_closes_any(r, found) || !is_surplus(p, closing)))
        return false;
    struct cel_finding f = default_finding(p, CEL_STRAY_BRACKET, NULL);
    if (!cel_is_closing(found)) {
        static const char *const separators[] = {"`,` or `)`", "`,` or `]`",
                                                 "`,` or `}`"};
        size_t i = closing == CEL_TOKEN_RIGHT_PAREN     ? 0
                   : closing == CEL_TOKEN_RIGHT_BRACKET ? 1
                                                        : 2;
        f = default_finding(p, CEL_EXPECTED_TOKEN, separators[i]);
        f.note = CEL_NOTE_OPENED;
        f.note_span = cel_innermost_bracket(r).span;
    }
    report(p, &f);
    pass_until(p, closing);
    if (p->token->kind != CEL_TOKEN_COMMA)
        return false;
    cel_advance(p);
    return true;
}

struct cel_node *cel_syntax_error(struct cel_parser *p, enum cel_code code,
                                  const char *expected)
{
    const struct cel_token *found = p->token;
    if (cel_look_back(p) != NULL) {
        struct cel_finding f = default_finding(p, code, expected);
        struct cel_site site = site_of(p, CEL_AT_FIELD);
        if (code != CEL_EMPTY_UNIT && !cel_find_misspelt(&site, &f))
            cel_find_bad_character(&site, &f);
        report(p, &f);
        if (code == CEL_EXPECTED_TOKEN && found->kind == CEL_TOKEN_QUESTION)
            drop(p);
        settle(p);
    }
    return cel_new_leaf(&p->builder, CEL_ERROR_NODE, found);
}
