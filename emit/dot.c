/* dot.c: the tree as a graph in the DOT language (graphviz.org/doc/info/lang.html). */
#include "emit/emit.h"
#include "emit/text.h"

/* A sink that puts what it gets into a quoted DOT string. */
static bool escape_into(void *context, const char *bytes, size_t size)
{
    struct cel_writer *out = (struct cel_writer *)context;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '"' || bytes[i] == '\\')
            cel_write_char(out, '\\');
        cel_write_char(out, bytes[i]);
    }
    return !out->failed;
}

static void write_label(struct cel_writer *out, const struct cel_unit *unit,
                        const struct cel_node *node)
{
    struct cel_writer inner;
    cel_writer_init(&inner, escape_into, out);
    cel_write(&inner, cel_kind_name((enum cel_kind)node->kind));
    cel_writer_flush(&inner);
    cel_write(out, "\\n"); /* a line break inside the label */
    cel_write_value(&inner, unit, node);
    cel_writer_flush(&inner);
}

bool cel_emit_dot(struct cel_writer *out, struct arena *scratch,
                  const struct cel_unit *unit, enum cel_view view)
{
    struct arena_mark mark = arena_mark(scratch);
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, scratch, unit->root, view);
    bool ready = cel_walk_reserve(&walk);
    cel_write(out,
              ready ? "digraph cel {\n  node [shape=box, fontname=monospace];\n" : "");
    while (ready && cel_walk_next(&walk, &step)) {
        if (step.leaving)
            continue;
        cel_write(out, "  n");
        cel_write_unsigned(out, step.node->id);
        cel_write(out, " [label=\"");
        write_label(out, unit, step.node);
        cel_write(out, "\"];\n");
        if (step.parent == NULL)
            continue;
        cel_write(out, "  n");
        cel_write_unsigned(out, step.parent->id);
        cel_write(out, " -> n");
        cel_write_unsigned(out, step.node->id);
        cel_write(out, ";\n");
    }
    cel_write(out, ready ? "}\n" : "");
    arena_release(scratch, mark);
    return ready;
}
