/* explain_suite.c: the pages of `cellar explain` are true: what they show as wrong has
 * the error it is shown for and no other, what they show as right has none.
 *
 * The YAML files of E06 are for the program, not for the library: tests/explain.py. */
#include <stdio.h>
#include <string.h>

#include "tests/report.h"

/* A page, as cli/pages.def has it. */
static const struct page {
    enum cel_code code;      /* whose page it is */
    const char *with;        /* an option that the examples need, or "" */
    const char *meaning;     /* lines of text */
    struct cel_string wrong; /* has this error */
    struct cel_string right; /* has none */
} pages[] = {
#define CLI_PAGE(name, with, meaning, wrong, right)                                    \
    {CEL_##name, with, meaning, {wrong, sizeof(wrong) - 1}, {right, sizeof(right) - 1}},
#include "cli/pages.def"
#undef CLI_PAGE
};

enum { PAGE_COUNT = COUNT(pages) };

static bool is_cel(const struct page *page)
{
    return strncmp(cel_code_name(page->code), "E06", 3) != 0;
}

/* The options that the page names. */
static struct cel_options options_of(struct report *report, const struct page *page)
{
    struct cel_options options = {.no_optional = strcmp(page->with, "--no-optional") ==
                                                 0};
    expect(report,
           page->with[0] == '\0' || options.no_optional ||
               sscanf(page->with, "--max-depth=%u", &options.max_depth) == 1 ||
               sscanf(page->with, "--max-memory=%zu", &options.max_memory) == 1 ||
               sscanf(page->with, "--max-nodes=%u", &options.max_nodes) == 1,
           "%s: an option that the test knows: %s", cel_code_name(page->code),
           page->with);
    return options;
}

/* The codes of an example's errors, such as "E0301 E0302". */
static void parse_example(struct report *report, const struct page *page,
                          struct cel_string example, struct text *codes)
{
    struct cel_options options = options_of(report, page);
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    cel_parse(&arena, example.data, example.size, &options, &unit);
    for (const struct cel_diagnostic *d = unit.diagnostics.first; d; d = d->next) {
        const char *name = cel_code_name(d->code);
        if (codes->size > 0)
            collect(codes, " ", 1);
        collect(codes, name, strlen(name));
    }
    arena_destroy(&arena);
}

void explain_wrong_examples_have_their_error(struct report *report)
{
    for (int i = 0; i < PAGE_COUNT; i++) {
        struct cel_string example = pages[i].wrong;
        struct text codes = {0};
        if (!is_cel(&pages[i]))
            continue;
        if (pages[i].code ==
            CEL_UNIT_TOO_LONG) /* shown is its beginning, and read none */
            example.size = CEL_MAX_UNIT + 1;
        parse_example(report, &pages[i], example, &codes);
        expect_text(report, pages[i].wrong.data, codes.bytes,
                    cel_code_name(pages[i].code));
    }
}

void explain_right_examples_have_none(struct report *report)
{
    for (int i = 0; i < PAGE_COUNT; i++) {
        struct text codes = {0};
        if (!is_cel(&pages[i]))
            continue;
        parse_example(report, &pages[i], pages[i].right, &codes);
        expect_text(report, pages[i].right.data, codes.bytes, "");
    }
}

static size_t count(const char *text, size_t size, char wanted)
{
    size_t found = 0;
    for (size_t i = 0; i < size; i++)
        found += text[i] == wanted;
    return found;
}

void explain_pages_fit_a_terminal(struct report *report)
{
    for (int i = 0; i < PAGE_COUNT; i++) {
        const char *name = cel_code_name(pages[i].code), *line = pages[i].meaning;
        expect(report, (int)pages[i].code == i, "%s stands where codes.def has it",
               name);
        expect(report, strlen(line) > 80, "%s is explained", name);
        while (*line != '\0') {
            size_t size = strcspn(line, "\n");
            expect(report, cel_utf8_count(line, size) <= 80,
                   "%s: more than 80 columns: %s", name, line);
            expect(report, size > 0 && line[size - 1] != ' ',
                   "%s: a blank too many: %s", name, line);
            expect(report, count(line, size, '`') % 2 == 0,
                   "%s: code is broken at a line end: %s", name, line);
            line += line[size] == '\n' ? size + 1 : size;
            expect(report, *line != '\0' || line[-1] != '\n',
                   "%s: no line end at its end", name);
        }
    }
}

void explain_limits_are_the_librarys(struct report *report)
{
    static const struct {
        enum cel_code code; /* whose page names it */
        size_t limit;       /* the number */
    } limits[] = {
        {CEL_UNIT_TOO_LONG, CEL_MAX_UNIT},
        {CEL_OUT_OF_MEMORY, CEL_DEFAULT_MEMORY >> 30}, /* in GiB */
        {CEL_TOO_DEEP, CEL_DEFAULT_DEPTH},
        {CEL_TOO_DEEP, CEL_MAX_DEPTH},
        {CEL_TOO_MANY_NODES, CEL_MAX_NODES},
    };
    for (size_t i = 0; i < COUNT(limits); i++) {
        char number[30];
        snprintf(number, sizeof number, "%zu", limits[i].limit);
        expect(report, strstr(pages[limits[i].code].meaning, number) != NULL,
               "%s says %s", cel_code_name(limits[i].code), number);
    }
}
