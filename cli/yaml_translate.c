/* yaml_translate.c: from the places of a decoded expression to those of its file.
 *
 * A fix says what to write in CEL, and the file is written in YAML: it is kept only
 * where the two are the same, byte for byte. */
#include <string.h>

#include "cli/yaml.h"

/* What is needed to translate. */
struct translation {
    struct arena *arena;                      /* for what is made */
    const struct cel_source *source;          /* the file */
    const struct yaml_expression *expression; /* the scalar in it */
    struct yaml_map map;                      /* between the two */
};

/* Characters that a fix may not bring into a scalar of this style. */
static const char *forbidden(enum yaml_style style)
{
    switch (style) {
    case YAML_PLAIN: return "#:,[]{}";
    case YAML_SINGLE_QUOTED: return "'";
    case YAML_DOUBLE_QUOTED: return "\"\\";
    case YAML_LITERAL:
    case YAML_FOLDED: break;
    }
    return "";
}

static bool may_stand(struct cel_string text, enum yaml_style style)
{
    const char *bad = forbidden(style);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c >= 0x7f || strchr(bad, c) != NULL)
            return false;
    }
    return true;
}

/* Whether the text around a fix is such that YAML might read it in another way: the
 * beginning of a line counts for its blanks, a plain scalar's for its first character;
 * a colon or number sign in it may come to stand beside a blank. */
static bool is_delicate(const struct translation *t, const struct cel_fix *fix)
{
    struct cel_string text = t->expression->text;
    uint32_t start = fix->span.start, end = fix->span.end;
    bool plain = t->expression->style == YAML_PLAIN;
    if (start == 0 || text.data[start - 1] == '\n' ||
        yaml_map_byte(&t->map, start - 1).end != yaml_map_byte(&t->map, start).start)
        return plain || fix->replacement.size == 0 || fix->replacement.data[0] == ' ';
    if (!plain)
        return false;
    return text.data[start - 1] == ':' ||
           (end < text.size && (text.data[end] == '#' || text.data[end] == ':'));
}

/* Whether the bytes of the text, and those beside them, are the file's own. */
static bool is_same(const struct translation *t, struct cel_span span)
{
    struct cel_span there = yaml_map_span(&t->map, span);
    struct cel_string text = t->expression->text;
    if (!t->map.exact || there.end - there.start != span.end - span.start)
        return false;
    if (span.start >= text.size && text.size > 0 && text.data[text.size - 1] == '\n')
        return false; /* behind the line break is not behind the text */
    return memcmp(t->source->text + there.start, text.data + span.start,
                  span.end - span.start) == 0;
}

static void translate_fix(const struct translation *t, const struct cel_fix *fix,
                          struct cel_diagnostic *shown)
{
    if (may_stand(fix->replacement, t->expression->style) && !is_delicate(t, fix) &&
        is_same(t, fix->span))
        cel_set_fix(t->arena, shown, yaml_map_span(&t->map, fix->span),
                    fix->replacement);
}

/* Appends the diagnostic to the list, at the file's place. False: no memory. */
static bool translate(const struct translation *t, const struct cel_diagnostic *d,
                      struct cel_diagnostics *list)
{
    struct cel_diagnostic *shown = ARENA_NEW(t->arena, struct cel_diagnostic);
    if (shown == NULL)
        return false;
    *shown = *d;
    shown->next = NULL;
    shown->notes = NULL;
    shown->fix = NULL;
    shown->span = yaml_map_span(&t->map, d->span);
    for (const struct cel_note *note = d->notes; note != NULL; note = note->next)
        cel_add_note(t->arena, shown, yaml_map_span(&t->map, note->span),
                     note->message);
    if (d->fix != NULL)
        translate_fix(t, d->fix, shown);
    if (list->last != NULL)
        list->last->next = shown;
    else
        list->first = shown;
    list->last = shown;
    return true;
}

/* Says that the expression is no string. */
static bool refuse(const struct translation *t, struct cel_unit *shown)
{
    const char *found = t->expression->found;
    struct cel_string values[CEL_VALUES] = {{found, strlen(found)}};
    return cel_report(t->arena, &shown->diagnostics, CEL_NOT_AN_EXPRESSION,
                      t->expression->span, values)
               ->code == CEL_NOT_AN_EXPRESSION;
}

bool yaml_translate(struct arena *arena, const struct yaml *yaml,
                    const struct yaml_expression *expression,
                    const struct cel_unit *unit, struct cel_unit *shown)
{
    struct translation t = {arena, &yaml->source, expression, {.count = 0}};
    struct cel_string source = {yaml->source.text, yaml->source.size};
    *shown = (struct cel_unit){.source = yaml->source};
    if (expression->found != NULL)
        return refuse(&t, shown);
    shown->diagnostics.more = unit->diagnostics.more;
    bool done = yaml_map_scalar(arena, source, expression->span, expression->style,
                                expression->text, &t.map);
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL && done; d = d->next)
        done = translate(&t, d, &shown->diagnostics);
    if (!done)
        cel_report_no_memory(&shown->diagnostics, yaml_map_byte(&t.map, 0));
    cel_sort_diagnostics(&shown->diagnostics);
    return done;
}
