/* solution.c: a copy of a tree, or nothing. */
#include "tree.h"

/* Returns a copy, which the caller owns. NULL: `root` is NULL, or there is no memory.
 */
static struct node *copy_tree(const struct node *root)
{
    if (!root)
        return NULL;
    struct node *left = copy_tree(root->left), *right = copy_tree(root->right);
    bool whole = (left || !root->left) && (right || !root->right);
    struct node *copy = whole ? make(root->name, left, right) : NULL;
    if (!copy) {
        free_tree(left);
        free_tree(right);
    }
    return copy;
}

#include "test.c"
