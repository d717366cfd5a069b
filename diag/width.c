/* width.c: looks a code point up in the table that width.py makes of Unicode's. */
#include "diag/width.h"

#include <stdbool.h>
#include <stddef.h>

/* Points of one width that follow each other. */
struct stretch {
    uint32_t first : 24;  /* the first of them */
    uint32_t columns : 8; /* what each takes */
    uint32_t last;        /* the last */
};

static const struct stretch stretches[] = {
#define CEL_WIDTH(first, last, columns) {first, columns, last},
#include "diag/width.def"
#undef CEL_WIDTH
};

enum { FIRST = 0xad /* before it all points are one column wide */ };

unsigned cel_point_width(uint32_t point)
{
    size_t low = 0, high = sizeof stretches / sizeof *stretches;
    if (point < FIRST)
        return 1;
    while (low < high) { /* those before low end before it, those from high on not */
        size_t middle = low + (high - low) / 2;
        if (stretches[middle].last < point)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < sizeof stretches / sizeof *stretches &&
                 stretches[low].first <= point;
    return found ? stretches[low].columns : 1;
}
