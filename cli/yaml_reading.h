/* yaml_reading.h: what the styles of scalars have in common: blanks, line breaks, and
 * bytes that come out of the file one after the other. */
#ifndef CLI_YAML_READING_H
#define CLI_YAML_READING_H

#include "cli/yaml_scalar.h"

/* A reading of one scalar. */
struct yaml_reading {
    struct arena *arena;    /* for the map */
    struct yaml_map *map;   /* what is being made */
    struct cel_string text; /* what must come out */
    uint32_t done;          /* bytes that have come out */
    const char *source;     /* the file */
    uint32_t limit;         /* where the scalar ends in it */
    bool wrong;             /* something else came out */
    bool no_memory;         /* there is no memory for the map */
};

/* The place of a line break that is not there. */
#define YAML_NOWHERE UINT32_MAX

/* Whether a certain byte, a blank, a blank or line break stands at p. */
bool yaml_is_at(const struct yaml_reading *r, uint32_t p, char c);
bool yaml_is_blank(const struct yaml_reading *r, uint32_t p);
bool yaml_is_white(const struct yaml_reading *r, uint32_t p);

/* The bytes of the line break at p; 0 if there is none. */
uint32_t yaml_break_size(const struct yaml_reading *r, uint32_t p);

/* The end of the line, before its line break. */
uint32_t yaml_skip_line(const struct yaml_reading *r, uint32_t p);

/* The bytes come out next; `width` as in struct yaml_piece. */
void yaml_emit(struct yaml_reading *r, const char *bytes, uint32_t size,
               uint32_t source, uint32_t width);

/* What stands there comes out as it is. */
void yaml_emit_run(struct yaml_reading *r, uint32_t from, uint32_t to);

/* The line break at p comes out. */
void yaml_emit_break(struct yaml_reading *r, uint32_t p);

/* Every line break between the two comes out, and the blanks round them do not. */
void yaml_emit_breaks(struct yaml_reading *r, uint32_t from, uint32_t to);

/* A first line break at `lead`, and `more` between the two: one break alone is a space,
 * of several the first is left out. */
void yaml_emit_folded(struct yaml_reading *r, uint32_t lead, bool more, uint32_t from,
                      uint32_t end);

/* A literal or folded block: yaml_block.c. */
void yaml_read_block(struct yaml_reading *r, uint32_t p, bool folded);

#endif
