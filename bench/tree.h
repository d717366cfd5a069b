/* tree.h: malloc, and a teardown that walks the tree, which owns the nodes, their
 * decoded strings and the text. Tokens cannot be reached from it and are on a list; nor
 * can strays: the stack of children, nodes that the parser drops, messages. A parser
 * for malloc frees those where it drops them; this one does not know where, so a trial
 * parse finds out which requests they are, and they are on a second list. */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include "bench/record.h"

/* Who frees the object that a request made; two bits a request. */
enum bench_owner {
    BENCH_TREE,  /* the walk over the tree */
    BENCH_TOKEN, /* the list of tokens */
    BENCH_STRAY  /* the list of strays */
};

/* The requests of several units, four in a byte; a unit begins with a byte of its own.
 */
struct bench_owners {
    uint8_t *bits;   /* from bench_pages: those of all units, one behind the other */
    size_t bytes;    /* how many are used */
    size_t capacity; /* how many there are */
    size_t
        *starts;  /* for each unit of a set, the first of its bytes; from bench_pages */
    size_t units; /* how many units */
};

/* Finds out from a recorded parse who frees what, and adds that; the index of the first
 * byte. Marks the requests for what the tree reaches. */
size_t bench_add_owners(struct bench_owners *owners, struct bench_record *record);

/* The same for all units of a set. */
struct bench_owners bench_owners_of(const struct cel_string *texts, size_t count);

void bench_owners_free(struct bench_owners *owners);

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
