/* log.h: a backend that wraps any other and tells of each request.
 *
 * The inner arena is made by the caller and from then on the wrapper's alone. Telling
 * allocates nothing. An event is given to a function of the caller's, or to a
 * ready-made one that writes it as a line. docs/arena.md has an example. */
#ifndef ARENA_LOG_H
#define ARENA_LOG_H

#include "arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What happened. */
enum arena_event_kind {
    ARENA_EVENT_ALLOC,   /* an object was made */
    ARENA_EVENT_GROW,    /* one was made longer, in place or moved */
    ARENA_EVENT_REFUSED, /* one was not made or not made longer: ptr is NULL */
    ARENA_EVENT_MARK,    /* a mark was set */
    ARENA_EVENT_RELEASE, /* all objects made since a mark were freed */
    ARENA_EVENT_RESET,   /* all objects were freed */
    ARENA_EVENT_DESTROY  /* all objects were freed, and the memory given back */
};

/* One event. Fields that say nothing of its kind are zero. Every object is told of once
 * by ALLOC, then by GROW each time it changes. */
struct arena_event {
    enum arena_event_kind kind; /* what happened */
    const void *ptr;            /* ALLOC, GROW: where the object is now */
    const void *old_ptr;        /* GROW, or REFUSED growth: where it was */
    size_t size;                /* ALLOC, GROW, REFUSED: bytes asked for, not rounded */
    size_t old_size;            /* GROW, or REFUSED growth: bytes before */
    size_t align;    /* ALLOC, GROW, REFUSED: the address is a multiple of it */
    const char *tag; /* what the object is for, as told at the request */
    size_t depth;    /* MARK, RELEASE: marks open before or after it */
    size_t used;     /* bytes in use after the event, rounded up */
};

/* Hears of an event. The event, not what it points at, is gone when it returns. It must
 * not use the arena. */
typedef void arena_event_function(void *context, const struct arena_event *event);

/* The setup of arena_logged: the caller's, alive until arena_destroy has returned. */
struct arena_log {
    struct arena *inner;         /* does the work */
    arena_event_function *event; /* hears of each event; NULL: nobody */
    void *context;               /* handed to it */
};

/* The backend; options.setup is a struct arena_log. */
extern const struct arena_backend arena_logged;

/* The name of a kind: "alloc", "grow", "refused" and so on. */
const char *arena_event_name(enum arena_event_kind kind);

/* Takes `size` bytes; false means they could not be taken. */
typedef bool arena_log_sink(void *context, const char *bytes, size_t size);

/* Writes events as lines: a buffer before a sink. Holds no memory beyond itself. */
struct arena_log_writer {
    arena_log_sink *sink; /* where full buffers go */
    void *context;        /* handed to sink */
    size_t used;          /* bytes in the buffer */
    bool failed;          /* the sink said no: all further lines are dropped */
    char buffer[4096];    /* text not yet handed on */
};

/* A writer with an empty buffer. */
void arena_log_writer_init(struct arena_log_writer *writer, arena_log_sink *sink,
                           void *context);

/* Hands on what is in the buffer. False if the sink ever said no. */
bool arena_log_writer_flush(struct arena_log_writer *writer);

/* Event functions; `context` is a struct arena_log_writer. They write a line each:
 *     grow 0x55d0c0 to 0x55d1e0, 64 to 128 bytes, align 8, children
 *     {"event":"grow","ptr":94326,"old_ptr":94070,"size":128,"old_size":64,"align":8,
 *      "tag":"children","used":4096}                      (on one line) */
void arena_log_text(void *context, const struct arena_event *event);
void arena_log_json(void *context, const struct arena_event *event);

#ifdef __cplusplus
}
#endif

#endif
