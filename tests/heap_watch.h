/* heap_watch.h: malloc and its kin, counted and made to fail. For programs linked with
 * HEAP_WATCH (tests/deep.mk), by which the library's calls come here first; those of
 * the C library itself do not. Works with the sanitizers, too. */
#ifndef TESTS_HEAP_WATCH_H
#define TESTS_HEAP_WATCH_H

#include <stdbool.h>

/* What is known, and what is to happen. One thread. */
struct heap_watch {
    long outstanding;      /* given and not freed */
    unsigned long calls;   /* that ask for memory, since a test set it to 0 */
    unsigned long refused; /* of them, refused; likewise */
    unsigned long fail;    /* the call that fails, counted by `calls`; 0: none */
    bool all_after;        /* and all after it */
};

extern struct heap_watch heap_watch;

#endif
