/* edits_plant.c: each property is seen to fail: faults are planted in a parsed unit. */
#include "tests/edits.h"

#include <string.h>

/* A unit with two errors and what it was made with. */
struct planted {
    struct cel_unit unit; /* tampered with */
    bool valid;           /* what cel_parse is said to have returned */
    uint32_t limit;       /* what it is said to have been given */
    struct cel_note note; /* the first error's */
    struct cel_fix fix;   /* the first error's */
};

static void say_valid(struct planted *p)
{
    p->valid = true;
}

static void lower_limit(struct planted *p)
{
    p->limit = 1;
}

static void say_more(struct planted *p)
{
    p->unit.diagnostics.more = true;
}

static void lengthen_span(struct planted *p)
{
    p->unit.diagnostics.last->span.end = p->unit.source.size + 1;
}

static void turn_span(struct planted *p)
{
    p->unit.diagnostics.last->span.start = p->unit.diagnostics.last->span.end + 1;
}

static void cut_character(struct planted *p)
{
    p->unit.diagnostics.first->span.start++;
}

static void lengthen_note(struct planted *p)
{
    p->note.span.end = p->unit.source.size + 1;
}

static void empty_note(struct planted *p)
{
    p->note.message.size = 0;
}

static void lengthen_fix(struct planted *p)
{
    p->fix.span.end = p->unit.source.size + 1;
}

static void spoil_fix(struct planted *p)
{
    p->fix.replacement = (struct cel_string){"\xff", 1};
}

static void empty_message(struct planted *p)
{
    p->unit.diagnostics.last->message.size = 0;
}

static void spoil_message(struct planted *p)
{
    p->unit.diagnostics.last->message = (struct cel_string){"\xff", 1};
}

static void spoil_code(struct planted *p)
{
    p->unit.diagnostics.last->code = CEL_CODE_COUNT;
}

static void spoil_order(struct planted *p)
{
    p->unit.diagnostics.first->span = (struct cel_span){4, 4};
    p->unit.diagnostics.last->span = (struct cel_span){0, 0};
}

static void spoil_end(struct planted *p)
{
    p->unit.diagnostics.last = p->unit.diagnostics.first;
}

static void fell_tree(struct planted *p)
{
    p->unit.root = NULL;
}

static void spoil_node(struct planted *p)
{
    p->unit.root->kind = CEL_KINDS;
}

static void move_node(struct planted *p)
{
    static const struct cel_token far = {1000, CEL_TOKEN_NAME, 1};
    p->unit.root->token = &far;
}

static void break_node(struct planted *p)
{
    p->unit.diagnostics = (struct cel_diagnostics){0};
    p->valid = true;
    p->unit.root->kind = CEL_ERROR_NODE;
}

static const struct {
    const char *noticed;              /* what is to be said of it */
    void (*plant)(struct planted *p); /* makes it so */
} faults[] = {
    {"valid is not the same as without diagnostics", say_valid},
    {"there are more diagnostics than the limit allows", lower_limit},
    {"there are said to be more, but the limit is not reached", say_more},
    {"a span is not inside the text", lengthen_span},
    {"a span is not inside the text", turn_span},
    {"a span cuts a code point", cut_character},
    {"a span is not inside the text", lengthen_note},
    {"a message is empty", empty_note},
    {"a span is not inside the text", lengthen_fix},
    {"a fix is not UTF-8", spoil_fix},
    {"a message is empty", empty_message},
    {"a message is not UTF-8", spoil_message},
    {"a code is none", spoil_code},
    {"the diagnostics are not sorted", spoil_order},
    {"the list has another end", spoil_end},
    {"there is no tree", fell_tree},
    {"a node is none", spoil_node},
    {"a node is not inside the text", move_node},
    {"a valid unit has an error node", break_node},
};

/* A unit whose tree is that of a name, whose text begins with a character of two bytes,
 * and whose two errors were never the parser's. */
static bool make_unit(struct arena *arena, struct planted *p)
{
    static const char text[] = "\xc3\xa4 x";
    struct cel_string none[CEL_VALUES] = {{"", 0}, {"", 0}, {"", 0}};
    arena_reset(arena);
    if (!cel_parse(arena, "a", 1, NULL, &p->unit) ||
        !cel_copy_source(arena, text, sizeof text - 1, &p->unit.source))
        return false;
    p->valid = false;
    p->limit = CEL_DEFAULT_ERRORS;
    p->note = (struct cel_note){.message = {"a note", 6}};
    p->fix = (struct cel_fix){.replacement = {"b", 1}};
    struct cel_diagnostics *list = &p->unit.diagnostics;
    cel_report(arena, list, CEL_EXPECTED_FIELD, (struct cel_span){0, 2}, none);
    cel_report(arena, list, CEL_EXPECTED_FIELD, (struct cel_span){3, 4}, none);
    list->first->notes = &p->note;
    list->first->fix = &p->fix;
    return broken_property(arena, &p->unit, p->valid, p->limit) == NULL;
}

const char *unnoticed_fault(struct arena *arena)
{
    struct planted p;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (!make_unit(arena, &p))
            return "there is none";
        faults[i].plant(&p);
        const char *got = broken_property(arena, &p.unit, p.valid, p.limit);
        if (got == NULL || strcmp(got, faults[i].noticed) != 0)
            return faults[i].noticed;
    }
    return NULL;
}
