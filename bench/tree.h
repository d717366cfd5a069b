/* tree.h: malloc, and a teardown that walks the tree: what a parser without an arena
 * does that keeps no list of its nodes.
 *
 * The tree owns the nodes, their decoded strings and the text. Two kinds of objects
 * cannot be reached from it. Tokens: a lexer that makes token objects keeps a list of
 * them, and so does this. Strays: the stack of children, nodes that the parser drops (a
 * type's name in a message, what stands before a syntax error), messages. A parser for
 * malloc frees them where it drops them; this one does not know where, so a trial parse
 * finds out beforehand which requests they are, and they are kept on a second list. */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include "bench/record.h"

/* Who frees the object that a request made; two bits a request. */
enum bench_owner {
    BENCH_TREE,  /* the walk over the tree */
    BENCH_TOKEN, /* the list of tokens */
    BENCH_STRAY  /* the list of strays */
};

/* The requests of one unit, four in a byte. */
struct bench_owners {
    uint8_t *bits; /* from bench_pages; NULL: all are tokens */
    size_t bytes;  /* how many */
};

/* Finds out from a recorded parse who frees what. */
struct bench_owners bench_find_owners(struct bench_record *record);

/* A list of objects. */
struct bench_list {
    void **items;    /* the objects in the order they were made */
    size_t count;    /* how many */
    size_t capacity; /* how many it has room for */
};

/* What the backend keeps: the arena's `state`. */
struct bench_tree {
    const uint8_t *owners;     /* of the unit that comes: see bench_owners */
    size_t next;               /* the next request */
    struct bench_list tokens;  /* see above */
    struct bench_list strays;  /* see above */
    struct bench_list pending; /* the walk's stack */
};

/* The backend: destroy frees the lists and what is on them; reset, what is on them. */
extern const struct arena_backend bench_tree_backend;

/* Frees all that the unit's parse has made. Without `marks`, the nodes that an
 * expansion shares with the macro's call are not marked and are freed twice: for the
 * test that wants to see this noticed. */
void bench_tree_teardown(struct arena *arena, struct cel_unit *unit, bool marks);

#endif
