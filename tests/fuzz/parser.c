/* parser.c: any text, parsed with every backend: the same tree, diagnostics and output
 * from each, byte for byte; what tests/edits_hold.c holds of every parse; and where
 * memory fails, the error that says so, and an arena that works after its reset.
 *
 * The header: flags; depth, errors and memory that are allowed, 0 for the defaults;
 * which request fails, 0 for none. */
#include <stdio.h>
#include <string.h>

#include "tests/arenas.h"
#include "tests/edits.h"
#include "tests/fuzz/fuzz.h"
#include "tests/writers.h"

enum { FLAGS, DEPTH, ERRORS, MEMORY, FAULT, HEADER };

/* Bits of FLAGS; from BACKEND on a number: the backend beside the first, or 0 for all.
 */
enum { FOR_EVER = FUZZ_FREE, BACKEND = 2 * FUZZ_FREE };

static const char *const specs[] = {"arena", "arena:first=64", "malloc",
                                    "slab",  "fixed:600000",   "host"};
enum { BACKENDS = sizeof specs / sizeof *specs };

/* The arenas, kept from one input to the next; and each in one that can refuse. */
static struct made plain[BACKENDS], faulty[BACKENDS];

static void open_arenas(void)
{
    char text[64];
    if (plain[0].arena != NULL)
        return;
    for (size_t i = 0; i < BACKENDS; i++) {
        make_arena(&plain[i], specs[i], NULL);
        snprintf(text, sizeof text, "fault:1,%s", specs[i]);
        make_arena(&faulty[i], text, NULL);
    }
}

/* What a unit came to. */
struct outcome {
    struct growing text; /* its tree, diagnostics and output */
    bool valid;          /* what cel_parse returned */
    bool no_memory;      /* it ran out */
};

/* The tree of any unit, error nodes and all. False: no memory. */
static bool write_nodes(struct cel_writer *out, struct arena *arena,
                        const struct cel_unit *unit)
{
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, arena, unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        const struct cel_node *node = step.node;
        if (step.leaving)
            continue;
        unsigned facts[] = {node->kind, node->flags, node->op,
                            node->id,   step.index,  node->token->offset};
        for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
            cel_write_unsigned(out, facts[i]);
            cel_write_char(out, i + 1 < sizeof facts / sizeof *facts ? ' ' : '\n');
        }
    }
    return !walk.failed;
}

/* All that can be written of a unit. False: no memory. */
static bool write_unit(struct cel_writer *out, struct arena *arena,
                       const struct cel_unit *unit, bool valid)
{
    static const struct cel_string name = {"x", 1};
    if (cel_ran_out_of_memory(&unit->diagnostics))
        return false;
    cel_write_unsigned(out, unit->token_count);
    cel_write_unsigned(out, unit->node_count);
    cel_write_unsigned(out, unit->macro_count);
    for (size_t i = 0; i < WRITERS; i++)
        if (writer_suits(&writers[i], valid) &&
            !writers[i].write(out, arena, unit, name))
            return false;
    return write_nodes(out, arena, unit);
}

static void parse(struct arena *arena, struct cel_string text,
                  const struct cel_options *options, struct cel_unit *unit,
                  struct outcome *outcome)
{
    struct cel_writer out;
    grow_anew(&out, &outcome->text);
    outcome->valid = cel_parse(arena, text.data, text.size, options, unit);
    outcome->no_memory = !write_unit(&out, arena, unit, outcome->valid);
    cel_writer_flush(&out);
}

/* A unit that ran out of memory says so, and nothing else of itself. */
static void check_refused(const struct cel_unit *unit, bool valid)
{
    const struct cel_diagnostic *d = unit->diagnostics.first;
    if (!cel_ran_out_of_memory(&unit->diagnostics))
        return; /* it was a writer that had none */
    while (d != NULL && d != &unit->diagnostics.out_of_memory)
        d = d->next;
    fuzz_expect(d != NULL && !valid && unit->root == NULL,
                "no memory is an error, and there is no tree");
}

static void expect_alike(const struct outcome *got, const struct outcome *wanted,
                         const char *what)
{
    fuzz_expect(got->valid == wanted->valid && got->no_memory == wanted->no_memory,
                what);
    if (!wanted->no_memory)
        fuzz_expect_same(grown_text(&got->text), grown_text(&wanted->text), what);
}

static void plant(struct cel_unit *unit, bool *valid)
{
    if (fuzz_is_planted("span") && unit->diagnostics.first != NULL)
        unit->diagnostics.first->span.end = unit->source.size + 1;
    if (fuzz_is_planted("valid"))
        *valid = !*valid;
    if (fuzz_is_planted("nodes"))
        unit->node_count += 1000;
    if (fuzz_is_planted("error") && unit->root != NULL && *valid)
        unit->root->kind = CEL_ERROR_NODE;
    if (fuzz_is_planted("root"))
        unit->root = NULL;
}

/* One request fails, or all from it on: nothing else may come of that than the error.
 */
static void check_fault(struct made *made, struct cel_string text,
                        const struct cel_options *options, uint8_t n, bool for_ever,
                        const struct outcome *wanted)
{
    static struct outcome got;
    struct arena_fault *fault = arena_spec_fault(&made->spec);
    struct cel_unit unit;
    fault->requests = fault->refused = 0;
    fault->when = for_ever ? ARENA_FAULT_FROM : ARENA_FAULT_NTH;
    fault->n = n;
    parse(made->arena, text, options, &unit, &got);
    if (fuzz_is_planted("refused"))
        unit.diagnostics.first = NULL;
    check_refused(&unit, got.valid);
    if (fault->refused == 0 || (got.valid && !got.no_memory))
        expect_alike(&got, wanted, "a unit that has the memory it needs is the same");
    fuzz_expect(got.valid || cel_ran_out_of_memory(&unit.diagnostics) || !wanted->valid,
                "for want of memory a unit has no other error");
    fault->when = ARENA_FAULT_NEVER;
    arena_reset(made->arena);
    parse(made->arena, text, options, &unit, &got);
    expect_alike(&got, wanted,
                 "an arena that was refused memory works after its reset");
    arena_reset(made->arena);
}

/* From this value on MEMORY is about nodes. */
enum { NODES = 128 };

static struct cel_options read_header(const uint8_t *header)
{
    uint8_t depth = header[DEPTH], memory = header[MEMORY];
    struct cel_options options = fuzz_options(header[FLAGS]);
    options.max_depth = depth == 255 ? CEL_MAX_DEPTH : depth;
    options.max_errors = header[ERRORS];
    if (memory >= NODES)
        options.max_nodes = memory - NODES + 1u;
    else if (memory > 0)
        options.max_memory = (size_t)64 << memory % 16 | (size_t)memory * 8;
    return options;
}

static void check_properties(struct arena *arena, struct cel_unit *unit, bool valid,
                             const struct cel_options *options)
{
    uint32_t errors = options->max_errors, nodes = options->max_nodes;
    plant(unit, &valid);
    fuzz_expect(!valid || nodes == 0 || unit->node_count <= nodes,
                "a valid unit has no more nodes than it may have");
    check_refused(unit, valid);
    if (cel_ran_out_of_memory(&unit->diagnostics))
        return;
    const char *broken =
        broken_property(arena, unit, valid, errors != 0 ? errors : CEL_DEFAULT_ERRORS);
    fuzz_expect(broken == NULL, broken);
}

/* Where all is as by default, fixes are put into effect, too. The unit is lost. */
static void check_fixes(struct arena *arena, struct cel_string text)
{
    struct cel_unit unit;
    struct fixes fixes = {0};
    arena_reset(arena);
    cel_parse(arena, text.data, text.size, NULL, &unit);
    const char *broken = try_fixes(arena, &unit, &fixes);
    fuzz_expect(broken == NULL, broken);
}

/* Whether the backend is one of those that the header asks for. */
static bool takes_part(const uint8_t *header, size_t backend)
{
    size_t asked = header[FLAGS] / BACKEND % BACKENDS;
    return asked == 0 || backend == 0 || backend == asked;
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct outcome wanted, got;
    struct cel_options options = read_header(header);
    open_arenas();
    for (size_t i = 0; i < BACKENDS; i++) {
        if (!takes_part(header, i))
            continue;
        struct arena *arena = plain[i].arena;
        struct outcome *outcome = i == 0 ? &wanted : &got;
        struct cel_unit unit;
        parse(arena, text, &options, &unit, outcome);
        if (i > 0 && fuzz_is_planted("backend") && got.text.size > 0)
            got.text.bytes[got.text.size - 1] ^= 1;
        if (i > 0)
            expect_alike(&got, &wanted, "all backends give the same");
        else
            check_properties(arena, &unit, wanted.valid, &options);
        arena_reset(arena);
    }
    for (size_t i = 0; i < BACKENDS && header[FAULT] != 0; i++)
        if (takes_part(header, i))
            check_fault(&faulty[i], text, &options, header[FAULT],
                        header[FLAGS] & FOR_EVER, &wanted);
    static const uint8_t zeros[HEADER];
    if (memcmp(header, zeros, HEADER) == 0 && !wanted.valid)
        check_fixes(plain[0].arena, text);
    arena_reset(plain[0].arena);
}

static const char *const plants[] = {"span", "nodes",   "valid",   "error",
                                     "root", "backend", "refused", NULL};

const struct fuzz_target fuzz_target = {"parser", HEADER, true, plants, run};
