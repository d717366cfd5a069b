/* linear_phases.c: all that the library does with a text: it parses, and writes. */
#include "tests/linear.h"

static const struct cel_string file = {"hostile.cel", 11};

static bool count_bytes(void *context, const char *bytes, size_t size)
{
    (void)bytes;
    ((struct work *)context)->written += size;
    return true;
}

static bool run_parse(struct work *w)
{
    struct cel_options options = {.max_depth = w->max_depth,
                                  .max_errors = 1000000,
                                  .max_memory = (size_t)1 << 34};
    w->valid = cel_parse(&w->parsed, w->text, w->size, &options, &w->unit);
    return true;
}

static bool run_tree(struct work *w)
{
    return cel_emit_tree(&w->out, &w->scratch, &w->unit, CEL_EXPANDED);
}

static bool run_tokens(struct work *w)
{
    return cel_emit_tokens(&w->out, &w->scratch, &w->unit);
}

static bool run_dot(struct work *w)
{
    return cel_emit_dot(&w->out, &w->scratch, &w->unit, CEL_EXPANDED);
}

static bool run_json(struct work *w)
{
    return cel_emit_json(&w->out, &w->scratch, &w->unit, file);
}

static bool run_cel(struct work *w)
{
    return cel_emit_cel(&w->out, &w->scratch, &w->unit);
}

static bool run_errors(struct work *w)
{
    cel_emit_errors(&w->out, &w->scratch, &w->unit, file);
    return true;
}

static bool run_sarif(struct work *w)
{
    cel_emit_sarif_results(&w->out, &w->scratch, &w->unit, file);
    return true;
}

static bool run_human(struct work *w)
{
    struct cel_places places;
    if (!cel_index_places(&w->scratch, &w->unit.source, &places))
        return false;
    for (const struct cel_diagnostic *d = w->unit.diagnostics.first; d; d = d->next)
        cel_render(&w->out, file, &places, d, true);
    return true;
}

/* The phases, in their order. A unit without errors has trees written, another its
 * errors. */
const struct phase phases[PHASES] = {
    {"parse", true, true, run_parse},    {"tree", true, false, run_tree},
    {"tokens", true, true, run_tokens},  {"dot", true, false, run_dot},
    {"json", true, false, run_json},     {"cel", true, false, run_cel},
    {"errors", false, true, run_errors}, {"sarif", false, true, run_sarif},
    {"human", false, true, run_human},
};

bool has_phase(const struct work *w, const struct phase *phase)
{
    return w->valid ? phase->valid : phase->broken;
}

bool run_phase(struct work *w, const struct phase *phase)
{
    w->written = 0;
    arena_init(&w->scratch, NULL);
    cel_writer_init(&w->out, count_bytes, w);
    return phase->run(w);
}
