/* span.h: the two ways to point at text: bytes in memory, and a stretch of a unit. */
#ifndef CEL_SPAN_H
#define CEL_SPAN_H

#include <stddef.h>
#include <stdint.h>

/* Some bytes; not ended by a NUL. Whoever hands it out says how long they live. */
struct cel_string {
    const char *data; /* the first byte */
    size_t size;      /* how many bytes */
};

/* A stretch of a unit's text, in bytes from its beginning. */
struct cel_span {
    uint32_t start; /* the first byte */
    uint32_t end;   /* the byte after the last; equal to start for a mere place */
};

#endif
