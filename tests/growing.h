/* growing.h: text that grows as it needs to, for what is written of any unit. */
#ifndef TESTS_GROWING_H
#define TESTS_GROWING_H

#include <stdbool.h>
#include <stddef.h>

#include "cellar.h"

/* A text; all zeros: an empty one. To be kept from one use to the next. */
struct growing {
    char *bytes; /* malloc's; NULL: none yet */
    size_t size; /* bytes in use */
    size_t room; /* bytes there are */
};

/* A sink that appends to a struct growing; where there is no memory, it aborts. */
bool grow(void *context, const char *bytes, size_t size);

/* A writer to it, which is emptied first. */
void grow_anew(struct cel_writer *out, struct growing *text);

/* What is in it, until it grows. */
struct cel_string grown_text(const struct growing *text);

#endif
