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

/* The phases, in their order. A unit without errors has trees written, another its
 * errors. */
const struct phase phases[PHASES] = {
    {"parse", true, true, NULL},
    {"tree", true, false, &writers[WRITE_EXPANDED_TREE]},
    {"tokens", true, true, &writers[WRITE_TOKENS]},
    {"dot", true, false, &writers[WRITE_EXPANDED_DOT]},
    {"json", true, false, &writers[WRITE_JSON]},
    {"cel", true, false, &writers[WRITE_CEL]},
    {"errors", false, true, &writers[WRITE_ERRORS]},
    {"sarif", false, true, &writers[WRITE_SARIF]},
    {"human", false, true, &writers[WRITE_COLOURED]},
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
    if (phase->writer == NULL)
        return run_parse(w);
    return phase->writer->write(&w->out, &w->scratch, &w->unit, file);
}
