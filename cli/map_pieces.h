/* map_pieces.h: what lies where when a unit has been parsed: the memory map as data.
 *
 * A side is one parse of the unit: by the arena, or by malloc. Its regions hold pieces
 * that are sorted, disjoint and leave no byte out. The drawings know nothing else. */
#ifndef CLI_MAP_PIECES_H
#define CLI_MAP_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"

/* The machine's units of memory, in bytes. */
enum { MAP_LINE = 64, MAP_PAGE = 4096 };

/* What a piece is. */
enum map_kind {
    MAP_TEXT,    /* the copy of the source text */
    MAP_TOKEN,   /* a token */
    MAP_NODE,    /* a node, without the pointers to children behind it */
    MAP_ARRAY,   /* these pointers; the stack that gathers them; recovery's */
    MAP_STRING,  /* a decoded literal, a type name, a message with notes and fix */
    MAP_PADDING, /* rounding behind an object */
    MAP_HEADER,  /* the allocator's own: of an arena's block, of a malloc's chunk */
    MAP_FREED,   /* given back to malloc while the unit was parsed */
    MAP_UNUSED,  /* never handed out: the tail of a block */
    MAP_OTHER,   /* between the pieces, and none of this unit's */
    MAP_KINDS    /* how many kinds there are */
};

/* Some bytes that serve one purpose. */
struct map_piece {
    uintptr_t address;  /* the first byte */
    size_t size;        /* how many bytes */
    enum map_kind kind; /* what they are */
    bool dead;          /* held, though the parsed unit does not point at it */
    bool written;       /* a node of the tree as written */
    bool expanded;      /* a node of the tree with macros expanded */
    const char *tag;    /* of the request; NULL for what nobody asked for */
    const void *object; /* the token, node, string or text itself; else NULL. The
                           pointers behind a node have the node */
    const struct cel_node *owner; /* the node whose text a string is, or NULL */
    struct cel_string value;      /* a string's bytes, as far as they are in use */
    struct cel_span span;         /* the source text it stands for */
    bool has_span;                /* there is such a text */
};

/* Regions begin and end at multiples of it, so that every drawing's rows fit. */
enum { MAP_ROW = 256 };

/* A stretch of memory that is drawn in one go: a block of the arena, or neighbouring
 * chunks of malloc. */
struct map_region {
    uintptr_t start;    /* a multiple of MAP_ROW */
    size_t size;        /* a multiple of MAP_ROW, in bytes */
    size_t asked;       /* a block's size in bytes; malloc: 0 */
    uintptr_t base;     /* what its addresses are shown relative to: a page's start */
    size_t first_piece; /* the first of its pieces */
    size_t piece_count; /* how many it has */
};

/* A request that the parse made. */
struct map_object {
    uintptr_t address; /* where it lies */
    size_t header;     /* malloc's bytes before it */
    size_t asked;      /* bytes asked for */
    size_t room;       /* bytes it was given */
    const char *tag;   /* what it is for */
    bool freed;        /* it grew and moved away */
};

/* Sums over a side's pieces. */
struct map_totals {
    size_t bytes[MAP_KINDS]; /* by kind */
    size_t dead[MAP_KINDS];  /* of these, dead ones */
    size_t total;            /* all but MAP_OTHER */
    size_t used;             /* all but MAP_OTHER and MAP_UNUSED */
    size_t lines;            /* cache lines with a used byte */
    size_t pages;            /* pages with a used byte */
    size_t bookkeeping;      /* malloc's array of pointers, which is not drawn */
};

/* One parse of the unit, and what it did to memory. */
struct map_side {
    const char *name;           /* "arena" or "malloc" */
    struct arena *memory;       /* holds the lists below; not the unit's */
    struct arena inner;         /* what the requests were passed on to */
    struct arena outer;         /* what the unit was parsed with: log */
    struct arena_log log;       /* tells of its requests */
    struct cel_unit unit;       /* the parsed unit */
    struct cel_places places;   /* from its bytes to lines */
    bool valid;                 /* whether the unit is */
    bool failed;                /* there was no memory for the lists */
    bool chunks_known;          /* malloc: it is known whether its chunks are glibc's */
    bool has_chunks;            /* they are */
    size_t limit;               /* bytes of objects that are noted at most */
    size_t noted;               /* bytes of all objects; of those freed, too */
    struct map_object *objects; /* all requests, in the order they were made */
    size_t object_count;        /* how many */
    size_t object_capacity;     /* how many there is room for */
    struct map_region *regions; /* sorted by address; the arena's: by age */
    size_t region_count;        /* how many */
    size_t region_capacity;     /* how many there is room for */
    struct map_piece *pieces;   /* in the regions' order */
    size_t piece_count;         /* how many */
    size_t piece_capacity;      /* how many there is room for */
    struct map_piece **index;   /* the pieces that are objects, by address */
    size_t index_count;         /* how many */
    struct map_totals totals;   /* sums */
};

/* Takes whole pages from the system, past malloc: an arena_source. With a side as its
 * context it notes each block as a region. */
void *map_take_pages(void *context, void *ptr, size_t old_size, size_t new_size);

/* Parses the text beneath the log backend and notes its requests, up to `limit` bytes:
 * if side->noted is more, no map can be drawn. `backend` is arena_bump or arena_malloc.
 * `memory` holds the lists; it must take no memory from malloc, whose picture it would
 * change. To be destroyed in any case. */
void map_parse(struct map_side *side, struct arena *memory,
               const struct arena_backend *backend, struct cel_string text,
               const struct cel_options *options, size_t limit);
void map_destroy(struct map_side *side);

/* Finds the pieces and marks what the unit's trees point at; adds up the totals. False:
 * no memory for the lists. */
bool map_find_pieces(struct map_side *side);

/* The two halves of it: pieces without uses, and the uses. */
void map_lay_pieces(struct map_side *side);
void map_mark_uses(struct map_side *side);

/* The piece of the token, node or string at `object`, or NULL. */
struct map_piece *map_piece_of(const struct map_side *side, const void *object);

/* Finds the text that tokens, nodes and strings stand for: of n pieces in n log n. */
void map_find_spans(struct map_side *side);

/* Whether bytes of that kind have been written to for this unit. */
bool map_is_used(enum map_kind kind);

/* Makes room for one more in a list of the side's. False: no memory. */
bool map_make_room(struct map_side *side, void *list, size_t count, size_t *capacity,
                   size_t size);

#endif
