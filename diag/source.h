/* source.h: a unit's text, and where in it a byte stands for a person.
 *
 * Inside, places are byte offsets. At the border (messages, JSON) they are lines and
 * columns from 1 and offsets from 0, all in code points. The index that converts is
 * made only when a writer or a message needs it. */
#ifndef CEL_SOURCE_H
#define CEL_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "arena/arena.h"
#include "diag/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The longest unit, in bytes. */
#define CEL_MAX_UNIT ((size_t)0x7ffffffe)

/* NUL bytes behind a copied text: the lexer stops at the first, but may look at all. */
#define CEL_PADDING ((size_t)16)

/* A unit's text, copied into the arena once; lives until the arena's reset. */
struct cel_source {
    const char *text; /* the bytes, with CEL_PADDING NULs behind them */
    uint32_t size;    /* how many, the padding not counted */
    bool ascii;       /* all ASCII without a NUL: each byte is a code point */
    const struct cel_places *places; /* an index that is there already, or NULL */
};

/* A place as a person or another program sees it. */
struct cel_place {
    uint32_t offset; /* code points before it, in the unit */
    uint32_t line;   /* from 1; lines end with a line feed */
    uint32_t column; /* code points from the line's beginning, from 1 */
};

/* Converts byte offsets to places in constant time; see cel_index_places. */
struct cel_places {
    const struct cel_source *source;    /* what it is an index of */
    const struct cel_checkpoint *marks; /* one each 64 bytes */
    const uint32_t *lines;              /* where each line begins, in bytes */
    uint32_t line_count;                /* how many lines there are: at least 1 */
};

/* Copies size <= CEL_MAX_UNIT bytes into the arena, and finds out on the way whether
 * they are ASCII. False: no memory. */
bool cel_copy_source(struct arena *arena, const char *text, size_t size,
                     struct cel_source *source);

/* Makes the index in `arena`, in time and memory linear in the text, unless the source
 * has one: many units shown in one long text share it. False: no memory. */
bool cel_index_places(struct arena *arena, const struct cel_source *source,
                      struct cel_places *places);

/* The place of the byte at `offset` (0 to size). */
struct cel_place cel_find_place(const struct cel_places *places, uint32_t offset);

/* The code points before the byte at `offset` (0 to size). */
uint32_t cel_count_points(const struct cel_places *places, uint32_t offset);

/* The text of line `line` (from 1) without its line feed, as a span. */
struct cel_span cel_line_span(const struct cel_places *places, uint32_t line);

#ifdef __cplusplus
}
#endif

#endif
