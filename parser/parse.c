/* parse.c: cel_parse: everything round the grammar. It copies the text, refuses what is
 * no text at all, keeps the unit within its memory, and sorts what was reported. */
#include "parser/parser.h"

#include <stdio.h>

#include "diag/utf8.h"
#include "parser/state.h"

static const struct cel_options defaults = {.max_depth = CEL_DEFAULT_DEPTH,
                                            .max_errors = CEL_DEFAULT_ERRORS,
                                            .max_nodes = CEL_MAX_NODES,
                                            .max_memory = CEL_DEFAULT_MEMORY};

/* What stands for a text that could not be copied. */
static const char no_text[CEL_PADDING] = "";

static void report(struct arena *arena, struct cel_unit *unit, enum cel_code code,
                   uint32_t start, uint32_t end, const char *what)
{
    struct cel_string values[CEL_VALUES] = {cel_constant(what), {"", 0}, {"", 0}};
    cel_report(arena, &unit->diagnostics, code, (struct cel_span){start, end}, values);
}

/* Refuses a text with a NUL byte, invalid UTF-8 or a byte-order mark: the first of them
 * is the unit's only error. */
static bool check_text(struct arena *arena, struct cel_unit *unit)
{
    struct cel_source *source = &unit->source;
    if (source->ascii)
        return true;
    size_t valid = cel_utf8_valid(source->text, source->size);
    const char *nul = (const char *)memchr(source->text, 0, valid);
    char what[40]; /* offsets are in bytes */
    if (nul != NULL) {
        uint32_t at = (uint32_t)(nul - source->text);
        snprintf(what, sizeof what, "%u", (unsigned)at);
        report(arena, unit, CEL_NUL_BYTE, at, at + 1, what);
    } else if (valid < source->size) {
        uint32_t at = (uint32_t)valid;
        unsigned byte = (unsigned char)source->text[at];
        snprintf(what, sizeof what, "0x%02X at byte offset %u", byte, (unsigned)at);
        report(arena, unit, CEL_INVALID_UTF8, at, at + 1, what);
    } else if (valid >= 3 && memcmp(source->text, "\xef\xbb\xbf", 3) == 0) {
        report(arena, unit, CEL_BYTE_ORDER_MARK, 0, 3, "");
    } else {
        return true;
    }
    return false;
}

static void parse_text(struct arena *arena, const struct cel_options *options,
                       struct cel_unit *unit)
{
    uint32_t depth = options->max_depth ? options->max_depth : defaults.max_depth;
    uint32_t nodes = options->max_nodes ? options->max_nodes : defaults.max_nodes;
    struct cel_parser p; /* not all set at once: its arrays need no clearing */
    p.lexer = cel_lexer_at(&unit->source, 0);
    p.builder.arena = arena;
    p.builder.last_id = 0;
    p.builder.failed = false;
    p.unit = unit;
    p.token = NULL;
    p.token_count = 0;
    p.depth = 0;
    p.max_depth = depth < CEL_MAX_DEPTH ? depth : CEL_MAX_DEPTH;
    p.max_nodes = nodes < CEL_MAX_NODES ? nodes : CEL_MAX_NODES;
    p.macros = !options->no_macros;
    p.optional = !options->no_optional;
    p.stopped = false;
    p.recovery = NULL;
    p.error_count = 0;
    p.max_errors = options->max_errors ? options->max_errors : defaults.max_errors;
    p.children = p.first_children;
    p.child_count = 0;
    p.child_capacity = sizeof p.first_children / sizeof *p.first_children;
    cel_advance(&p);
    unit->root = cel_parse_tokens(&p);
    if (p.builder.last_id > p.max_nodes)
        cel_too_many_nodes(&p, (struct cel_span){0, 0});
    unit->token_count = p.token_count;
    unit->node_count = p.builder.last_id;
    if (p.builder.failed)
        cel_out_of_memory(&p);
}

static void report_too_long(struct arena *arena, struct cel_unit *unit)
{
    char most[24];
    snprintf(most, sizeof most, "%zu", CEL_MAX_UNIT);
    report(arena, unit, CEL_UNIT_TOO_LONG, 0, 0, most);
}

static void parse_unit(struct arena *arena, const char *text, size_t size,
                       const struct cel_options *options, struct cel_unit *unit)
{
    struct cel_span nowhere = {0, 0};
    if (size > CEL_MAX_UNIT)
        report_too_long(arena, unit);
    else if (!cel_copy_source(arena, text, size, &unit->source))
        cel_report_no_memory(&unit->diagnostics, nowhere);
    else if (check_text(arena, unit))
        parse_text(arena, options, unit);
}

bool cel_parse(struct arena *arena, const char *text, size_t size,
               const struct cel_options *options, struct cel_unit *unit)
{
    if (options == NULL)
        options = &defaults;
    size_t most = options->max_memory ? options->max_memory : defaults.max_memory;
    size_t used = arena_used(arena), before = arena->options.limit;
    size_t limit = most < SIZE_MAX - used ? used + most : SIZE_MAX;
    arena_set_limit(arena, limit < before ? limit : before);
    *unit = (struct cel_unit){.source = {.text = no_text, .ascii = true}};
    parse_unit(arena, text, size, options, unit);
    arena_set_limit(arena, before);
    if (cel_ran_out_of_memory(&unit->diagnostics))
        unit->root = NULL;
    cel_sort_diagnostics(&unit->diagnostics);
    return unit->diagnostics.first == NULL;
}
