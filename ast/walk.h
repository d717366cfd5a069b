/* walk.h: the one way to visit a tree. Writers, statistics and benchmarks all use it.
 *
 * Chains such as a + a + ... make trees as deep as the text is long, so the walk keeps
 * its own stack in an arena and never recurses. */
#ifndef CEL_WALK_H
#define CEL_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "arena/arena.h"
#include "ast/node.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which of the two trees a macro stands for is visited. */
enum cel_view {
    CEL_EXPANDED, /* what macros mean: comprehensions and tests */
    CEL_WRITTEN,  /* macros as calls, as they stand in the text */
    CEL_CUT       /* macros as leaves, as cel-go records macro calls: see walk.c */
};

/* A node whose children are being visited. */
struct cel_frame {
    const struct cel_node *node; /* the node */
    uint32_t next;               /* the next child to visit */
    uint32_t count;              /* how many children there are */
};

/* A visit of a node: one when it is entered, one when all its children are done. */
struct cel_step {
    const struct cel_node *node;   /* the node */
    const struct cel_node *parent; /* the one above it; NULL at the root */
    size_t depth;                  /* how many are above it */
    uint32_t index;                /* which child of its parent it is */
    bool leaving;                  /* false when it is entered, true when it is left */
    bool cut;                      /* an expansion whose children are not visited */
};

/* A walk under way. */
struct cel_walk {
    struct arena *arena;         /* holds the frames */
    struct cel_frame *frames;    /* the path from the root down */
    size_t depth;                /* how many frames are in use */
    size_t capacity;             /* how many there is room for */
    enum cel_view view;          /* which tree is visited */
    size_t opaque;               /* CEL_CUT: the depth of a node not looked into */
    bool failed;                 /* there was no memory: the walk has ended early */
    const struct cel_node *root; /* to be entered first, then NULL */
};

/* Starts a walk at `root` (NULL: an empty walk); takes memory from `arena` as needed.
 */
void cel_walk_start(struct cel_walk *walk, struct arena *arena,
                    const struct cel_node *root, enum cel_view view);

/* Starts another walk with the stack of one that is over or was never begun. */
void cel_walk_restart(struct cel_walk *walk, const struct cel_node *root,
                      enum cel_view view);

/* Takes all memory that a walk just started needs, by walking once; it is at its start
 * again then, and cannot fail. False: there is not enough. */
bool cel_walk_reserve(struct cel_walk *walk);

/* The next visit. False when the walk is over, or failed for want of memory. */
bool cel_walk_next(struct cel_walk *walk, struct cel_step *step);

/* Whether the node is an element, entry or field with a ? before it. Ask this and not
 * the node: of a macro, it is the expansion that has the flag, whatever is visited. */
static inline bool cel_step_is_optional(const struct cel_step *step)
{
    return step->parent != NULL &&
           cel_children(step->parent).items[step->index]->flags & CEL_OPTIONAL;
}

#ifdef __cplusplus
}
#endif

#endif
