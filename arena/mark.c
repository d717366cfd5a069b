/* mark.c: going back to a point in the arena's life. Marks nest, and debug builds check
 * it. */
#include "arena.h"

#include <assert.h>

#include "backend/backend.h"

struct arena_mark arena_mark(struct arena *arena)
{
    struct arena_mark mark = {
        .ptr = arena->ptr, .closed = arena->closed, .depth = arena->marks++};
    arena->backend->mark(arena, &mark);
    return mark;
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    assert(arena->marks == mark.depth + 1);
    arena_note_peak(arena);
    arena->marks = mark.depth;
    arena->backend->release(arena, &mark);
}
