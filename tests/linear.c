/* linear.c: `linear [OPTIONS] SIZE...`: what hostile texts cost. A line for each
 * family, phase and size: these, the work (linear_count.c), the arena's bytes in use at
 * the end and at most, the bytes written, and what is wrong. linear.py judges them.
 * Under callgrind each phase is a dump of its own. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <valgrind/callgrind.h>

#include "tests/linear.h"

/* Whether the lexer finds as many tokens in the whole text as the parser has taken. */
static bool has_all_tokens(const struct work *w)
{
    struct cel_source source = w->unit.source;
    source.text = w->text; /* not the parser's copy */
    source.size = (uint32_t)w->size;
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    uint32_t count = 1;
    while (cel_lex(&lexer, NULL)->kind != CEL_TOKEN_END)
        count++;
    return count == w->unit.token_count;
}

/* Whether the text has been read to its last byte: that byte is the end of the tree's
 * last token, or something is said about it, or all tokens have been taken; and no
 * limit has ended the parse. */
static bool is_read(const struct work *w)
{
    const struct cel_diagnostic *d = w->unit.diagnostics.first;
    bool told = false;
    if (w->unit.diagnostics.more || w->unit.root == NULL)
        return false;
    if (d == NULL)
        return cel_node_span(&w->unit, w->unit.root).end == w->size;
    for (; d != NULL; d = d->next) {
        if (d->code == CEL_TOO_DEEP || d->code == CEL_OUT_OF_MEMORY)
            return false;
        told |= d->span.end == w->size;
    }
    return told || has_all_tokens(w);
}

static const char usage[] =
    "usage: linear [OPTIONS] SIZE...\n"
    "  -l         says how many families there are, and no more; with -m: mistakes\n"
    "  -m         the mistakes and nothing else\n"
    "  -d N       texts nest at most so deep\n"
    "  -k KIND    families that are valid or broken\n"
    "  -f N, -n N only N families from number N on\n"
    "  -F NAME    only the family of that name\n"
    "  -o PHASE   parse and that phase alone; one: and one in turn\n"
    "  -p FAULT   planted: work, memory or written is quadratic, or not all is read:\n"
    "             the last byte is withheld, or a limit has stopped it\n";

/* What the command line asks for. */
struct plan {
    size_t first;        /* the first family */
    size_t count;        /* how many */
    size_t levels;       /* how deep texts may nest */
    bool lists;          /* only how many families there are */
    bool mistakes;       /* the mistakes and nothing else */
    const char *kind;    /* "valid" or "broken"; NULL: both */
    const char *family;  /* the only one; NULL: all */
    const char *only;    /* the phase to run beside parse; "one": in turn; NULL: all */
    const char *planted; /* the fault; "": none */
};

static bool has_fault(const struct plan *plan, const char *fault)
{
    return strcmp(plan->planted, fault) == 0;
}

/* What no phase may do: look back over all of the text again and again, keep a copy
 * each time, or write one. */
static void plant(const struct plan *plan, struct work *w)
{
    volatile unsigned sum = 0;
    for (size_t i = 0; i < w->size; i += 512) {
        for (size_t k = 0; k < i && has_fault(plan, "work"); k++)
            sum += (unsigned char)w->text[k];
        if (has_fault(plan, "memory")) {
            arena_alloc(&w->parsed, i / 2, "planted");
            arena_alloc(&w->scratch, i / 2, "planted");
        }
        if (has_fault(plan, "written"))
            w->out.sink(w->out.context, w->text, i / 2);
    }
}

/* Runs a phase. With a planted fault it parses all but the last byte, or less. */
static bool run_planned(const struct plan *plan, struct work *w,
                        const struct phase *phase)
{
    size_t size = w->size;
    w->size -= has_fault(plan, "withheld");
    w->max_depth = has_fault(plan, "stopped") ? 2 : CEL_MAX_DEPTH;
    bool good = run_phase(w, phase);
    w->size = size;
    plant(plan, w);
    return good;
}

/* Runs a phase and writes its line. False: it did not do what it should. */
static bool measure(const struct plan *plan, const struct family *family,
                    struct work *w, const struct phase *phase)
{
    take_count();
    CALLGRIND_START_INSTRUMENTATION;
    bool good = run_planned(plan, w, phase);
    CALLGRIND_STOP_INSTRUMENTATION;
    uint64_t count = take_count();
    CALLGRIND_DUMP_STATS_AT(phase->name);
    cel_writer_flush(&w->out);
    struct arena_stats stats =
        arena_stats(phase == &phases[0] ? &w->parsed : &w->scratch);
    good &= w->valid != family->broken;
    printf("%s%s\t%s\t%zu\t%llu\t%zu\t%zu\t%zu\t%s\n", family->name, family->form,
           phase->name, w->size, (unsigned long long)count, stats.used, stats.peak,
           w->written,
           !is_read(w) ? "unread"
           : good      ? ""
                       : "wrong");
    arena_destroy(&w->scratch);
    return good && is_read(w);
}

static bool is_planned(const struct plan *plan, const struct family *family)
{
    const char *kind = family->broken ? "broken" : "valid";
    return family->mistake == plan->mistakes &&
           (plan->family == NULL || strcmp(plan->family, family->name) == 0) &&
           (plan->kind == NULL || strcmp(plan->kind, kind) == 0);
}

/* The only writer to run for a family, its `turn`s differing; NULL: all of them. */
static const struct phase *choose(const struct plan *plan, const struct work *w,
                                  size_t turn)
{
    const struct phase *fitting[PHASES];
    size_t count = 0;
    for (int i = 1; i < PHASES; i++) {
        if (plan->only != NULL && strcmp(plan->only, phases[i].name) == 0)
            return &phases[i];
        if (has_phase(w, &phases[i]))
            fitting[count++] = &phases[i];
    }
    if (plan->only == NULL)
        return NULL;
    return strcmp(plan->only, "one") == 0 ? fitting[turn % count] : &phases[0];
}

/* Runs all phases of a family on a text of `size` bytes. */
static void run_family(const struct plan *plan, const struct family *family,
                       size_t number, size_t size)
{
    struct work w = {.max_depth = CEL_MAX_DEPTH, .valid = !family->broken};
    const struct phase *only = NULL;
    w.text = make_text(family, size, plan->levels, &w.size);
    if (w.text == NULL)
        exit(2);
    arena_init(&w.parsed, NULL);
    for (int i = 0; i < PHASES; i++) {
        const struct phase *phase = &phases[i];
        bool wanted = i == 0 || only == NULL || only == phase;
        if (has_phase(&w, phase) && wanted && !measure(plan, family, &w, phase))
            break;
        if (i == 0)
            only = choose(plan, &w, number);
    }
    arena_destroy(&w.parsed);
    free(w.text);
}

static bool read_plan(struct plan *plan, int argc, char **argv)
{
    int option;
    *plan = (struct plan){.count = SIZE_MAX, .levels = CEL_MAX_DEPTH, .planted = ""};
    while ((option = getopt(argc, argv, "lmd:f:n:k:F:o:p:")) != -1)
        switch (option) {
        case 'l': plan->lists = true; break;
        case 'm': plan->mistakes = true; break;
        case 'd': plan->levels = strtoul(optarg, NULL, 10); break;
        case 'f': plan->first = strtoul(optarg, NULL, 10); break;
        case 'n': plan->count = strtoul(optarg, NULL, 10); break;
        case 'k': plan->kind = optarg; break;
        case 'F': plan->family = optarg; break;
        case 'o': plan->only = optarg; break;
        case 'p': plan->planted = optarg; break;
        default: return false;
        }
    return plan->lists ? optind == argc : optind < argc;
}

int main(int argc, char **argv)
{
    struct plan plan;
    struct family family;
    size_t planned = 0;
    if (!read_plan(&plan, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    for (size_t i = 0; family_at(i, &family); i++) {
        if (!is_planned(&plan, &family))
            continue;
        for (int k = optind; k < argc; k++)
            if (planned >= plan.first && planned - plan.first < plan.count)
                run_family(&plan, &family, planned, strtoul(argv[k], NULL, 10));
        planned++;
    }
    if (plan.lists)
        printf("%zu\n", planned);
    if (plan.lists ? planned == 0 : plan.first >= planned) {
        fprintf(stderr, "linear: there are %zu such families, and none from %zu on\n",
                planned, plan.first);
        return 2;
    }
    return fflush(stdout) != 0 || ferror(stdout);
}
