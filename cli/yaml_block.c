/* yaml_block.c: literal and folded blocks, beside their decoded text.
 *
 * What the decoded text tells is not worked out again: the indentation, and how many
 * line breaks at the end are kept. */
#include "cli/yaml_reading.h"

static uint32_t count_spaces(const char *text, size_t from, size_t size)
{
    size_t p = from;
    while (p < size && text[p] == ' ')
        p++;
    return (uint32_t)(p - from);
}

/* How the lines of a text begin. */
struct margin {
    uint32_t first;   /* spaces before the first line that has more than spaces */
    uint32_t longest; /* the most spaces in a line of spaces before that one */
    bool blank;       /* there is no such line */
};

static struct margin find_margin(const struct yaml_reading *lines, uint32_t p)
{
    struct margin margin = {0, 0, true};
    while (p < lines->limit) {
        uint32_t spaces = count_spaces(lines->source, p, lines->limit);
        p += spaces;
        uint32_t size = yaml_break_size(lines, p);
        if (p < lines->limit && size == 0)
            return (struct margin){spaces, margin.longest, false};
        margin.longest = spaces > margin.longest ? spaces : margin.longest;
        p += size;
    }
    return margin;
}

/* How far the lines of a block are indented in the file: whether that was found out or
 * written, the spaces that the decoded text lacks are the indentation. */
static uint32_t find_indentation(const struct yaml_reading *r, uint32_t p)
{
    struct yaml_reading text = {.source = r->text.data,
                                .limit = (uint32_t)r->text.size};
    struct margin there = find_margin(r, p), here = find_margin(&text, 0);
    uint32_t outside = here.blank ? there.longest : there.first;
    uint32_t inside = here.blank ? here.longest : here.first;
    return outside > inside ? outside - inside : 0;
}

/* Passes lines that have nothing but at most the indentation. */
static uint32_t skip_empty(const struct yaml_reading *r, uint32_t p,
                           uint32_t indentation)
{
    for (uint32_t size;; p += size) {
        uint32_t spaces = count_spaces(r->source, p, r->limit);
        spaces = spaces < indentation ? spaces : indentation;
        size = yaml_break_size(r, p + spaces);
        if (size == 0)
            return p;
        size += spaces;
    }
}

/* The state between two lines of a block. */
struct between {
    uint32_t lead;    /* the line break of the line before, or YAML_NOWHERE */
    bool was_blank;   /* that line began with a blank, behind the indentation */
    uint32_t empties; /* where empty lines begin */
};

/* One line of a block, whose text begins at p. Returns where the next begins. */
static uint32_t read_line(struct yaml_reading *r, struct between *between,
                          uint32_t line, uint32_t p, bool folded)
{
    bool blank = yaml_is_blank(r, p), first = between->lead == YAML_NOWHERE;
    if (folded && !first && !between->was_blank && !blank)
        yaml_emit_folded(r, between->lead, between->empties < line, between->empties,
                         line);
    else {
        if (!first)
            yaml_emit_break(r, between->lead);
        yaml_emit_breaks(r, between->empties, line);
    }
    uint32_t end = yaml_skip_line(r, p), size = yaml_break_size(r, end);
    yaml_emit_run(r, p, end);
    *between = (struct between){size > 0 ? end : YAML_NOWHERE, blank, end + size};
    return end + size;
}

void yaml_read_block(struct yaml_reading *r, uint32_t p, bool folded)
{
    uint32_t end = yaml_skip_line(r, p);
    struct between between = {YAML_NOWHERE, false, end + yaml_break_size(r, end)};
    uint32_t indentation = find_indentation(r, between.empties);
    r->map->end = p;
    for (p = between.empties; !r->wrong;) {
        uint32_t line = skip_empty(r, p, indentation);
        if (line >= r->limit || count_spaces(r->source, line, r->limit) < indentation)
            break;
        p = read_line(r, &between, line, line + indentation, folded);
        r->map->end = between.lead != YAML_NOWHERE ? between.lead : p;
    }
    if (between.lead != YAML_NOWHERE && r->done < r->text.size)
        yaml_emit_break(r, between.lead);
    while (between.empties < r->limit && r->done < r->text.size) {
        uint32_t size = yaml_break_size(r, between.empties);
        if (size > 0)
            yaml_emit_break(r, between.empties);
        between.empties += size > 0 ? size : 1;
    }
}
