/* map_draw.h: what the drawings of a memory map share: words for pieces, and rows. */
#ifndef CLI_MAP_DRAW_H
#define CLI_MAP_DRAW_H

#include "cli/map_pieces.h"

/* A map has a side for the arena and one for malloc. */
enum { MAP_SIDES = 2 };

/* The two parses of one unit, side by side. */
struct map {
    const char *name;                 /* the file's name, or <input> */
    size_t source_size;               /* bytes of the source text */
    struct map_side sides[MAP_SIDES]; /* by the arena and by malloc */
};

/* The longest text shown of a piece, in bytes. */
enum { MAP_MOST_WORDS = 80 };

/* A short text made by a writer; what does not fit is dropped. */
struct map_words {
    char bytes[MAP_MOST_WORDS + 3]; /* the text, perhaps of unknown origin */
    size_t size;                    /* how many bytes */
    size_t most;                    /* how many there may be, the dots not counted */
    bool cut;                       /* more would have come */
    struct cel_writer writer;       /* appends to it */
};

/* Begins an empty text of at most `most` bytes, and no more than MAP_MOST_WORDS. */
void map_words_start(struct map_words *words, size_t most);

/* Ends it and gives it, its blanks and line ends made single spaces, with dots behind
 * it if it was cut. Stays valid as long as `words`. */
struct cel_string map_words_end(struct map_words *words);

/* A few words to stand in the piece: a token's text, "select name". */
void map_write_label(struct cel_writer *out, const struct map_side *side,
                     const struct map_piece *piece);

/* What a piece is: "token NAME", "node binary ==", "rounding". */
void map_write_what(struct cel_writer *out, const struct map_side *side,
                    const struct map_piece *piece);

/* Why it is there though nothing seems to need it, or how it came about; or NULL. */
const char *map_remark(const struct map_piece *piece);

/* The source text that a piece with a span stands for. */
struct cel_string map_source_text(const struct map_side *side,
                                  const struct map_piece *piece);

/* The kind's name for people, in the plural: "tokens". */
const char *map_kind_name(enum map_kind kind);

/* What the next line of a drawing shows. */
enum map_row_kind {
    MAP_ROW_REGION, /* a region begins */
    MAP_ROW_PAGE,   /* a page begins, not the region's first */
    MAP_ROW_BYTES,  /* bytes */
    MAP_ROW_SKIP    /* whole pages that were never touched are left out */
};

/* A line of a drawing. */
struct map_line {
    enum map_row_kind kind;          /* what it shows */
    const struct map_region *region; /* where */
    uintptr_t start;                 /* the first byte */
    size_t size;                     /* how many bytes */
    size_t piece;                    /* MAP_ROW_BYTES: the piece at `start` */
};

/* Goes through the lines of a side, each of `width` bytes: a divisor of MAP_ROW. */
struct map_lines {
    const struct map_side *side; /* what is drawn */
    size_t width;                /* bytes a line */
    size_t region;               /* the region that comes next, or is under way */
    uintptr_t at;                /* the next byte; 0: a region begins */
    size_t piece;                /* the piece there */
    bool page_shown;             /* the page at `at` has been begun */
};

void map_lines_start(struct map_lines *lines, const struct map_side *side,
                     size_t width);

/* The next line. False: there are no more. */
bool map_lines_next(struct map_lines *lines, struct map_line *line);

/* What a line says that is no bytes: "block 1: 4096 bytes", "page 2". */
void map_write_note(struct cel_writer *out, const struct map_side *side,
                    const struct map_line *line);

/* A line of the legend and the totals. */
struct map_total {
    const char *name;         /* what is counted: "dead tokens" */
    bool in_bytes;            /* the values are bytes */
    bool is_kind;             /* it has a colour: that of `kind`, paler if `dead` */
    enum map_kind kind;       /* what is counted, in bytes */
    bool dead;                /* only what nothing points at; else only the rest */
    size_t values[MAP_SIDES]; /* for each side */
};

/* Fills in the lines that say something of this map: kinds that occur, then sums.
 * Returns how many. */
enum { MAP_MOST_TOTALS = 2 * MAP_KINDS + 6 };
size_t map_list_totals(const struct map *map, struct map_total list[MAP_MOST_TOTALS]);

/* `count` for each source byte, with two decimals; "" for an empty text. */
enum { MAP_RATIO = 32 };
void map_format_ratio(char text[MAP_RATIO], size_t count, size_t source_size);

/* The drawings. Each writes the whole map. */
void map_draw_svg(struct cel_writer *out, const struct map *map);
void map_draw_text(struct cel_writer *out, const struct map *map, bool colour);
void map_draw_json(struct cel_writer *out, const struct map *map);

#endif
