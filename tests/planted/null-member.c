/* null-member.c: a field of a node that is not there.
 *
 * analyzer: analyzer-null-dereference
 * tidy: clang-analyzer-core.NullDereference
 * cppcheck: nullPointer
 * ubsan: member access within null pointer */
#include "cellar.h"

int main(int argc, char **argv)
{
    struct cel_node *node = NULL;
    (void)argv;
    if (argc > 10)
        node = (struct cel_node *)argv[0];
    return node->kind;
}
