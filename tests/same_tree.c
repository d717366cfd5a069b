/* same_tree.c: two walks side by side, over what the macros mean and over what was
 * written. The walks have stacks of their own: chains make trees very deep. */
#include "tests/same_tree.h"

#include "tests/same_text.h"

/* The name or text that a node has beside its children; empty if it has none. */
static struct cel_string text_of(const struct cel_unit *unit,
                                 const struct cel_node *node)
{
    const void *it = node;
    switch ((enum cel_kind)node->kind) {
    case CEL_STRING:
    case CEL_BYTES:
    case CEL_IDENT: return cel_text(unit, node);
    case CEL_SELECT: return cel_name(unit, ((const struct cel_select *)it)->field);
    case CEL_CALL: return cel_name(unit, ((const struct cel_call *)it)->function);
    case CEL_MESSAGE: return ((const struct cel_message *)it)->type;
    case CEL_FIELD: return cel_name(unit, ((const struct cel_field *)it)->name);
    case CEL_COMPREHENSION:
        return cel_name(unit, ((const struct cel_comprehension *)it)->variable);
    default: return (struct cel_string){"", 0};
    }
}

/* A number's bits: 0.0 and -0.0 are two numbers. */
static uint64_t bits_of(const struct cel_node *node)
{
    if (node->kind != CEL_INT && node->kind != CEL_UINT && node->kind != CEL_DOUBLE)
        return 0;
    return ((const struct cel_number *)(const void *)node)->value.u;
}

/* In what two nodes differ, their children apart, or NULL. */
static const char *difference_of(const struct cel_unit *left, const struct cel_node *a,
                                 const struct cel_unit *right, const struct cel_node *b)
{
    unsigned own_text = CEL_OWN_TEXT; /* how the text was spelled */
    if (a->kind != b->kind)
        return "kind";
    if (a->op != b->op)
        return "operator";
    if ((a->flags | own_text) != (b->flags | own_text))
        return "flags";
    if (cel_children(a).count != cel_children(b).count)
        return "number of children";
    if (bits_of(a) != bits_of(b))
        return "number";
    if (!same_text(text_of(left, a), text_of(right, b)))
        return "text";
    return NULL;
}

/* Notes a difference, if `what` says that there is one. */
static void note(struct tree_difference *found, const char *what,
                 const struct cel_node *left, const struct cel_node *right)
{
    if (what == NULL)
        return;
    found->what = what;
    found->left = left;
    found->right = right;
}

/* Walks both trees as long as they are the same. */
static void compare(const struct cel_unit *left, const struct cel_unit *right,
                    struct arena *scratch, enum cel_view view,
                    struct tree_difference *found)
{
    struct cel_walk walks[2];
    struct cel_step a, b;
    *found = (struct tree_difference){.written = view == CEL_WRITTEN};
    cel_walk_start(&walks[0], scratch, left->root, view);
    cel_walk_start(&walks[1], scratch, right->root, view);
    while (found->what == NULL) {
        bool more = cel_walk_next(&walks[0], &a), too = cel_walk_next(&walks[1], &b);
        if (walks[0].failed || walks[1].failed)
            note(found, "memory", NULL, NULL);
        else if (more != too)
            note(found, "node", more ? a.node : NULL, too ? b.node : NULL);
        else if (!more)
            return;
        else if (a.leaving != b.leaving)
            note(found, "number of children", a.node, b.node);
        else if (!a.leaving)
            note(found, difference_of(left, a.node, right, b.node), a.node, b.node);
    }
}

bool same_tree(const struct cel_unit *left, const struct cel_unit *right,
               struct arena *scratch, struct tree_difference *difference)
{
    struct tree_difference found;
    struct arena_mark mark = arena_mark(scratch);
    compare(left, right, scratch, CEL_EXPANDED, &found);
    if (found.what == NULL)
        compare(left, right, scratch, CEL_WRITTEN, &found);
    arena_release(scratch, mark);
    if (difference != NULL)
        *difference = found;
    return found.what == NULL;
}
