/* repair.c: saying what is wrong, and moving on behind it: the steps that recover.c and
 * missing.c are made of.
 *
 * What follows right behind an error is mostly its consequence: up to two tokens on
 * nothing is reported, and neither is what a missing bracket, a missing quote or a
 * brace taken for another must lead to. Nothing is passed twice, so time stays linear.
 */
#include "parser/repair.h"

enum { QUIET = 2 /* so many tokens behind an error there is no new one */ };

struct cel_site cel_site_at(struct cel_parser *p, enum cel_context context)
{
    const struct cel_recovery *r = p->recovery;
    return (struct cel_site){.p = p,
                             .context = context,
                             .found = cel_passed_token(p->token),
                             .before = r->before[0],
                             .earlier = r->before[1],
                             .open = cel_innermost(r)};
}

void cel_settle(struct cel_parser *p)
{
    p->recovery->quiet = p->token_count + QUIET;
}

bool cel_is_quiet(const struct cel_parser *p)
{
    return p->token_count < p->recovery->quiet;
}

/* Whether an error makes it doubtful what the bracket is in which it stands: a wrong
 * key or separator for which there is no fix. */
static bool raises_doubt(struct cel_passed open, const struct cel_finding *f)
{
    return f->fix == NULL && (cel_is_at_key(open) || f->code == CEL_EXPECTED_TOKEN);
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
    if (f->code == CEL_TOO_DEEP)
        return false;
    if (f->code == CEL_OPTIONAL_ORDER)
        return r->last == f->span.start;
    if (cel_is_quiet(p) || p->token->offset < r->garbled)
        return true;
    if (top != NULL && top->doubtful &&
        (cel_is_at_key(*top) || f->code == CEL_EXPECTED_TOKEN))
        return true;
    return r->unbalanced &&
           (f->code == CEL_UNCLOSED_BRACKET || f->code == CEL_STRAY_BRACKET);
}

void cel_report_finding(struct cel_parser *p, const struct cel_finding *f)
{
    struct cel_recovery *r = p->recovery;
    bool consequence = is_consequence(p, f);
    if (r->open_count > 0 && raises_doubt(cel_innermost(r), f))
        r->open[r->open_count - 1].doubtful = true;
    r->last = f->span.start;
    r->fresh = !consequence;
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
    cel_settle(p);
}

struct cel_finding cel_expected_finding(struct cel_parser *p, enum cel_code code,
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

void cel_note_opening(const struct cel_parser *p, struct cel_finding *f)
{
    f->note_span = cel_innermost_bracket(p->recovery).span;
    f->note = f->note_span.end > 0 ? CEL_NOTE_OPENED : CEL_NOTE_NONE;
}

void cel_drop(struct cel_parser *p)
{
    p->recovery->unbalanced |= p->token->kind == CEL_TOKEN_BAD_STRING;
    cel_advance(p);
}

/* Goes on at byte `end`, which is at or behind the next token's end. */
static void drop_to(struct cel_parser *p, uint32_t end)
{
    if (end > cel_token_span(p->token).end)
        cel_stand_in(p, p->token->kind, end);
    cel_drop(p);
}

void cel_replace(struct cel_parser *p, enum cel_token_kind kind, uint32_t end)
{
    if (p->stopped)
        return;
    struct cel_token *token = ARENA_NEW(p->builder.arena, struct cel_token);
    if (token == NULL) {
        cel_out_of_memory(p);
        return;
    }
    uint32_t length = end - p->token->offset, most = CEL_TOKEN_LONG - 1;
    *token = (struct cel_token){p->token->offset, kind & 0xff,
                                (length < most ? length : most) & CEL_TOKEN_LONG};
    cel_stand_in(p, kind, end);
    p->recovery->ahead_of = 0;
    p->token = token;
}

/* Passes all tokens up to one that is awaited, and the brackets that open on the way.
 */
static void stop_expression(struct cel_parser *p)
{
    size_t outside = p->recovery->open_count;
    const struct cel_recovery *r;
    while ((r = cel_look_back(p)) != NULL && p->token->kind != CEL_TOKEN_END &&
           (r->open_count > outside || !cel_is_awaited(r, p->token->kind)))
        cel_drop(p);
}

void cel_act(struct cel_parser *p, const struct cel_finding *f)
{
    if (p->stopped)
        return;
    if (f->remedy == CEL_REMEDY_DROP || f->remedy == CEL_REMEDY_TAKE)
        drop_to(p, f->end);
    else if (f->remedy == CEL_REMEDY_AS)
        cel_replace(p, f->kind, f->end);
    else if (f->remedy == CEL_REMEDY_STOP)
        stop_expression(p);
    if (!p->stopped && p->recovery->fresh)
        cel_settle(p);
}
