/* same_tree.h: whether two units mean the same: the same tree with the same constants,
 * and the same macro calls recorded. Where their nodes stand, and with what ids, may
 * differ; so may the way a literal or a name was spelled. */
#ifndef TESTS_SAME_TREE_H
#define TESTS_SAME_TREE_H

#include <stdbool.h>

#include "cellar.h"

/* The first difference of two trees, in the order of a walk. */
struct tree_difference {
    const char *what;             /* "kind", "text", ...; NULL: there is none */
    const struct cel_node *left;  /* the node of the left unit, or NULL: it has none */
    const struct cel_node *right; /* the same of the right one */
    bool written; /* it is in the trees of what was written, not of what macros mean */
};

/* Compares two units, valid or not, of the same arena or of two; stacks are taken from
 * `scratch`, which may be one of these, and released. `difference` may be NULL. Without
 * memory the answer is false, and the difference "memory". */
bool same_tree(const struct cel_unit *left, const struct cel_unit *right,
               struct arena *scratch, struct tree_difference *difference);

#endif
