/* faults_writers.c: all writers there are, behind one kind of call. */
#include "tests/faults.h"

#include <string.h>

static const struct cel_string name = {"a.cel", 5};

static bool write_tree(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit)
{
    return cel_emit_tree(out, scratch, unit, CEL_WRITTEN);
}

static bool write_expanded_tree(struct cel_writer *out, struct arena *scratch,
                                const struct cel_unit *unit)
{
    return cel_emit_tree(out, scratch, unit, CEL_EXPANDED);
}

static bool write_dot(struct cel_writer *out, struct arena *scratch,
                      const struct cel_unit *unit)
{
    return cel_emit_dot(out, scratch, unit, CEL_WRITTEN);
}

static bool write_expanded_dot(struct cel_writer *out, struct arena *scratch,
                               const struct cel_unit *unit)
{
    return cel_emit_dot(out, scratch, unit, CEL_EXPANDED);
}

static bool write_json(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit)
{
    return cel_emit_json(out, scratch, unit, name);
}

static bool write_errors(struct cel_writer *out, struct arena *scratch,
                         const struct cel_unit *unit)
{
    cel_emit_errors(out, scratch, unit, name);
    return true;
}

static bool write_sarif(struct cel_writer *out, struct arena *scratch,
                        const struct cel_unit *unit)
{
    cel_emit_sarif_results(out, scratch, unit, name); /* the rest takes no memory */
    return true;
}

/* As the program does: places where there is memory for them. */
static bool render_all(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit, int how)
{
    struct cel_places places;
    struct arena_mark mark = arena_mark(scratch);
    bool indexed = cel_index_places(scratch, &unit->source, &places);
    const struct cel_diagnostic *d = unit->diagnostics.first;
    for (; d != NULL; d = d->next)
        if (how == 0)
            cel_render_short(out, name, indexed ? &places : NULL, d);
        else
            cel_render(out, name, indexed ? &places : NULL, d, how == 2);
    arena_release(scratch, mark);
    return true;
}

static bool write_short(struct cel_writer *out, struct arena *scratch,
                        const struct cel_unit *unit)
{
    return render_all(out, scratch, unit, 0);
}

static bool write_long(struct cel_writer *out, struct arena *scratch,
                       const struct cel_unit *unit)
{
    return render_all(out, scratch, unit, 1);
}

static bool write_coloured(struct cel_writer *out, struct arena *scratch,
                           const struct cel_unit *unit)
{
    return render_all(out, scratch, unit, 2);
}

static const struct faults_writer writers[] = {
    {"tree", write_tree, false},
    {"expanded tree", write_expanded_tree, false},
    {"tokens", cel_emit_tokens, false},
    {"dot", write_dot, false},
    {"expanded dot", write_expanded_dot, false},
    {"JSON", write_json, false},
    {"CEL", cel_emit_cel, false},
    {"errors as JSON", write_errors, true},
    {"SARIF", write_sarif, true},
    {"short errors", write_short, true},
    {"errors with excerpts", write_long, true},
    {"errors in colour", write_coloured, true},
};

_Static_assert(sizeof writers / sizeof *writers <= FAULTS_WRITERS, "room for sums");

const struct faults_writer *faults_writer(size_t i)
{
    return i < sizeof writers / sizeof *writers ? &writers[i] : NULL;
}

bool faults_suits(const struct faults_writer *writer, bool valid)
{
    return writer->of_errors ? !valid : valid;
}

static bool add_up(void *context, const char *bytes, size_t size)
{
    static const char code[] = "E0105";
    struct faults_written *w = context;
    for (size_t i = 0; i < size; i++) {
        w->sum = (w->sum ^ (unsigned char)bytes[i]) * 1099511628211u;
        w->matched = bytes[i] == code[w->matched] ? w->matched + 1 : bytes[i] == 'E';
        if (w->matched == sizeof code - 1) {
            w->notice = true;
            w->matched = 0;
        }
    }
    w->size += size;
    return true;
}

bool faults_sum(const struct faults_calls *calls, const struct faults_writer *writer,
                struct arena *scratch, const struct cel_unit *unit,
                struct faults_written *written)
{
    struct cel_writer out;
    *written = (struct faults_written){.sum = 14695981039346656037u};
    cel_writer_init(&out, add_up, written);
    bool good = calls->write(writer, &out, scratch, unit);
    cel_writer_flush(&out);
    return good;
}
