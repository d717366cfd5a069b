/* Step 3: a tree. Its nodes point at their tokens; one walk visits them all. */
#include <stdio.h>
#include <string.h>

#include "ast/walk.h"
#include "parser/parser.h"

int main(void)
{
    const char *text = "user.age >= 18 && has(user.email)";
    struct arena arena;
    struct cel_unit unit;
    struct cel_walk walk;
    struct cel_step step;
    arena_init(&arena, NULL);
    if (!cel_parse(&arena, text, strlen(text), NULL, &unit))
        return 1;
    cel_walk_start(&walk, &arena, unit.root, CEL_WRITTEN);
    while (cel_walk_next(&walk, &step))
        if (!step.leaving)
            printf("%*s%s at byte %u\n", 2 * (int)step.depth, "",
                   cel_kind_name((enum cel_kind)step.node->kind),
                   (unsigned)step.node->token->offset);
    arena_destroy(&arena);
}
