/* map_words.c: what a piece is and which source text it stands for, in words.
 *
 * Texts are cut, so that a map is linear in the unit. */
#include "cli/map_draw.h"

#include <string.h>

const char *map_kind_name(enum map_kind kind)
{
    static const char *const names[MAP_KINDS] = {
        [MAP_TEXT] = "text",      [MAP_TOKEN] = "tokens",   [MAP_NODE] = "nodes",
        [MAP_ARRAY] = "arrays",   [MAP_STRING] = "strings", [MAP_PADDING] = "padding",
        [MAP_HEADER] = "headers", [MAP_FREED] = "freed",    [MAP_UNUSED] = "unused",
        [MAP_OTHER] = "other",
    };
    return names[kind];
}

static bool keep(void *context, const char *bytes, size_t size)
{
    struct map_words *words = context;
    size_t room = words->most - words->size;
    size_t kept = size < room ? size : room;
    memcpy(words->bytes + words->size, bytes, kept);
    words->size += kept;
    words->cut = words->cut || kept < size;
    return !words->cut;
}

void map_words_start(struct map_words *words, size_t most)
{
    words->size = 0;
    words->cut = false;
    words->most = most < MAP_MOST_WORDS ? most : MAP_MOST_WORDS;
    cel_writer_init(&words->writer, keep, words);
}

/* Takes out the beginning of a code point whose end was cut off. */
static void mend_end(struct map_words *words)
{
    size_t start = words->size;
    while (start > 0 && words->size - start < 3 &&
           ((unsigned char)words->bytes[start - 1] & 0xc0) == 0x80)
        start--;
    uint32_t point;
    size_t length = words->size - start + 1;
    if (start > 0 &&
        (cel_utf8_decode(words->bytes + start - 1, length, &point) != length ||
         point == CEL_NO_CODE_POINT))
        words->size = start - 1;
}

struct cel_string map_words_end(struct map_words *words)
{
    cel_writer_flush(&words->writer);
    size_t kept = 0;
    if (words->cut)
        mend_end(words);
    for (size_t i = 0; i < words->size; i++) {
        char c = words->bytes[i];
        bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && kept > 0 && words->bytes[kept - 1] == ' ')
            continue;
        words->bytes[kept++] = blank ? ' ' : c;
    }
    if (words->cut) {
        memcpy(words->bytes + kept, "...", 3);
        kept += 3;
    }
    return (struct cel_string){words->bytes, kept};
}

static void write_node(struct cel_writer *out, const struct map_side *side,
                       const struct cel_node *node)
{
    cel_write(out, cel_kind_name((enum cel_kind)node->kind));
    cel_write_char(out, ' ');
    if (node->op != CEL_OP_NONE)
        cel_write(out, cel_operator_symbol((enum cel_operator)node->op));
    else if (node->kind == CEL_ERROR_NODE) /* it has no value */
        cel_write_string(out, cel_token_string(&side->unit, node->token));
    else
        cel_write_value(out, &side->unit, node);
}

struct cel_string map_source_text(const struct map_side *side,
                                  const struct map_piece *piece)
{
    return (struct cel_string){side->unit.source.text + piece->span.start,
                               piece->span.end - piece->span.start};
}

/* The beginning of a string's value: no more than can be shown, since a long string has
 * many lines, each with its title. */
static void write_string(struct cel_writer *out, const struct map_piece *piece)
{
    size_t size = piece->value.size;
    cel_write_bytes(out, piece->value.data,
                    size < MAP_MOST_WORDS ? size : MAP_MOST_WORDS);
}

static bool is_stack(const struct map_piece *piece)
{
    return piece->kind == MAP_ARRAY && (uintptr_t)piece->object == piece->address;
}

/* What a piece that only the parse needed was for: in full, or short for a label. */
static const char *stack_name(const struct map_piece *piece, bool full)
{
    if (strcmp(piece->tag, "recovery") == 0)
        return full ? "stack of what is open at an error" : "stack of what is open";
    if (strstr(piece->tag, "recovery") != NULL)
        return full ? "what recovery from errors knows" : "recovery";
    return full ? "stack that gathers children" : "stack of children";
}

static const char *array_label(const struct map_piece *piece)
{
    if (is_stack(piece))
        return stack_name(piece, false);
    return piece->size == sizeof(struct cel_node *) ? "child" : "children";
}

void map_write_label(struct cel_writer *out, const struct map_side *side,
                     const struct map_piece *piece)
{
    switch (piece->kind) {
    case MAP_TOKEN: cel_write_string(out, map_source_text(side, piece)); break;
    case MAP_NODE: write_node(out, side, piece->object); break;
    case MAP_ARRAY: cel_write(out, array_label(piece)); break;
    case MAP_STRING: write_string(out, piece); break;
    default: break;
    }
}

static void write_array(struct cel_writer *out, const struct map_side *side,
                        const struct map_piece *piece)
{
    if (is_stack(piece)) {
        cel_write(out, stack_name(piece, true));
        return;
    }
    cel_write_unsigned(out, piece->size / sizeof(struct cel_node *));
    cel_write(out, piece->size == sizeof(struct cel_node *)
                       ? " pointer to the child of "
                       : " pointers to the children of ");
    write_node(out, side, piece->object);
}

/* A string, or one of the structures that are counted with the strings they hold. */
static const char *string_name(const struct map_piece *piece)
{
    if (strstr(piece->tag, "diagnostic") != NULL)
        return "diagnostic";
    if (strstr(piece->tag, "note") != NULL)
        return "note of a diagnostic";
    if (strstr(piece->tag, "fix") != NULL)
        return "fix of a diagnostic";
    bool made = piece->dead && strcmp(piece->tag, "message") == 0;
    return made ? "text made for a message" : "string ";
}

void map_write_what(struct cel_writer *out, const struct map_side *side,
                    const struct map_piece *piece)
{
    static const char *const words[MAP_KINDS] = {
        [MAP_TEXT] = "copy of the source text",
        [MAP_TOKEN] = "token ",
        [MAP_NODE] = "node ",
        [MAP_PADDING] = "rounding",
        [MAP_HEADER] = "header",
        [MAP_FREED] = "freed: an array lay here before it grew",
        [MAP_UNUSED] = "unused: never handed out",
        [MAP_OTHER] = "not this unit's",
    };
    const struct cel_token *token = piece->object;
    if (words[piece->kind] != NULL)
        cel_write(out, words[piece->kind]);
    switch (piece->kind) {
    case MAP_TOKEN:
        cel_write(out, cel_token_name((enum cel_token_kind)token->kind));
        break;
    case MAP_NODE: write_node(out, side, piece->object); break;
    case MAP_ARRAY: write_array(out, side, piece); break;
    case MAP_STRING:
        cel_write(out, string_name(piece));
        write_string(out, piece);
        break;
    default: break;
    }
}

const char *map_remark(const struct map_piece *piece)
{
    if (piece->dead && piece->kind == MAP_ARRAY && is_stack(piece))
        return "not needed after the parse";
    if (piece->dead)
        return "nothing points at it: dead weight until the reset";
    if (piece->kind != MAP_NODE || piece->written == piece->expanded)
        return NULL;
    return piece->expanded ? "made by the macro" : "only in the macro call as written";
}
