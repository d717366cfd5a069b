/* json.c: cel.expr.ParsedExpr in protobuf JSON, written as the tree is walked.
 *
 * A first walk notes the place of every node by its id, and the macro calls; it also
 * takes all memory that is needed, so that a line once begun is also ended.
 *
 * Schema: github.com/google/cel-spec, proto/cel/expr/syntax.proto. Default values are
 * left out, but the member of a oneof is always there, as protobuf's JSON asks. */
#include <string.h>

#include "emit/emit.h"
#include "emit/text.h"

/* A unit being written. */
struct json {
    struct cel_writer *out;         /* where to */
    const struct cel_unit *unit;    /* what */
    struct cel_places places;       /* converts byte offsets to code points */
    struct cel_walk walk;           /* its stack is used for all walks in turn */
    uint32_t *offsets;              /* by id: where the node stands, or NOWHERE */
    const struct cel_node **macros; /* the expansions */
    uint32_t macro_count;           /* how many there are */
};

static const uint32_t NOWHERE = UINT32_MAX;

static void note_places(struct json *j, const struct cel_node *root, enum cel_view view)
{
    struct cel_step step;
    cel_walk_restart(&j->walk, root, view);
    while (cel_walk_next(&j->walk, &step)) {
        bool is_call = view == CEL_CUT && step.depth == 0;
        if (step.leaving || is_call)
            continue;
        j->offsets[step.node->id] = step.node->token->offset;
        if (view == CEL_EXPANDED && cel_macro_call(step.node) != NULL)
            j->macros[j->macro_count++] = step.node;
    }
}

static bool prepare(struct json *j, struct arena *scratch)
{
    uint32_t nodes = j->unit->node_count;
    j->offsets = ARENA_ARRAY(scratch, uint32_t, (size_t)nodes + 1);
    j->macros = ARENA_ARRAY(scratch, const struct cel_node *, j->unit->macro_count);
    if (j->offsets == NULL || j->macros == NULL ||
        !cel_index_places(scratch, &j->unit->source, &j->places))
        return false;
    for (uint32_t id = 0; id <= nodes; id++)
        j->offsets[id] = NOWHERE;
    cel_walk_start(&j->walk, scratch, NULL, CEL_EXPANDED);
    note_places(j, j->unit->root, CEL_EXPANDED);
    for (uint32_t i = 0; i < j->macro_count && !j->walk.failed; i++)
        note_places(j, &cel_macro_call(j->macros[i])->node, CEL_CUT);
    return !j->walk.failed;
}

static void write_name(struct json *j, const struct cel_token *token, uint8_t flags)
{
    struct cel_string name = cel_name(j->unit, token);
    cel_write(j->out, flags & CEL_ROOTED ? "\"." : "\"");
    cel_write_string(j->out,
                     name); /* letters, digits and ._-/ and blanks: no escapes */
    cel_write_char(j->out, '"');
}

static void write_constant(struct json *j, const struct cel_node *node)
{
    const struct cel_number *number = (const struct cel_number *)(const void *)node;
    switch ((enum cel_kind)node->kind) {
    case CEL_BOOL:
        cel_write(j->out, node->flags & CEL_TRUE ? "\"boolValue\":true"
                                                 : "\"boolValue\":false");
        break;
    case CEL_INT:
        cel_write(j->out, "\"int64Value\":\"");
        cel_write_signed(j->out, number->value.i);
        cel_write_char(j->out, '"');
        break;
    case CEL_UINT:
        cel_write(j->out, "\"uint64Value\":\"");
        cel_write_unsigned(j->out, number->value.u);
        cel_write_char(j->out, '"');
        break;
    case CEL_DOUBLE:
        cel_write(j->out, "\"doubleValue\":");
        cel_write_double(j->out, number->value.d);
        break;
    case CEL_STRING:
        cel_write(j->out, "\"stringValue\":");
        cel_write_json_string(j->out, cel_text(j->unit, node));
        break;
    case CEL_BYTES:
        cel_write(j->out, "\"bytesValue\":");
        cel_write_base64(j->out, cel_text(j->unit, node));
        break;
    default: cel_write(j->out, "\"nullValue\":null");
    }
}

/* What stands in the object of a node's kind before its children. */
static void open_kind(struct json *j, const struct cel_node *node)
{
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_IDENT:
        cel_write(j->out, "\"identExpr\":{\"name\":");
        if (node->flags & CEL_RESULT)
            cel_write_json_string(j->out, cel_text(j->unit, node));
        else
            write_name(j, node->token, node->flags);
        break;
    case CEL_SELECT: cel_write(j->out, "\"selectExpr\":{"); break;
    case CEL_CALL:
        cel_write(j->out, "\"callExpr\":{\"function\":");
        write_name(j, ((const struct cel_call *)it)->function, node->flags);
        break;
    case CEL_UNARY:
    case CEL_BINARY:
    case CEL_INDEX:
    case CEL_CONDITIONAL:
        cel_write(j->out, "\"callExpr\":{\"function\":\"");
        cel_write(j->out, cel_operator_function((enum cel_operator)node->op));
        cel_write_char(j->out, '"');
        break;
    case CEL_LIST: cel_write(j->out, "\"listExpr\":{"); break;
    case CEL_MAP: cel_write(j->out, "\"structExpr\":{"); break;
    case CEL_MESSAGE:
        cel_write(j->out, "\"structExpr\":{\"messageName\":");
        cel_write_json_string(j->out, ((const struct cel_message *)it)->type);
        break;
    case CEL_FIELD:
        cel_write(j->out, "\"fieldKey\":");
        write_name(j, ((const struct cel_field *)it)->name, 0);
        break;
    case CEL_COMPREHENSION:
        cel_write(j->out, "\"comprehensionExpr\":{\"iterVar\":");
        write_name(j, ((const struct cel_comprehension *)it)->variable, node->flags);
        break;
    case CEL_ENTRY: break;
    default: cel_write(j->out, "\"constExpr\":{"); write_constant(j, node);
    }
}

static void write_optional_indices(struct json *j, struct cel_children children)
{
    const char *before = ",\"optionalIndices\":[";
    bool any = false;
    for (uint32_t i = 0; i < children.count; i++) {
        if (!(children.items[i]->flags & CEL_OPTIONAL))
            continue;
        cel_write(j->out, any ? "," : before);
        cel_write_unsigned(j->out, i);
        any = true;
    }
    if (any)
        cel_write_char(j->out, ']');
}

/* What stands in the object of a node's kind behind its children. */
static void close_kind(struct json *j, const struct cel_node *node)
{
    struct cel_children children = cel_children(node);
    bool method = node->kind == CEL_CALL && node->flags & CEL_METHOD;
    switch ((enum cel_kind)node->kind) {
    case CEL_SELECT:
        cel_write(j->out, ",\"field\":");
        write_name(j, ((const struct cel_select *)(const void *)node)->field, 0);
        cel_write(j->out, node->flags & CEL_EXPANSION ? ",\"testOnly\":true}" : "}");
        break;
    case CEL_LIST:
        cel_write(j->out, children.count > 0 ? "]" : "");
        write_optional_indices(j, children);
        cel_write_char(j->out, '}');
        break;
    case CEL_CALL:
    case CEL_UNARY:
    case CEL_BINARY:
    case CEL_INDEX:
    case CEL_CONDITIONAL:
    case CEL_MAP:
    case CEL_MESSAGE: cel_write(j->out, children.count > method ? "]}" : "}"); break;
    case CEL_ENTRY:
    case CEL_FIELD:
        cel_write(j->out, node->flags & CEL_OPTIONAL ? ",\"optionalEntry\":true" : "");
        break;
    default: cel_write_char(j->out, '}');
    }
}

/* The member of its parent's object that a child is, or the comma before it. */
static void lead_in(struct json *j, const struct cel_node *parent, uint32_t index)
{
    static const char *const parts[] = {
        ",\"iterRange\":", ",\"accuVar\":\"@result\",\"accuInit\":",
        ",\"loopCondition\":", ",\"loopStep\":", ",\"result\":"};
    bool method = parent->kind == CEL_CALL && parent->flags & CEL_METHOD;
    switch ((enum cel_kind)parent->kind) {
    case CEL_SELECT: cel_write(j->out, "\"operand\":"); break;
    case CEL_LIST: cel_write(j->out, index == 0 ? "\"elements\":[" : ","); break;
    case CEL_MAP: cel_write(j->out, index == 0 ? "\"entries\":[" : ","); break;
    case CEL_MESSAGE: cel_write(j->out, index == 0 ? ",\"entries\":[" : ","); break;
    case CEL_ENTRY:
        cel_write(j->out, index == 0 ? "\"mapKey\":" : ",\"value\":");
        break;
    case CEL_FIELD: cel_write(j->out, ",\"value\":"); break;
    case CEL_COMPREHENSION: cel_write(j->out, parts[index]); break;
    default:
        if (method && index == 0)
            cel_write(j->out, ",\"target\":");
        else
            cel_write(j->out, index == method ? ",\"args\":[" : ",");
    }
}

/* Writes a tree of Expr objects. With CEL_CUT the root is a macro call, which has no
 * id, and an expansion in it is only its id. */
static void write_expr(struct json *j, const struct cel_node *root, enum cel_view view)
{
    struct cel_step step;
    cel_walk_restart(&j->walk, root, view);
    while (cel_walk_next(&j->walk, &step)) {
        bool is_call = view == CEL_CUT && step.depth == 0;
        if (step.leaving) {
            if (!step.cut)
                close_kind(j, step.node);
            cel_write_char(j->out, '}');
            continue;
        }
        if (step.parent != NULL)
            lead_in(j, step.parent, step.index);
        cel_write(j->out, is_call ? "{" : "{\"id\":\"");
        if (!is_call) {
            cel_write_unsigned(j->out, step.node->id);
            cel_write(j->out, step.cut ? "\"" : "\",");
        }
        if (!step.cut)
            open_kind(j, step.node);
    }
}

static void write_line_offsets(struct json *j)
{
    cel_write(j->out, "\"lineOffsets\":[");
    for (uint32_t i = 1; i < j->places.line_count; i++) {
        cel_write_unsigned(j->out, cel_count_points(&j->places, j->places.lines[i]));
        cel_write_char(j->out, ',');
    }
    uint32_t size = j->unit->source.size;
    cel_write_unsigned(j->out, (uint64_t)cel_count_points(&j->places, size) + 1);
    cel_write_char(j->out, ']');
}

static void write_positions(struct json *j)
{
    const char *before = ",\"positions\":{\"";
    for (uint32_t id = 1; id <= j->unit->node_count; id++) {
        if (j->offsets[id] == NOWHERE)
            continue;
        cel_write(j->out, before);
        cel_write_unsigned(j->out, id);
        cel_write(j->out, "\":");
        cel_write_unsigned(j->out, cel_count_points(&j->places, j->offsets[id]));
        before = ",\"";
    }
    cel_write_char(j->out, '}');
}

static void write_macro_calls(struct json *j)
{
    for (uint32_t i = 0; i < j->macro_count; i++) {
        cel_write(j->out, i == 0 ? ",\"macroCalls\":{\"" : ",\"");
        cel_write_unsigned(j->out, j->macros[i]->id);
        cel_write(j->out, "\":");
        write_expr(j, &cel_macro_call(j->macros[i])->node, CEL_CUT);
    }
    if (j->macro_count > 0)
        cel_write_char(j->out, '}');
}

bool cel_emit_json(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit, struct cel_string name)
{
    struct json j = {.out = out, .unit = unit};
    struct arena_mark mark = arena_mark(scratch);
    bool ready = prepare(&j, scratch);
    if (ready) {
        cel_write(out, "{\"expr\":");
        write_expr(&j, unit->root, CEL_EXPANDED);
        cel_write(out, ",\"sourceInfo\":{\"location\":");
        cel_write_json_string(out, name);
        cel_write_char(out, ',');
        write_line_offsets(&j);
        write_positions(&j);
        write_macro_calls(&j);
        cel_write(out, "}}\n");
    }
    arena_release(scratch, mark);
    return ready;
}
