/* leak.c: a planted leak: an arena that is never destroyed. The sanitizers' check must
 * fail on it, or it sees nothing. */
#include "cellar.h"

int main(void)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    return !cel_parse(&arena, "a + b", 5, NULL, &unit);
}
