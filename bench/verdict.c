/* verdict.c: sentences. Each is about a comparison of the whole time, parse and
 * teardown. */
#include "bench/verdict.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/paragraph.h"
#include "bench/words.h"

enum {
    MOST_NAMED = 8, /* cases in a list */
    BUSY = 20       /* times a second; a quiet machine has a few */
};

/* A verdict being written. */
struct verdict {
    struct bench_paragraph out;          /* where to */
    const struct bench_results *results; /* what of */
};

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool loses(const struct bench_comparison *c)
{
    return strncmp(c->set, "lose-", 5) == 0;
}

static bool is_whole(const struct bench_comparison *c)
{
    return is(c->metric, "total") && is(c->tokens, "with");
}

/* "3.48 (3.41 to 3.55)", with the interval of 95 % */
static void write_ratio(struct bench_paragraph *out, const struct bench_comparison *c)
{
    char ratio[16], low[16], high[16];
    bench_write(out, "%s", bench_ratio_words(c->ratio, ratio, sizeof ratio));
    if (!isnan(c->interval.low))
        bench_write(out, " (%s to %s)",
                    bench_ratio_words(c->interval.low, low, sizeof low),
                    bench_ratio_words(c->interval.high, high, sizeof high));
}

static const struct bench_comparison *without_tokens(const struct verdict *v,
                                                     const struct bench_comparison *c)
{
    return bench_find_comparison(v->results, c->set, c->heap, c->allocator, c->rival,
                                 c->baseline, "total", "without");
}

/* "a policy 3.48 (3.41 to 3.55), without the tokens 2.20 (2.15 to 2.25)" */
static void write_case(struct verdict *v, const struct bench_comparison *c, bool first)
{
    char words[100];
    const struct bench_comparison *less = without_tokens(v, c);
    bench_write(&v->out, "%s %s ", first ? "" : ";",
                bench_set_words(c->set, words, sizeof words));
    write_ratio(&v->out, c);
    if (less == NULL)
        return;
    bench_write(&v->out, ", without the tokens ");
    write_ratio(&v->out, less);
}

/* A sentence: `begin`, and a case for each set that this rival plays there. */
static void write_cases(struct verdict *v, const char *begin, const char *heap,
                        const char *allocator, const char *rival, const char *baseline)
{
    bool first = true;
    for (size_t i = 0; i < v->results->comparison_count; i++) {
        const struct bench_comparison *c = &v->results->comparisons[i];
        if (!is_whole(c) || loses(c) || strncmp(c->set, "size-", 5) == 0 ||
            !is(c->heap, heap) || !is(c->allocator, allocator) ||
            !is(c->rival, rival) || !is(c->baseline, baseline))
            continue;
        if (first)
            bench_write(&v->out, "%s", begin);
        write_case(v, c, first);
        first = false;
    }
    if (!first)
        bench_write(&v->out, ". ");
}

static void write_allocators(struct verdict *v)
{
    static const char *const heaps[] = {"clean", "fragmented", "churned"};
    static const char *const allocators[] = {"glibc", "jemalloc", "mimalloc",
                                             "tcmalloc"};
    char begin[100];
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 3; k++) {
            if (i == 0 && k == 0)
                continue;
            snprintf(begin, sizeof begin, "%s's malloc on a %s heap:", allocators[i],
                     heaps[k]);
            write_cases(v, begin, heaps[k], allocators[i], "malloc", "arena");
        }
    }
}

/* How malloc stands in a comparison of an arena and a malloc. */
enum standing {
    OTHER,  /* it is no such comparison */
    WINS,   /* malloc is faster */
    TIES,   /* surely within the band that is called a tie */
    UNCLEAR /* no difference found, and none excluded */
};

static enum standing standing_of(const struct bench_comparison *c)
{
    bool over = strstr(c->rival, "malloc") != NULL &&
                strstr(c->baseline, "arena") != NULL;
    bool under = strstr(c->rival, "arena") != NULL && is(c->baseline, "malloc");
    if (!is(c->metric, "total") || (!over && !under))
        return OTHER;
    if (bench_is_tie(c))
        return TIES;
    if (is(c->verdict, over ? "faster" : "slower"))
        return WINS;
    if (!is(c->verdict, "none"))
        return OTHER;
    return bench_is_tie(c) ? TIES : UNCLEAR;
}

/* The comparisons in which malloc stands so; how many. */
static size_t write_standing(struct verdict *v, enum standing standing,
                             const char *begin)
{
    char words[100], ratio[16];
    size_t count = 0;
    for (size_t i = 0; i < v->results->comparison_count; i++) {
        const struct bench_comparison *c = &v->results->comparisons[i];
        if (standing_of(c) != standing || count++ >= MOST_NAMED)
            continue;
        bench_write(&v->out, "%s %s on %s", count == 1 ? begin : ";", c->rival,
                    bench_set_words(c->set, words, sizeof words));
        bench_write(&v->out, " (%s heap, %s%s): %s times %s", c->heap, c->allocator,
                    is(c->tokens, "with") ? "" : ", without the tokens",
                    bench_ratio_words(c->ratio, ratio, sizeof ratio), c->baseline);
    }
    if (count > MOST_NAMED)
        bench_write(&v->out, "; and %zu more in comparisons.csv", count - MOST_NAMED);
    if (count > 0)
        bench_write(&v->out, ". ");
    return count;
}

static void write_where_malloc_is_good(struct verdict *v)
{
    size_t unclear = 0;
    size_t found = write_standing(v, WINS, "Malloc is faster than the arena:");
    found += write_standing(v, TIES, "Malloc ties (surely within 5 %):");
    for (size_t i = 0; i < v->results->comparison_count; i++)
        unclear += standing_of(&v->results->comparisons[i]) == UNCLEAR;
    if (found == 0)
        bench_write(&v->out, "Nowhere in this run is malloc seen to win or tie. ");
    if (unclear > 0)
        bench_write(&v->out,
                    "In %zu comparisons of malloc and arena this run finds no "
                    "difference and cannot exclude one of 5 %%. ",
                    unclear);
}

/* The twin: the largest difference, and whether it is one. */
static void write_twin(struct verdict *v, const char *plant)
{
    const struct bench_comparison *worst = NULL;
    size_t found = 0;
    char words[100];
    bool planted = strncmp(plant, "arena-again:", 12) == 0;
    for (size_t i = 0; i < v->results->comparison_count; i++) {
        const struct bench_comparison *c = &v->results->comparisons[i];
        if (!is(c->rival, "arena-again"))
            continue;
        found += !is(c->verdict, "none");
        if (is_whole(c) &&
            (worst == NULL || fabs(c->ratio - 1) > fabs(worst->ratio - 1)))
            worst = c;
    }
    if (worst == NULL)
        return;
    bench_write(
        &v->out, "The arena against itself (A/A) differs by %.1f %% at most (%s",
        100 * fabs(worst->ratio - 1), bench_set_words(worst->set, words, sizeof words));
    bench_write(&v->out, ", %s heap, %s), where the run can see %.1f %%; ", worst->heap,
                worst->allocator, 100 * worst->detectable);
    if (found == 0)
        bench_write(&v->out, "none is found. ");
    else if (planted)
        bench_write(&v->out, "a slowdown was planted there. ");
    else
        bench_write(&v->out,
                    "%zu comparisons of the two find a difference where there "
                    "is none: something disturbed this run. ",
                    found);
}

static void write_verdict(FILE *file, const struct bench_results *results,
                          const struct bench_facts *facts)
{
    struct verdict v = {.results = results};
    const char *plant = bench_fact_of(facts, "plant");
    bench_paragraph_begin(&v.out, file);
    bench_write(&v.out, "Verdict: ");
    write_cases(&v,
                "Malloc, each object freed from a list, takes as many times as long "
                "as the arena:",
                "clean", "glibc", "malloc", "arena");
    write_cases(&v, "Freed by walking the tree:", "clean", "glibc", "malloc-tree",
                "arena");
    write_cases(&v, "An arena made and destroyed for each unit:", "clean", "glibc",
                "arena-fresh", "arena");
    write_cases(&v, "Malloc compiled in, against malloc behind the switch:", "clean",
                "glibc", "malloc-direct", "malloc-alone");
    write_allocators(&v);
    write_where_malloc_is_good(&v);
    write_twin(&v, plant);
    double disturbed = strtod(bench_fact_of(facts, "preemptions_per_second"), NULL);
    if (disturbed > BUSY)
        bench_write(&v.out,
                    "Other programs took the processor from the workers %.0f times a "
                    "second, which makes intervals wide: measure again on a quiet "
                    "machine. ",
                    disturbed);
    if (results->dropped > 0)
        bench_write(&v.out, "%zu values that were not above 0 are in no comparison. ",
                    results->dropped);
    if (is(bench_fact_of(facts, "address_randomisation"), "0"))
        bench_write(&v.out, "This system lays all processes out at the same addresses: "
                            "one lucky layout may stand for all. ");
    if (*plant != '\0')
        bench_write(&v.out, "Planted on purpose: %s %%. ", plant);
    bench_paragraph_end(&v.out);
}

bool bench_show_verdict(const struct bench_results *results,
                        const struct bench_facts *facts, const char *folder)
{
    char *path = bench_text("%s/verdict.txt", folder);
    FILE *file = fopen(path, "w");
    write_verdict(stdout, results, facts);
    if (file != NULL)
        write_verdict(file, results, facts);
    bool good = file != NULL && !ferror(file);
    if (file != NULL)
        good = fclose(file) == 0 && good;
    if (!good)
        fprintf(stderr, "bench: %s: %s\n", path, strerror(errno));
    free(path);
    return good;
}
