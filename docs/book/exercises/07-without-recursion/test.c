/* test.c: what is wanted of height. */
#include "../test.h"

/* Each node is the left operand of the next: no stack has room for a walk. */
static void check_deep(void)
{
    enum { DEEP = 5000000 };
    tree *lefts = calloc(DEEP + 1, sizeof *lefts);
    tree *rights = calloc(DEEP + 1, sizeof *rights);
    uint32_t *heights = calloc(DEEP + 1, sizeof *heights);
    if (!lefts || !rights || !heights)
        exit(2);
    for (tree i = 1; i <= DEEP; i++)
        lefts[i] = i - 1;
    expect(height(&(struct flat){lefts, rights}, DEEP, heights) == DEEP,
           "a very deep tree has a height, too");
    free(lefts);
    free(rights);
    free(heights);
}

int main(void)
{
    /* a + b * -c: a, b, c, then -, *, + */
    static const tree lefts[] = {0, 0, 0, 0, 3, 2, 1};
    static const tree rights[] = {0, 0, 0, 0, 0, 4, 5};
    const struct flat sum = {lefts, rights};
    uint32_t heights[7];
    expect(height(&sum, 0, heights) == 0, "no tree has no height");
    expect(height(&sum, 1, heights) == 1, "a leaf has the height 1");
    expect(height(&sum, 4, heights) == 2, "-c has the height 2");
    expect(height(&sum, 5, heights) == 3, "b * -c has the height 3");
    expect(height(&sum, 6, heights) == 4, "a + b * -c has the height 4");
    check_deep();
    return verdict();
}
