/* tree.h: nodes with one owner each, and an allocator that can fail. */
#ifndef TREE_H
#define TREE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    char name;                 /* of what it stands for */
    bool freed;                /* it should not be used any more */
    struct node *left, *right; /* NULL: there is none; owned by this node */
};

static struct node pool[100]; /* is never used twice, so that mistakes are seen */
static size_t made;           /* how many of it are, or were, in use */
static size_t alive;          /* how many have not been freed */
static size_t twice;          /* how many were freed more than once */
static size_t most = 100;     /* how many there may be */

/* The new node owns both operands. NULL: there is no memory, and they stay yours. */
static struct node *make(char name, struct node *left, struct node *right)
{
    if (made == most)
        return NULL;
    struct node *node = &pool[made++];
    *node = (struct node){name, false, left, right};
    alive++;
    return node;
}

static void free_tree(struct node *root)
{
    if (!root)
        return;
    if (root->freed) {
        twice++;
        return;
    }
    free_tree(root->left);
    free_tree(root->right);
    root->freed = true;
    alive--;
}

#endif
