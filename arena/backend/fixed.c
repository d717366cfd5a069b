/* fixed.c: the caller's buffer and nothing else, for programs that may not ask for
 * memory: no other byte is taken and no system call made, from arena_init to destroy.
 *
 * The window is the buffer; what does not fit is refused. The first request opens it.
 */
#include "backend.h"

#include "../backends.h"

static bool is_open(const struct arena *arena)
{
    return arena->block_end != arena->start;
}

static void open_buffer(struct arena *arena)
{
    char *buffer = arena->options.buffer;
    size_t size = arena->options.buffer_size;
    size_t skip = -(uintptr_t)buffer & (ARENA_ALIGN - 1);
    if (is_open(arena) || buffer == NULL || size < skip + ARENA_ALIGN)
        return;
    size = (size - skip) & ~(ARENA_ALIGN - 1);
    arena_poison(buffer + skip, size);
    arena_open_window(arena, buffer + skip, size, buffer + skip);
}

static void *fixed_alloc(struct arena *arena, size_t size, size_t align,
                         const char *tag)
{
    (void)tag;
    open_buffer(arena);
    return arena_take(arena, arena_round_up(size), align);
}

/* A mark in a shut window would be no place to go back to. */
static void fixed_mark(struct arena *arena, struct arena_mark *mark)
{
    open_buffer(arena);
    mark->ptr = arena->ptr;
}

static void go_back(struct arena *arena, char *ptr)
{
    if (!is_open(arena))
        return;
    size_t size = (size_t)(arena->block_end - arena->start);
    arena_poison(ptr, (size_t)(arena->ptr - ptr)); /* the rest is poisoned */
    arena_open_window(arena, arena->start, size, ptr);
}

static void fixed_release(struct arena *arena, const struct arena_mark *mark)
{
    go_back(arena, mark->ptr);
}

static void fixed_reset(struct arena *arena)
{
    go_back(arena, arena->start);
}

static void fixed_destroy(struct arena *arena)
{
    arena_unpoison(arena->start, (size_t)(arena->block_end - arena->start));
}

static void fixed_stats(const struct arena *arena, struct arena_stats *stats)
{
    (void)arena, (void)stats; /* nothing is held from the system */
}

const struct arena_backend arena_fixed = {
    .name = "fixed",
    .alloc = fixed_alloc,
    .grow = arena_grow_copy,
    .mark = fixed_mark,
    .release = fixed_release,
    .reset = fixed_reset,
    .destroy = fixed_destroy,
    .stats = fixed_stats,
};
