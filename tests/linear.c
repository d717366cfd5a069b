/* linear.c: `linear [OPTIONS] SIZE...`: what hostile texts cost.
 *
 * Writes a line for each family, phase and size: the family, the phase, bytes of text,
 * the work done (linear_count.c), the arena's bytes in use at the phase's end, the most
 * it had in use, and the bytes written. linear.py judges them. Under callgrind each
 * phase becomes a dump of its own, so that instructions are counted, too. That a text
 * has been read up to its last byte is made sure of: else the line ends with `unread`.
 *
 * -d N  texts nest at most so deep         -k KIND  families that are valid or broken
 * -m    the mistakes and nothing else      -f, -n N only N families from number N on
 * -p    each phase has a planted quadratic -o PHASE parse and that phase alone */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <valgrind/callgrind.h>

#include "tests/linear.h"

/* What no phase may do: look back over all of the text again and again, and keep a copy
 * each time. */
static void plant(struct work *w)
{
    volatile unsigned sum = 0;
    for (size_t i = 0; i < w->size; i += 512) {
        for (size_t k = 0; k < i; k++)
            sum += (unsigned char)w->text[k];
        arena_alloc(&w->parsed, i / 2, "planted");
        arena_alloc(&w->scratch, i / 2, "planted");
    }
}

/* Whether the lexer, asked once more, finds as many tokens as the parser has taken. */
static bool has_all_tokens(const struct work *w)
{
    struct cel_lexer lexer = cel_lexer_at(&w->unit.source, 0);
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

/* What the command line asks for. */
struct plan {
    size_t first;     /* the first family */
    size_t count;     /* how many */
    size_t levels;    /* how deep texts may nest */
    bool planted;     /* each phase has a planted quadratic */
    bool mistakes;    /* the mistakes and nothing else */
    const char *kind; /* "valid" or "broken"; NULL: both */
    const char *only; /* the phase to run beside parse; NULL: all */
};

/* Runs a phase and writes its line. False: it did not do what it should. */
static bool measure(const struct plan *plan, const struct family *family,
                    struct work *w, const struct phase *phase)
{
    take_count();
    CALLGRIND_START_INSTRUMENTATION;
    bool good = run_phase(w, phase);
    if (plan->planted)
        plant(w);
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
           (plan->kind == NULL || strcmp(plan->kind, kind) == 0);
}

/* Runs all phases of a family on a text of `size` bytes. */
static void run_family(const struct plan *plan, const struct family *family,
                       size_t size)
{
    struct work w = {.max_depth = CEL_MAX_DEPTH, .valid = !family->broken};
    w.text = make_text(family, size, plan->levels, &w.size);
    if (w.text == NULL)
        exit(2);
    arena_init(&w.parsed, NULL);
    for (int i = 0; i < PHASES; i++) {
        const struct phase *phase = &phases[i];
        bool wanted = plan->only == NULL || i == 0 || !strcmp(plan->only, phase->name);
        if (has_phase(&w, phase) && wanted && !measure(plan, family, &w, phase))
            break;
    }
    arena_destroy(&w.parsed);
    free(w.text);
}

static bool read_plan(struct plan *plan, int argc, char **argv)
{
    int option;
    *plan = (struct plan){.count = SIZE_MAX, .levels = CEL_MAX_DEPTH};
    while ((option = getopt(argc, argv, "pmd:f:n:k:o:")) != -1)
        switch (option) {
        case 'p': plan->planted = true; break;
        case 'm': plan->mistakes = true; break;
        case 'd': plan->levels = strtoul(optarg, NULL, 10); break;
        case 'f': plan->first = strtoul(optarg, NULL, 10); break;
        case 'n': plan->count = strtoul(optarg, NULL, 10); break;
        case 'k': plan->kind = optarg; break;
        case 'o': plan->only = optarg; break;
        default: return false;
        }
    return optind < argc;
}

int main(int argc, char **argv)
{
    struct plan plan;
    struct family family;
    if (!read_plan(&plan, argc, argv)) {
        fputs("usage: linear [OPTIONS] SIZE...\n", stderr);
        return 2;
    }
    size_t end = plan.count < SIZE_MAX - plan.first ? plan.first + plan.count
                                                    : SIZE_MAX;
    for (size_t i = plan.first; i < end && family_at(i, &family); i++)
        for (int k = optind; k < argc && is_planned(&plan, &family); k++)
            run_family(&plan, &family, strtoul(argv[k], NULL, 10));
    return fflush(stdout) != 0 || ferror(stdout);
}
