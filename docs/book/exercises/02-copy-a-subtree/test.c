/* test.c: what is wanted of copy_tree. */
#include "../test.h"

static bool same(const struct node *a, const struct node *b)
{
    return (!a && !b) || (a && b && a->name == b->name && same(a->left, b->left) &&
                          same(a->right, b->right));
}

/* No node of one is a node of the other. They have the same shape. */
static bool apart(const struct node *a, const struct node *b)
{
    return !a || !b || (a != b && apart(a->left, b->left) && apart(a->right, b->right));
}

/* a + b * c */
static struct node *sample(void)
{
    struct node *product = make('*', make('b', NULL, NULL), make('c', NULL, NULL));
    return make('+', make('a', NULL, NULL), product);
}

int main(void)
{
    expect(copy_tree(NULL) == NULL, "no tree has no copy");
    struct node *tree = sample(), *copy = copy_tree(tree);
    expect(same(tree, copy), "a copy has the same shape and names");
    expect(apart(tree, copy), "and none of the nodes");
    free_tree(tree);
    free_tree(copy);
    expect(alive == 0 && twice == 0, "both can be freed, each once");

    for (size_t room = 0; room < 5; room++) {
        made = alive = twice = 0;
        most = 100;
        tree = sample();
        most = made + room;
        expect(copy_tree(tree) == NULL, "without memory there is no copy");
        expect(alive == 5 && twice == 0, "nor parts of one, and the tree is whole");
    }
    return verdict();
}
