/* starter.c: lets each request for memory fail in turn. */
#include <stdio.h>
#include <string.h>

#include "cellar.h"

/* What is tried: returns whether it had enough memory. */
typedef bool tried(struct arena *arena);

/* Calls `try` with one request refused. Returns what it says; *refused: whether there
 * was such a request. */
static bool try_once(tried *try, unsigned n, bool *refused)
{
    struct arena inner, arena;
    struct arena_fault fault = {.inner = &inner, .when = ARENA_FAULT_NTH, .n = n};
    struct arena_options options = {.backend = &arena_faulty, .setup = &fault};
    arena_init(&inner, NULL);
    arena_init(&arena, &options);
    bool well = try(&arena);
    *refused = fault.refused > 0;
    arena_destroy(&arena);
    return well;
}

/* Returns how many requests were refused, one in each call; -1: `try` has said
 * something that is not so. */
static int fail_each(tried *try)
{
    bool refused;
    bool well = try_once(try, 1, &refused);
    return well == refused ? -1 : 1; /* the first alone: your turn */
}

#include "test.c"
