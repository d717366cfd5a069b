/* explain.c: `cellar explain`: the pages of pages.def, for a terminal and as Markdown.
 * Both forms are made by the same functions, so that docs/errors.md cannot say anything
 * else than the program does. */
#define _GNU_SOURCE
#include "cli/explain.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/usage.h"

static const char help[] =
    "cellar explain says what the code at the end of a message means, and shows a\n"
    "wrong example and the right one.\n"
    "\n"
    "Examples:\n"
    "  cellar explain E0302         a page; e0302 and 302 are the same code\n"
    "  cellar explain               all codes with their messages\n"
    "\n"
    "Usage:\n"
    "  cellar explain [OPTIONS] [CODE...]\n"
    "\n"
    "Options:\n"
    "      --markdown       the pages as Markdown; of all codes if none is given\n"
    "  -h, --help           this text\n"
    "\n"
    "Exit status: 0, or 2 for an unknown code, a usage or an output error.\n";

/* What there is to say of a code. */
struct page {
    const char *with;        /* an option that the examples need, or "" */
    const char *meaning;     /* what it means and why it happens */
    struct cel_string wrong; /* has this error and no other */
    struct cel_string right; /* has none */
};

static const struct page pages[CEL_CODE_COUNT] = {
#define CLI_PAGE(name, with, meaning, wrong, right)                                    \
    [CEL_##name] = {                                                                   \
        with, meaning, {wrong, sizeof(wrong) - 1}, {right, sizeof(right) - 1}},
#include "cli/pages.def"
#undef CLI_PAGE
};

enum {
    PAGE_COUNT = 0
#define CLI_PAGE(name, with, meaning, wrong, right) +1
#include "cli/pages.def"
#undef CLI_PAGE
};

_Static_assert((int)PAGE_COUNT == (int)CEL_CODE_COUNT,
               "each code of codes.def has one page");

/* The message's text with dots where it names what was found or expected. */
static void write_title(struct cel_writer *out, enum cel_code code)
{
    const char *text = cel_code_text(code), *hole;
    for (; (hole = strstr(text, "{}")) != NULL; text = hole + 2) {
        cel_write_bytes(out, text, (size_t)(hole - text));
        cel_write(out, "...");
    }
    cel_write(out, text);
}

/* An example's lines, each behind `indent` spaces, safe to be shown. */
static void write_lines(struct cel_writer *out, struct cel_string text, size_t indent)
{
    while (text.size > 0) {
        const char *end = (const char *)memchr(text.data, '\n', text.size);
        size_t size = end != NULL ? (size_t)(end - text.data) : text.size;
        size_t passed = end != NULL ? size + 1 : size;
        cel_write_spaces(out, indent);
        cel_write_safe(out, (struct cel_string){text.data, size});
        cel_write_char(out, '\n');
        text = (struct cel_string){text.data + passed, text.size - passed};
    }
}

/* What the examples of a code are written in; E06 is about YAML. */
static const char *language(enum cel_code code)
{
    return strncmp(cel_code_name(code), "E06", 3) == 0 ? "yaml" : "cel";
}

static void write_example(struct cel_writer *out, const char *which, enum cel_code code,
                          struct cel_string text, bool markdown)
{
    const char *with = pages[code].with, *quote = markdown ? "`" : "";
    cel_write(out, which);
    if (with[0] != '\0') {
        cel_write(out, ", with ");
        cel_write(out, quote);
        cel_write(out, with);
        cel_write(out, quote);
    }
    cel_write(out, ":\n\n");
    if (markdown) {
        cel_write(out, "```");
        cel_write(out, language(code));
        cel_write_char(out, '\n');
    }
    write_lines(out, text, markdown ? 0 : 4);
    cel_write(out, markdown ? "```\n" : "");
}

static void write_page(struct cel_writer *out, enum cel_code code, bool markdown)
{
    cel_write(out, markdown ? "## " : "");
    cel_write(out, cel_code_name(code));
    cel_write(out, markdown ? "\n\n**" : ": ");
    write_title(out, code);
    cel_write(out, markdown ? "**\n\n" : "\n\n");
    cel_write(out, pages[code].meaning);
    cel_write(out, "\n\n");
    write_example(out, "Wrong", code, pages[code].wrong, markdown);
    cel_write_char(out, '\n');
    write_example(out, "Right", code, pages[code].right, markdown);
}

/* All codes with their texts; as Markdown, each links to its page. */
static void write_list(struct cel_writer *out, bool markdown)
{
    for (int i = 0; i < CEL_CODE_COUNT; i++) {
        const char *name = cel_code_name((enum cel_code)i);
        cel_write(out, markdown ? "- [" : "");
        cel_write(out, name);
        if (markdown) {
            cel_write(out, "](#e");
            cel_write(out, name + 1);
            cel_write_char(out, ')');
        }
        cel_write(out, markdown ? " " : "  ");
        write_title(out, (enum cel_code)i);
        cel_write_char(out, '\n');
    }
}

/* docs/errors.md. */
static void write_document(struct cel_writer *out)
{
    cel_write(
        out,
        "# What the messages mean\n"
        "\n"
        "Each message of cellar ends with a code. A code keeps its meaning and is\n"
        "never used for another. `cellar explain CODE` shows its page in a terminal.\n"
        "Every wrong example here has the error it is shown for and no other, and\n"
        "every right one has none: a test parses them. `make errors` writes this file\n"
        "from `cli/pages.def`.\n"
        "\n");
    write_list(out, true);
    for (int i = 0; i < CEL_CODE_COUNT; i++) {
        cel_write_char(out, '\n');
        write_page(out, (enum cel_code)i, true);
    }
}

/* The number in a code's name. */
static uintmax_t number_of(int code)
{
    uintmax_t number = 0;
    read_number(cel_code_name((enum cel_code)code) + 1, UINTMAX_MAX, &number);
    return number;
}

/* Says that there is no such code, and which two are nearest to it; `next` is the first
 * that is greater. */
static void complain_unknown(const char *text, int next)
{
    int low = next == 0 ? 0 : next == CEL_CODE_COUNT ? next - 2 : next - 1;
    char why[80];
    snprintf(why, sizeof why, "no such code; the nearest are %s and %s",
             cel_code_name((enum cel_code)low),
             cel_code_name((enum cel_code)(low + 1)));
    complain(text, why);
}

/* The code that is given as E0302, e0302 or 302; CEL_CODE_COUNT: there is none, which
 * has been told. */
static int find_code(const char *text)
{
    uintmax_t number;
    int code = 0;
    if (!read_number(text + (text[0] == 'E' || text[0] == 'e'), UINTMAX_MAX, &number)) {
        complain(text, "not a code: they look like E0302; 'cellar explain' lists them");
        return CEL_CODE_COUNT;
    }
    while (code < CEL_CODE_COUNT && number_of(code) < number)
        code++;
    if (code < CEL_CODE_COUNT && number_of(code) == number)
        return code;
    complain_unknown(text, code);
    return CEL_CODE_COUNT;
}

/* The pages of the codes that there are. Returns the exit status. */
static int write_pages(struct cel_writer *out, char **codes, int count, bool markdown)
{
    int status = 0;
    bool first = true;
    for (int i = 0; i < count; i++) {
        int code = find_code(codes[i]);
        if (code == CEL_CODE_COUNT) {
            status = 2;
            continue;
        }
        cel_write(out, first ? "" : "\n");
        first = false;
        write_page(out, (enum cel_code)code, markdown);
    }
    return status;
}

/* Reads the options; the codes stand from argv[optind] on. */
static enum verdict read_arguments(int argc, char **argv, bool *markdown)
{
    static const struct option long_options[] = {
        {"markdown", no_argument, NULL, 'm'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        switch (option) {
        case 'h': return VERDICT_HELP;
        case 'm': *markdown = true; break;
        default:
            complain_option("explain", option, argv, long_options);
            return VERDICT_WRONG;
        }
    }
    return VERDICT_RUN;
}

int explain_command(int argc, char **argv)
{
    struct output out;
    bool markdown = false;
    int status = 0;
    output_init(&out, STDOUT_FILENO);
    switch (read_arguments(argc, argv, &markdown)) {
    case VERDICT_WRONG: return 2;
    case VERDICT_HELP: cel_write(&out.writer, help); break;
    case VERDICT_RUN:
        if (optind < argc)
            status = write_pages(&out.writer, argv + optind, argc - optind, markdown);
        else if (markdown)
            write_document(&out.writer);
        else
            write_list(&out.writer, false);
    }
    if (cel_writer_flush(&out.writer))
        return status;
    complain("standard output", strerror(out.error));
    return 2;
}
