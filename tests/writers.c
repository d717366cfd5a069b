/* writers.c: all writers there are, behind one kind of call. Those of SARIF and of
 * errors for people are called as the program calls them. */
#include "tests/writers.h"

static bool write_tree(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_tree(out, scratch, unit, CEL_WRITTEN);
}

static bool write_expanded_tree(struct cel_writer *out, struct arena *scratch,
                                const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_tree(out, scratch, unit, CEL_EXPANDED);
}

static bool write_tokens(struct cel_writer *out, struct arena *scratch,
                         const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_tokens(out, scratch, unit);
}

static bool write_dot(struct cel_writer *out, struct arena *scratch,
                      const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_dot(out, scratch, unit, CEL_WRITTEN);
}

static bool write_expanded_dot(struct cel_writer *out, struct arena *scratch,
                               const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_dot(out, scratch, unit, CEL_EXPANDED);
}

static bool write_cel(struct cel_writer *out, struct arena *scratch,
                      const struct cel_unit *unit, struct cel_string name)
{
    (void)name;
    return cel_emit_cel(out, scratch, unit);
}

static bool write_errors(struct cel_writer *out, struct arena *scratch,
                         const struct cel_unit *unit, struct cel_string name)
{
    cel_emit_errors(out, scratch, unit, name);
    return true;
}

static bool write_sarif(struct cel_writer *out, struct arena *scratch,
                        const struct cel_unit *unit, struct cel_string name)
{
    cel_emit_sarif_results(out, scratch, unit, name); /* the rest takes no memory */
    return true;
}

/* With places, where there is memory for them. */
static void render_all(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, struct cel_string name,
                       enum writer_id how)
{
    struct cel_places places;
    struct arena_mark mark = arena_mark(scratch);
    bool indexed = cel_index_places(scratch, &unit->source, &places);
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next)
        if (how == WRITE_SHORT)
            cel_render_short(out, name, indexed ? &places : NULL, d);
        else
            cel_render(out, name, indexed ? &places : NULL, d, how == WRITE_COLOURED);
    arena_release(scratch, mark);
}

static bool write_short(struct cel_writer *out, struct arena *scratch,
                        const struct cel_unit *unit, struct cel_string name)
{
    render_all(out, scratch, unit, name, WRITE_SHORT);
    return true;
}

static bool write_long(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, struct cel_string name)
{
    render_all(out, scratch, unit, name, WRITE_LONG);
    return true;
}

static bool write_coloured(struct cel_writer *out, struct arena *scratch,
                           const struct cel_unit *unit, struct cel_string name)
{
    render_all(out, scratch, unit, name, WRITE_COLOURED);
    return true;
}

const struct writer writers[WRITERS] = {
    [WRITE_TREE] = {"tree", write_tree, false, false},
    [WRITE_EXPANDED_TREE] = {"expanded tree", write_expanded_tree, false, false},
    [WRITE_TOKENS] = {"tokens", write_tokens, false, false},
    [WRITE_DOT] = {"dot", write_dot, false, false},
    [WRITE_EXPANDED_DOT] = {"expanded dot", write_expanded_dot, false, false},
    [WRITE_JSON] = {"JSON", cel_emit_json, false, false},
    [WRITE_CEL] = {"CEL", write_cel, false, false},
    [WRITE_ERRORS] = {"errors as JSON", write_errors, true, true},
    [WRITE_SARIF] = {"SARIF", write_sarif, true, true},
    [WRITE_SHORT] = {"short errors", write_short, true, true},
    [WRITE_LONG] = {"errors with excerpts", write_long, true, true},
    [WRITE_COLOURED] = {"errors in colour", write_coloured, true, true},
};

bool writer_suits(const struct writer *writer, bool valid)
{
    return writer->of_errors != valid;
}
