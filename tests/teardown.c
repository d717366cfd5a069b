/* teardown.c: `teardown [naive] FILE...`: parses each file with malloc and frees it as
 * the benchmark's malloc-tree does, by a walk over the tree. Under AddressSanitizer
 * each object must be freed, and once. `naive` forgets that an expansion shares
 * subtrees with its macro call, and must be noticed. */
#include <string.h>

#include "bench/tree.h"
#include "bench/units.h"

static void live(struct bench_tree *tree, struct cel_string text, bool marks)
{
    struct arena_options options = {.backend = &bench_tree_backend};
    struct bench_owners owners = bench_owners_of(&text, 1);
    struct arena arena;
    struct cel_unit unit;
    tree->owners = owners.bits;
    arena_init(&arena, &options);
    arena.state = tree;
    cel_parse(&arena, text.data, text.size, NULL, &unit);
    bench_tree_teardown(&arena, &unit, marks);
    arena_destroy(&arena);
    bench_owners_free(&owners);
}

int main(int argc, char **argv)
{
    bool naive = argc > 1 && strcmp(argv[1], "naive") == 0;
    struct bench_tree tree = {0};
    struct units units = {0};
    for (int i = 1 + naive; i < argc; i++)
        if (!units_add_file(&units, argv[i], false))
            return 2;
    for (size_t i = 0; i < units.count; i++)
        live(&tree, units.texts[i], !naive);
    units_free(&units);
    return 0;
}
