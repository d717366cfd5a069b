/* edits_hold.c: what must hold of every text, valid or not, that was parsed: of the
 * diagnostics, of the tree, and of what the writers make of both. */
#include "tests/edits.h"

#include <string.h>

static struct buffer written; /* what a writer has written */

size_t count_errors(const struct cel_unit *unit)
{
    size_t count = 0;
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next)
        count++;
    return count;
}

static bool is_inside(const struct cel_unit *unit, struct cel_span span)
{
    return span.start <= span.end && span.end <= unit->source.size;
}

/* Whether no code point of the text has the place in its middle. */
static bool is_border(const struct cel_unit *unit, uint32_t at)
{
    return ((unsigned char)unit->source.text[at] & 0xc0) != 0x80;
}

static bool is_text(struct cel_string text)
{
    return cel_utf8_valid(text.data, text.size) == text.size;
}

/* What is wrong with a span of the unit's text, which need not be UTF-8. */
static const char *broken_span(const struct cel_unit *unit, struct cel_span span)
{
    if (!is_inside(unit, span))
        return "a span is not inside the text";
    if (is_text((struct cel_string){unit->source.text, unit->source.size}) &&
        (!is_border(unit, span.start) || !is_border(unit, span.end)))
        return "a span cuts a code point";
    return NULL;
}

static const char *broken_message(struct cel_string message)
{
    if (message.data == NULL || message.size == 0)
        return "a message is empty";
    return is_text(message) ? NULL : "a message is not UTF-8";
}

static const char *broken_diagnostic(const struct cel_unit *unit,
                                     const struct cel_diagnostic *d)
{
    const char *broken = broken_span(unit, d->span);
    if (broken == NULL)
        broken = broken_message(d->message);
    for (const struct cel_note *n = d->notes; n != NULL && broken == NULL;
         n = n->next) {
        broken = broken_span(unit, n->span);
        if (broken == NULL)
            broken = broken_message(n->message);
    }
    if (broken == NULL && d->fix != NULL)
        broken = broken_span(unit, d->fix->span);
    if (broken != NULL)
        return broken;
    if (d->fix != NULL && !is_text(d->fix->replacement))
        return "a fix is not UTF-8";
    if (d->code >= CEL_CODE_COUNT)
        return "a code is none";
    if (d->severity != CEL_ERROR && d->severity != CEL_WARNING)
        return "a severity is none";
    return NULL;
}

static const char *broken_list(const struct cel_unit *unit, bool valid, uint32_t limit)
{
    const struct cel_diagnostics *list = &unit->diagnostics;
    size_t count = count_errors(unit);
    if (valid != (count == 0))
        return "valid is not the same as without diagnostics";
    if (count > limit)
        return "there are more diagnostics than the limit allows";
    if (list->more && count != limit)
        return "there are said to be more, but the limit is not reached";
    for (const struct cel_diagnostic *d = list->first; d != NULL; d = d->next) {
        const char *broken = broken_diagnostic(unit, d);
        if (broken != NULL)
            return broken;
        if (d->next != NULL && d->next->span.start < d->span.start)
            return "the diagnostics are not sorted";
        if (d->next == NULL && list->last != d)
            return "the list has another end";
    }
    return NULL;
}

/* Whether a unit with such an error has no tree: no text, or no memory. */
static bool has_no_tree(enum cel_code code)
{
    return code == CEL_INVALID_UTF8 || code == CEL_NUL_BYTE ||
           code == CEL_BYTE_ORDER_MARK || code == CEL_UNIT_TOO_LONG ||
           code == CEL_OUT_OF_MEMORY;
}

static const char *broken_node(const struct cel_unit *unit, const struct cel_node *node)
{
    const struct cel_token *tokens[CEL_NODE_TOKENS];
    if (node->kind >= CEL_KINDS || node->token == NULL)
        return "a node is none";
    if (node->kind == CEL_ERROR_NODE && unit->diagnostics.first == NULL)
        return "a valid unit has an error node";
    if (!is_inside(unit, cel_node_span(unit, node)))
        return "a node is not inside the text";
    cel_node_tokens(node, tokens);
    for (size_t i = 0; i < CEL_NODE_TOKENS; i++)
        if (tokens[i] != NULL && !is_inside(unit, cel_token_span(tokens[i])))
            return "a node's token is not inside the text";
    return NULL;
}

static const char *broken_tree(struct arena *arena, const struct cel_unit *unit)
{
    const struct cel_diagnostic *first = unit->diagnostics.first;
    if (unit->root == NULL)
        return first != NULL && has_no_tree(first->code) ? NULL : "there is no tree";
    for (int view = CEL_EXPANDED; view <= CEL_CUT; view++) {
        struct cel_walk walk;
        struct cel_step step;
        size_t entered = 0, left = 0;
        cel_walk_start(&walk, arena, unit->root, (enum cel_view)view);
        while (cel_walk_next(&walk, &step)) {
            const char *broken = step.leaving ? NULL : broken_node(unit, step.node);
            if (broken != NULL)
                return broken;
            *(step.leaving ? &left : &entered) += 1;
        }
        if (walk.failed || entered == 0 || entered != left)
            return "the tree cannot be walked";
    }
    return NULL;
}

/* Leaves out what colours text: ESC [ digits and semicolons m. */
static size_t skip_colour(const char *text, size_t size)
{
    size_t at = 2;
    if (size < 3 || text[0] != '\033' || text[1] != '[')
        return 0;
    while (at < size && (text[at] == ';' || (text[at] >= '0' && text[at] <= '9')))
        at++;
    return at < size && text[at] == 'm' ? at + 1 : 0;
}

/* What is wrong with text for a terminal. */
static const char *broken_screen(const struct buffer *screen, bool colour,
                                 bool one_line)
{
    size_t lines = 0;
    for (size_t i = 0; i < screen->size;) {
        uint32_t point;
        const char *at = screen->bytes + i;
        size_t skipped = colour ? skip_colour(at, screen->size - i) : 0;
        if (skipped == 0)
            skipped = cel_utf8_decode(at, screen->size - i, &point);
        else
            point = ' ';
        if (point != '\n' && cel_is_unsafe(point))
            return "a rendered diagnostic has an unsafe character";
        lines += point == '\n';
        i += skipped;
    }
    if (screen->size == 0 || screen->bytes[screen->size - 1] != '\n')
        return "a rendered diagnostic ends within a line";
    return one_line && lines != 1 ? "a short diagnostic is not one line" : NULL;
}

enum { PLAIN, COLOURED, SHORT, RENDERINGS };

static const char *broken_rendering(const struct cel_places *places,
                                    const struct cel_diagnostic *d, int how)
{
    struct cel_writer out;
    struct cel_string name = {"a\033b.cel", 7};
    cel_writer_init(&out, collect_bytes, &written);
    written.size = 0;
    if (how == SHORT)
        cel_render_short(&out, name, places, d);
    else
        cel_render(&out, name, places, d, how == COLOURED);
    if (!cel_writer_flush(&out))
        return "a rendered diagnostic is huge";
    return broken_screen(&written, how == COLOURED, how == SHORT);
}

static const char *broken_errors(struct arena *arena, const struct cel_unit *unit)
{
    static const char none[] = "{\"version\":1,\"file\":\"x\",\"errors\":[]}\n";
    struct cel_writer out;
    cel_writer_init(&out, collect_bytes, &written);
    written.size = 0;
    cel_emit_errors(&out, arena, unit, (struct cel_string){"x", 1});
    if (!cel_writer_flush(&out) ||
        !is_text((struct cel_string){written.bytes, written.size}))
        return "JSON is huge, or not UTF-8";
    if (memchr(written.bytes, '\n', written.size) != written.bytes + written.size - 1)
        return "JSON is not one line";
    bool empty = written.size == sizeof none - 1 &&
                 memcmp(written.bytes, none, written.size) == 0;
    return empty == (unit->diagnostics.first == NULL)
               ? NULL
               : "JSON has no errors, or a valid unit's has one";
}

static const char *broken_output(struct arena *arena, const struct cel_unit *unit)
{
    struct cel_places places;
    const char *broken = broken_errors(arena, unit);
    if (!cel_index_places(arena, &unit->source, &places))
        return "no memory for places";
    for (const struct cel_diagnostic *d = unit->diagnostics.first; d; d = d->next)
        for (int how = 0; how < RENDERINGS && broken == NULL; how++)
            broken = broken_rendering(&places, d, how);
    return broken;
}

const char *broken_property(struct arena *arena, const struct cel_unit *unit,
                            bool valid, uint32_t limit)
{
    const char *broken = broken_list(unit, valid, limit);
    if (broken == NULL)
        broken = broken_tree(arena, unit);
    return broken != NULL ? broken : broken_output(arena, unit);
}
