/* walk.c: a stack of frames in an arena, and one loop that moves along it. */
#include "ast/walk.h"

void cel_walk_start(struct cel_walk *walk, struct arena *arena,
                    const struct cel_node *root, enum cel_view view)
{
    *walk = (struct cel_walk){.arena = arena};
    cel_walk_restart(walk, root, view);
}

void cel_walk_restart(struct cel_walk *walk, const struct cel_node *root,
                      enum cel_view view)
{
    walk->root = root;
    walk->view = view;
    walk->depth = 0;
    walk->opaque = SIZE_MAX;
}

static bool make_room(struct cel_walk *walk)
{
    if (walk->depth < walk->capacity)
        return true;
    size_t size = walk->capacity * sizeof *walk->frames;
    size_t new_size = size > 0 ? size * 2 : 32 * sizeof *walk->frames;
    void *frames = arena_grow(walk->arena, walk->frames, size, new_size, "walk");
    walk->failed = frames == NULL;
    if (walk->failed)
        return false;
    walk->frames = (struct cel_frame *)frames;
    walk->capacity = new_size / sizeof *walk->frames;
    return true;
}

/* Whether cel-go looks for macros below such a node when it records a macro call: it
 * does in the arguments of calls and operators, and in lists, and nowhere else. */
static bool is_looked_into(const struct cel_node *node)
{
    switch ((enum cel_kind)node->kind) {
    case CEL_CALL:
    case CEL_UNARY:
    case CEL_BINARY:
    case CEL_INDEX:
    case CEL_CONDITIONAL:
    case CEL_LIST: return true;
    default: return false;
    }
}

static bool enter(struct cel_walk *walk, const struct cel_node *node, uint32_t index,
                  struct cel_step *step)
{
    if (!make_room(walk))
        return false;
    const struct cel_call *call = cel_macro_call(node);
    bool cut = call != NULL && walk->view == CEL_CUT && walk->depth < walk->opaque;
    if (call != NULL && walk->view == CEL_WRITTEN)
        node = &call->node;
    if (walk->depth < walk->opaque && !is_looked_into(node))
        walk->opaque = walk->depth;
    *step = (struct cel_step){
        .node = node,
        .parent = walk->depth > 0 ? walk->frames[walk->depth - 1].node : NULL,
        .depth = walk->depth,
        .index = index,
        .cut = cut};
    uint32_t count = cut ? 0 : cel_children(node).count;
    walk->frames[walk->depth++] = (struct cel_frame){node, 0, count};
    return true;
}

static void leave(struct cel_walk *walk, struct cel_step *step)
{
    walk->depth--;
    const struct cel_frame *left = &walk->frames[walk->depth];
    const struct cel_frame *above = walk->depth > 0 ? left - 1 : NULL;
    /* Every expansion has children: one that shows none has been cut. */
    *step = (struct cel_step){.node = left->node,
                              .parent = above ? above->node : NULL,
                              .depth = walk->depth,
                              .index = above ? above->next - 1 : 0,
                              .leaving = true,
                              .cut = left->count == 0 && cel_macro_call(left->node)};
    if (walk->depth <= walk->opaque)
        walk->opaque = SIZE_MAX;
}

bool cel_walk_next(struct cel_walk *walk, struct cel_step *step)
{
    const struct cel_node *root = walk->root;
    walk->root = NULL;
    if (walk->failed || (root == NULL && walk->depth == 0))
        return false;
    if (root != NULL)
        return enter(walk, root, 0, step);
    struct cel_frame *top = &walk->frames[walk->depth - 1];
    if (top->next == top->count) {
        leave(walk, step);
        return true;
    }
    uint32_t index = top->next++;
    return enter(walk, cel_children(top->node).items[index], index, step);
}

bool cel_walk_reserve(struct cel_walk *walk)
{
    const struct cel_node *root = walk->root;
    struct cel_step step;
    while (cel_walk_next(walk, &step))
        ;
    cel_walk_restart(walk, root, walk->view);
    return !walk->failed;
}
