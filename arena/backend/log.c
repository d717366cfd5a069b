/* log.c: tells of each request, and passes it on to the inner arena. */
#include "../log.h"

#include "forward.h"

static void tell(struct arena *arena, struct arena_event event)
{
    const struct arena_log *log = arena->options.setup;
    event.used = arena_used(arena);
    if (log->event != NULL)
        log->event(log->context, &event);
}

static void *log_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    void *object = arena_forward_alloc(arena, size, align, tag);
    tell(arena, (struct arena_event){.kind = object != NULL ? ARENA_EVENT_ALLOC
                                                            : ARENA_EVENT_REFUSED,
                                     .ptr = object,
                                     .size = size,
                                     .align = align,
                                     .tag = tag});
    return object;
}

static void *log_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                      const char *tag)
{
    uintptr_t before = (uintptr_t)ptr; /* the object may be gone when it is told of */
    void *grown = arena_forward_grow(arena, ptr, old_size, new_size, tag);
    tell(arena, (struct arena_event){.kind = grown != NULL ? ARENA_EVENT_GROW
                                                           : ARENA_EVENT_REFUSED,
                                     .ptr = grown,
                                     .old_ptr = (const void *)before,
                                     .size = new_size,
                                     .old_size = old_size,
                                     .align = ARENA_ALIGN,
                                     .tag = tag});
    return grown;
}

static void log_refused(struct arena *arena, const void *ptr, size_t old_size,
                        size_t size, size_t align, const char *tag)
{
    tell(arena, (struct arena_event){.kind = ARENA_EVENT_REFUSED,
                                     .old_ptr = ptr,
                                     .size = size,
                                     .old_size = old_size,
                                     .align = align,
                                     .tag = tag});
}

static void log_mark(struct arena *arena, struct arena_mark *mark)
{
    arena_forward_mark(arena, mark);
    tell(arena, (struct arena_event){.kind = ARENA_EVENT_MARK, .depth = mark->depth});
}

static void log_release(struct arena *arena, const struct arena_mark *mark)
{
    arena_forward_release(arena, mark);
    tell(arena,
         (struct arena_event){.kind = ARENA_EVENT_RELEASE, .depth = mark->depth});
}

static void log_reset(struct arena *arena)
{
    arena_forward_reset(arena);
    tell(arena, (struct arena_event){.kind = ARENA_EVENT_RESET});
}

static void log_destroy(struct arena *arena)
{
    arena_forward_destroy(arena);
    arena->closed = 0;
    tell(arena, (struct arena_event){.kind = ARENA_EVENT_DESTROY});
}

const struct arena_backend arena_logged = {
    .name = "log",
    .alloc = log_alloc,
    .grow = log_grow,
    .refused = log_refused,
    .mark = log_mark,
    .release = log_release,
    .reset = log_reset,
    .destroy = log_destroy,
    .stats = arena_forward_stats,
};
