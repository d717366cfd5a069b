/* json_tree.c: written from syntax.proto and not from emit/json.c, node by node; the
 * recursion is as deep as jansson's own. */
#include "tests/fuzz/json_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

/* A ParsedExpr being looked at. */
struct reading {
    const struct cel_unit *unit; /* what it should say */
    const json_t *positions;     /* its places */
    const json_t *calls;         /* its macro calls, or NULL */
    bool *placed;       /* by id: the node has been seen, and its place is right */
    size_t place_count; /* how many have */
    size_t call_count;  /* macro calls seen */
};

void expect_members(const json_t *object, size_t count)
{
    fuzz_expect(json_is_object(object) && json_object_size(object) == count,
                "a JSON object has the members it should have");
}

const json_t *member(const json_t *object, const char *key)
{
    const json_t *found = json_object_get(object, key);
    fuzz_expect(found != NULL, "a member of a JSON object is there");
    return found;
}

void expect_string(const json_t *json, struct cel_string wanted)
{
    fuzz_expect(json_is_string(json), "a JSON string is one");
    fuzz_expect_same(
        (struct cel_string){json_string_value(json), json_string_length(json)}, wanted,
        "a JSON string says what the unit says");
}

/* Bit by bit: -0 is not 0. */
void expect_number(const json_t *json, double wanted)
{
    double got = json_real_value(json);
    fuzz_expect(json_is_real(json) && memcmp(&got, &wanted, sizeof got) == 0,
                "a JSON number is the unit's");
}

static double points[FUZZ_LONGEST + 1]; /* before each byte of the text, and its end */

void note_points(const struct cel_unit *unit)
{
    double count = 0;
    for (uint32_t i = 0; i <= unit->source.size; i++) {
        points[i] = count;
        count += ((unsigned char)unit->source.text[i] & 0xc0) != 0x80;
    }
}

double points_before(uint32_t offset)
{
    return points[offset];
}

static void expect_text(const json_t *json, const char *wanted)
{
    expect_string(json, (struct cel_string){wanted, strlen(wanted)});
}

/* A 64-bit number is a string of decimal digits. */
static void expect_int(const json_t *json, int64_t wanted)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)wanted);
    expect_text(json, text);
}

static void expect_uint(const json_t *json, uint64_t wanted)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)wanted);
    expect_text(json, text);
}

/* A name, with a dot before it where it is rooted. */
static void expect_name(const json_t *json, struct cel_string name, unsigned flags)
{
    char text[FUZZ_LONGEST + 1] = ".";
    size_t dot = flags & CEL_ROOTED ? 1 : 0;
    memcpy(text + dot, name.data, name.size);
    expect_string(json, (struct cel_string){text, dot + name.size});
}

static unsigned sixbits(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    fuzz_expect(found != NULL, "base64 has no other digits");
    return (unsigned)(found - digits);
}

static void expect_base64(const json_t *json, struct cel_string wanted)
{
    const char *text = json_string_value(json);
    size_t size = json_string_length(json), made = 0;
    unsigned bits = 0, held = 0;
    fuzz_expect(size == (wanted.size + 2) / 3 * 4, "base64 is as long as it should be");
    for (size_t i = 0; i < size && text[i] != '='; i++) {
        bits = bits << 6 | sixbits(text[i]);
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        fuzz_expect(made < wanted.size &&
                        (unsigned char)wanted.data[made] == (bits >> held & 0xff),
                    "base64 says what the unit says");
        made++;
    }
    fuzz_expect(made == wanted.size, "base64 says all");
}

static void expect_constant(struct reading *r, const json_t *json,
                            const struct cel_node *node)
{
    const struct cel_number *number = (const struct cel_number *)(const void *)node;
    const json_t *constant = member(json, "constExpr");
    expect_members(constant, 1);
    switch ((enum cel_kind)node->kind) {
    case CEL_NULL:
        fuzz_expect(json_is_null(member(constant, "nullValue")), "null is null");
        break;
    case CEL_BOOL:
        fuzz_expect(json_is_boolean(member(constant, "boolValue")) &&
                        json_is_true(member(constant, "boolValue")) ==
                            ((node->flags & CEL_TRUE) != 0),
                    "a bool is the unit's");
        break;
    case CEL_INT: expect_int(member(constant, "int64Value"), number->value.i); break;
    case CEL_UINT: expect_uint(member(constant, "uint64Value"), number->value.u); break;
    case CEL_DOUBLE:
        expect_number(member(constant, "doubleValue"), number->value.d);
        break;
    case CEL_STRING:
        expect_string(member(constant, "stringValue"), cel_text(r->unit, node));
        break;
    case CEL_BYTES:
        expect_base64(member(constant, "bytesValue"), cel_text(r->unit, node));
        break;
    default: fuzz_expect(false, "a node is of some kind");
    }
}

/* How a node is written: as part of the tree, or of a macro call as it was written, in
 * which macros are only named, as deep as cel-go looks for them. */
enum manner { IN_TREE, IN_CALL, THE_CALL };

static void expect_expr(struct reading *r, const json_t *json,
                        const struct cel_node *node, enum manner manner);

static enum manner below(const struct cel_node *node, enum manner manner)
{
    bool looks = node->kind == CEL_CALL || node->kind == CEL_UNARY ||
                 node->kind == CEL_BINARY || node->kind == CEL_INDEX ||
                 node->kind == CEL_CONDITIONAL || node->kind == CEL_LIST;
    return manner != IN_TREE && looks ? IN_CALL : IN_TREE;
}

/* An array with the node's children from the `first` on; there is none without any. */
static void expect_array(struct reading *r, const json_t *object, const char *key,
                         const struct cel_node *node, uint32_t first,
                         enum manner manner)
{
    struct cel_children children = cel_children(node);
    const json_t *array = json_object_get(object, key);
    size_t count = children.count - first;
    fuzz_expect(count == 0 ? array == NULL
                           : json_is_array(array) && json_array_size(array) == count,
                "an array has as many items as the node has children");
    for (uint32_t i = first; i < children.count; i++)
        expect_expr(r, json_array_get(array, i - first), children.items[i],
                    below(node, manner));
}

static void expect_call(struct reading *r, const json_t *json,
                        const struct cel_node *node, enum manner manner)
{
    const json_t *call = member(json, "callExpr");
    struct cel_children children = cel_children(node);
    bool method = node->kind == CEL_CALL && node->flags & CEL_METHOD;
    expect_members(call, 1u + method + (children.count > method));
    if (node->kind == CEL_CALL)
        expect_name(
            member(call, "function"),
            cel_name(r->unit, ((const struct cel_call *)(const void *)node)->function),
            node->flags);
    else
        expect_text(member(call, "function"),
                    cel_operator_function((enum cel_operator)node->op));
    if (method)
        expect_expr(r, member(call, "target"), children.items[0], below(node, manner));
    expect_array(r, call, "args", node, method, manner);
}

static void expect_select(struct reading *r, const json_t *json,
                          const struct cel_node *node, enum manner manner)
{
    const struct cel_select *it = (const struct cel_select *)(const void *)node;
    const json_t *select = member(json, "selectExpr");
    bool test = node->flags & CEL_EXPANSION;
    expect_members(select, 2u + test);
    expect_expr(r, member(select, "operand"), it->operand, below(node, manner));
    expect_string(member(select, "field"), cel_name(r->unit, it->field));
    fuzz_expect(test == json_is_true(json_object_get(select, "testOnly")),
                "has() is a test, and nothing else is");
}

static void expect_list(struct reading *r, const json_t *json,
                        const struct cel_node *node, enum manner manner)
{
    const json_t *list = member(json, "listExpr");
    const json_t *optional = json_object_get(list, "optionalIndices");
    struct cel_children children = cel_children(node);
    size_t seen = 0;
    expect_members(list, (children.count > 0) + (size_t)(optional != NULL));
    expect_array(r, list, "elements", node, 0, manner);
    for (uint32_t i = 0; i < children.count; i++)
        if (children.items[i]->flags & CEL_OPTIONAL)
            expect_number(json_array_get(optional, seen++), i);
    fuzz_expect(optional == NULL ? seen == 0
                                 : json_array_size(optional) == seen && seen > 0,
                "the optional elements are listed");
}

static void expect_struct(struct reading *r, const json_t *json,
                          const struct cel_node *node, enum manner manner)
{
    const json_t *object = member(json, "structExpr");
    bool message = node->kind == CEL_MESSAGE;
    expect_members(object, (size_t)message + (cel_children(node).count > 0));
    if (message)
        expect_string(member(object, "messageName"),
                      ((const struct cel_message *)(const void *)node)->type);
    expect_array(r, object, "entries", node, 0, manner);
}

static void expect_entry(struct reading *r, const json_t *json,
                         const struct cel_node *node, enum manner manner)
{
    struct cel_children children = cel_children(node);
    bool field = node->kind == CEL_FIELD, optional = node->flags & CEL_OPTIONAL;
    expect_members(json, 3u + optional);
    if (field)
        expect_string(
            member(json, "fieldKey"),
            cel_name(r->unit, ((const struct cel_field *)(const void *)node)->name));
    else
        expect_expr(r, member(json, "mapKey"), children.items[0], below(node, manner));
    expect_expr(r, member(json, "value"), children.items[field ? 0 : 1],
                below(node, manner));
    fuzz_expect(optional == json_is_true(json_object_get(json, "optionalEntry")),
                "an optional entry is one");
}

static void expect_comprehension(struct reading *r, const json_t *json,
                                 const struct cel_node *node, enum manner manner)
{
    static const char *const parts[CEL_PARTS] = {"iterRange", "accuInit",
                                                 "loopCondition", "loopStep", "result"};
    const struct cel_comprehension *it = (const void *)node;
    const json_t *object = member(json, "comprehensionExpr");
    expect_members(object, 2 + CEL_PARTS);
    expect_name(member(object, "iterVar"), cel_name(r->unit, it->variable),
                node->flags);
    expect_text(member(object, "accuVar"), "@result");
    for (size_t i = 0; i < CEL_PARTS; i++)
        expect_expr(r, member(object, parts[i]), it->parts[i], below(node, manner));
}

/* The node's id and place, unless it is the call of a macro, which has neither. */
static void expect_place(struct reading *r, const json_t *json,
                         const struct cel_node *node)
{
    char id[16];
    snprintf(id, sizeof id, "%u", (unsigned)node->id);
    expect_text(member(json, "id"), id);
    fuzz_expect(node->id >= 1 && node->id <= r->unit->node_count, "an id is in range");
    if (r->placed[node->id])
        return;
    expect_number(member(r->positions, id), points_before(node->token->offset));
    r->placed[node->id] = true;
    r->place_count++;
}

/* A macro is recorded as a call, once. */
static void expect_recorded(struct reading *r, const struct cel_node *node,
                            const struct cel_call *call)
{
    char id[16];
    snprintf(id, sizeof id, "%u", (unsigned)node->id);
    r->call_count++;
    expect_expr(r, member(r->calls, id), &call->node, THE_CALL);
}

static void expect_kind(struct reading *r, const json_t *json,
                        const struct cel_node *node, enum manner manner)
{
    switch ((enum cel_kind)node->kind) {
    case CEL_IDENT:
        expect_members(member(json, "identExpr"), 1);
        expect_name(member(member(json, "identExpr"), "name"), cel_text(r->unit, node),
                    node->flags);
        break;
    case CEL_SELECT: expect_select(r, json, node, manner); break;
    case CEL_CALL:
    case CEL_UNARY:
    case CEL_BINARY:
    case CEL_INDEX:
    case CEL_CONDITIONAL: expect_call(r, json, node, manner); break;
    case CEL_LIST: expect_list(r, json, node, manner); break;
    case CEL_MAP:
    case CEL_MESSAGE: expect_struct(r, json, node, manner); break;
    case CEL_ENTRY:
    case CEL_FIELD: expect_entry(r, json, node, manner); break;
    case CEL_COMPREHENSION: expect_comprehension(r, json, node, manner); break;
    default: expect_constant(r, json, node);
    }
}

static void expect_expr(struct reading *r, const json_t *json,
                        const struct cel_node *node, enum manner manner)
{
    const struct cel_call *call = cel_macro_call(node);
    bool is_entry = node->kind == CEL_ENTRY || node->kind == CEL_FIELD;
    bool cut = manner == IN_CALL && call != NULL;
    if (manner != THE_CALL)
        expect_place(r, json, node);
    if (!is_entry)
        expect_members(json, (manner != THE_CALL) + (size_t)!cut);
    if (!cut)
        expect_kind(r, json, node, manner);
}

/* Every macro of the tree itself is recorded, those inside another's arguments, too. */
static void expect_calls(struct reading *r, struct arena *scratch)
{
    struct cel_walk walk;
    struct cel_step step;
    struct arena_mark mark = arena_mark(scratch);
    cel_walk_start(&walk, scratch, r->unit->root, CEL_EXPANDED);
    while (cel_walk_next(&walk, &step)) {
        const struct cel_call *call = step.leaving ? NULL : cel_macro_call(step.node);
        if (call != NULL)
            expect_recorded(r, step.node, call);
    }
    fuzz_expect(!walk.failed, "there is memory for a walk");
    arena_release(scratch, mark);
}

/* The code points before each line's beginning but the first, and one past the end. */
static void expect_lines(const json_t *lines, const struct cel_unit *unit)
{
    size_t count = 0;
    for (uint32_t i = 0; i < unit->source.size; i++)
        if (unit->source.text[i] == '\n')
            expect_number(json_array_get(lines, count++), points_before(i + 1));
    expect_number(json_array_get(lines, count), points_before(unit->source.size) + 1);
    fuzz_expect(json_array_size(lines) == count + 1, "there are as many lines");
}

void expect_json_tree(const json_t *parsed, struct arena *scratch,
                      const struct cel_unit *unit)
{
    const json_t *info = member(parsed, "sourceInfo");
    struct reading r = {.unit = unit, .positions = member(info, "positions")};
    r.calls = json_object_get(info, "macroCalls");
    r.placed = calloc((size_t)unit->node_count + 1, sizeof *r.placed);
    expect_members(parsed, 2);
    expect_members(info, 3u + (r.calls != NULL));
    expect_lines(member(info, "lineOffsets"), unit);
    expect_expr(&r, member(parsed, "expr"), unit->root, IN_TREE);
    expect_calls(&r, scratch);
    fuzz_expect(json_object_size(r.calls) == r.call_count &&
                    r.call_count == unit->macro_count,
                "each macro call is recorded, once");
    expect_members(r.positions, r.place_count);
    free(r.placed);
}
