/* kept.c: a pointer that is kept for too long; chapter 5 runs it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "5-arena.h"

static int *make_int(struct arena *arena, int value)
{
    int *made = arena_alloc(arena, sizeof *made);
    *made = value;
    return made;
}

int main(void)
{
    struct arena arena = {.ptr = (char *)&arena, .end = (char *)&arena, .left = 10000};
    struct arena_mark mark = arena_mark(&arena);
    int *kept = make_int(&arena, 1);
    arena_release(&arena, mark);
    return *kept;
}
