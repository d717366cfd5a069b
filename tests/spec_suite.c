/* spec_suite.c: the texts that arenas are made from: what is read, and what comes of
 * it. */
#include <inttypes.h>
#include <stdio.h>

#include "tests/arenas.h"
#include "tests/cases/specs.h"

void spec_errors(struct report *report)
{
    for (size_t i = 0; i < COUNT(bad_specs); i++) {
        struct arena_spec spec;
        char said[300] = "";
        expect(report, !arena_spec_read(&spec, bad_specs[i].spec), "%s",
               bad_specs[i].spec);
        snprintf(said, sizeof said, "%s '%.*s'", spec.error, (int)spec.part_size,
                 spec.part);
        expect_text(report, bad_specs[i].spec, said, bad_specs[i].said);
    }
}

void spec_faults(struct report *report)
{
    for (size_t i = 0; i < COUNT(fault_specs); i++) {
        const char *text = fault_specs[i].spec;
        struct arena_spec spec;
        if (!expect(report, arena_spec_read(&spec, text), "%s", text))
            continue;
        const struct arena_fault *fault = arena_spec_fault(&spec);
        if (!expect(report, fault != NULL, "%s: a fault", text))
            continue;
        expect(report, fault->when == fault_specs[i].when, "%s: when", text);
        expect(report, fault->n == fault_specs[i].n, "%s: n", text);
        expect(report, fault->of == fault_specs[i].of, "%s: of", text);
        expect(report, fault->seed == fault_specs[i].seed, "%s: the seed", text);
    }
    struct arena_spec spec;
    expect(report,
           arena_spec_read(&spec, "log,slab") && arena_spec_fault(&spec) == NULL,
           "no fault");
}

/* Any power of two, from 1, and nothing else. */
void spec_alignments(struct report *report)
{
    for (unsigned align = 1; align <= 1024; align++) {
        struct arena_spec spec;
        char text[40];
        snprintf(text, sizeof text, "slab:align=%u", align);
        bool is_power = 1024 % align == 0;
        expect(report, arena_spec_read(&spec, text) == is_power, "%s", text);
        expect(report, !is_power || spec.options.block_align == align, "%s is kept",
               text);
    }
}

/* As large as arithmetic with it is safe, and no larger. */
void spec_sizes(struct report *report)
{
    static const struct {
        uint64_t size; /* of a first block */
        bool good;     /* whether it may be */
    } cases[] = {{1, true},
                 {PTRDIFF_MAX / 8, true},
                 {PTRDIFF_MAX / 4, true},
                 {(uint64_t)PTRDIFF_MAX / 4 + 1, false},
                 {PTRDIFF_MAX, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena_spec spec;
        char text[60];
        snprintf(text, sizeof text, "slab:first=%" PRIu64, cases[i].size);
        bool good = arena_spec_read(&spec, text);
        expect(report, good == cases[i].good, "%s", text);
        expect(report, !good || spec.options.first_block == cases[i].size, "%s", text);
    }
}

/* A program opens a file for it. */
void spec_logs(struct report *report)
{
    static const struct {
        const char *spec; /* a good one */
        bool logs;        /* whether there is a log in it */
    } cases[] = {{"slab", false},
                 {"fault:1", false},
                 {"log", true},
                 {"fault:1,log", true},
                 {"log,fault:1,malloc", true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena_spec spec;
        expect(report,
               arena_spec_read(&spec, cases[i].spec) && spec.logs == cases[i].logs,
               "%s", cases[i].spec);
    }
}

void spec_most_wrappers(struct report *report)
{
    struct arena_spec spec;
    bool good = arena_spec_read(&spec, "log,log,log,log,log,log,log,fault:1,malloc");
    expect(report, good && spec.count == ARENA_SPEC_WRAPPERS, "eight wrappers");
    expect(report, arena_spec_fault(&spec) == &spec.wrappers[7].fault,
           "the last one's");
    good = arena_spec_read(&spec, "log,log,log,log,log,log,log,log,slab");
    expect(report, good && arena_spec_fault(&spec) == NULL, "no fault behind the last");
}

void spec_order_of_options_is_free(struct report *report)
{
    static const char *const specs[] = {"slab:huge:first=4096:largest=8192",
                                        "slab:first=4096:huge:largest=8192",
                                        "slab:first=4096:largest=8192:huge"};
    struct arena_spec spec;
    for (size_t i = 0; i < COUNT(specs); i++) {
        arena_spec_read(&spec, specs[i]);
        expect(report, spec.options.first_block == 4096, "%s: the first", specs[i]);
        expect(report, spec.options.largest_block == 8192, "%s: the largest", specs[i]);
    }
    arena_spec_read(&spec, "slab:huge");
    expect(report, spec.options.first_block == ARENA_HUGE_PAGE,
           "a huge page if not said");
    expect(report, spec.options.largest_block == 4 * ARENA_HUGE_PAGE,
           "and up to four of them");
    arena_spec_read(&spec, "slab:largest=64");
    expect(report, spec.options.first_block == 0 && spec.options.retain == 0,
           "what is not said is left to the caller");
}

void spec_options_reach_the_base(struct report *report)
{
    struct arena_spec spec;
    struct arena_options options = {.limit = 5000, .first_block = 1, .retain = 7};
    arena_spec_read(&spec, "log,slab:huge:align=64:largest=8388608:first=4194304");
    struct arena *arena = arena_spec_open(&spec, &options, NULL, NULL, NULL);
    const struct arena_options *o = &spec.base.options;
    expect(report, o->backend == &arena_slab && o->source == arena_huge_source, "huge");
    expect(report, o->block_align == 64 && o->first_block == 4194304, "its own");
    expect(report, o->largest_block == 8388608 && o->retain == 7, "the caller's");
    expect(report, arena->options.limit == 5000 && o->limit == SIZE_MAX,
           "the limit is the outermost's");
    expect(report, arena_alloc(arena, 5001, "object") == NULL, "and is kept");
    arena_destroy(arena);
    options.block_align = 128;
    options.largest_block = 77777;
    arena_spec_read(&spec, "arena:retain=33");
    arena = arena_spec_open(&spec, &options, NULL, NULL, NULL);
    expect(report, o->retain == 33, "what it says of what a reset keeps");
    expect(report,
           o->block_align == 128 && o->largest_block == 77777 && o->first_block == 1,
           "the caller's, of what it does not");
    expect(report, arena == &spec.base && o->limit == 5000, "and the limit");
    arena_destroy(arena);
    arena_spec_read(&spec, "fixed");
    expect(report, spec.buffer_size == ARENA_SPEC_FIXED, "64 KiB if not said");
    arena_spec_read(&spec, "fixed:100");
    expect(report, spec.buffer_size == 100, "or what is said");
    char byte;
    arena_spec_read(&spec, "fixed:1");
    arena = arena_spec_open(&spec, NULL, &byte, NULL, NULL);
    expect(report, o->buffer == &byte && o->buffer_size == 1, "even a single byte");
    arena_destroy(arena);
}
