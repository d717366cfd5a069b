/* same_text.h: whether two texts are the same, byte for byte. */
#ifndef TESTS_SAME_TEXT_H
#define TESTS_SAME_TEXT_H

#include <stdbool.h>
#include <string.h>

#include "cellar.h"

/* An empty text may be NULL, which memcmp() must not be given. */
static inline bool same_text(struct cel_string left, struct cel_string right)
{
    return left.size == right.size &&
           (left.size == 0 || memcmp(left.data, right.data, left.size) == 0);
}

#endif
