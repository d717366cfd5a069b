/* map_words.c: what a piece is and which source text it stands for, in words.
 *
 * A broken unit's nodes may point at tokens that are gone: only tokens that are pieces
 * are looked at. Texts are cut, so that a map is linear in the unit. */
#include "cli/map_draw.h"

#include <string.h>

const char *map_kind_name(enum map_kind kind)
{
    static const char *const names[MAP_KINDS] = {
        [MAP_TEXT] = "text",      [MAP_TOKEN] = "tokens",
        [MAP_NODE] = "nodes",     [MAP_ARRAY] = "arrays",
        [MAP_STRING] = "strings", [MAP_PADDING] = "padding",
        [MAP_HEADER] = "headers", [MAP_FREED] = "freed",
        [MAP_UNUSED] = "unused",  [MAP_OTHER] = "not this unit's",
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
        cel_utf8_decode(words->bytes + start - 1, length, &point) != length)
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

/* A token that may be looked at, or NULL. */
static const struct cel_token *known(const struct map_side *side,
                                     const struct cel_token *token)
{
    const struct map_piece *piece = token ? map_piece_of(side, token) : NULL;
    return piece != NULL && piece->kind == MAP_TOKEN ? token : NULL;
}

static bool all_known(const struct map_side *side, const struct cel_node *node)
{
    const struct cel_token *tokens[MAP_NODE_TOKENS];
    map_node_tokens(node, tokens);
    for (size_t i = 0; i < MAP_NODE_TOKENS; i++)
        if (tokens[i] != NULL && known(side, tokens[i]) == NULL)
            return false;
    return true;
}

static void write_node(struct cel_writer *out, const struct map_side *side,
                       const struct cel_node *node)
{
    cel_write(out, cel_kind_name((enum cel_kind)node->kind));
    if (!all_known(side, node))
        return;
    cel_write_char(out, ' ');
    if (node->op != CEL_OP_NONE)
        cel_write(out, cel_operator_symbol((enum cel_operator)node->op));
    else
        cel_write_value(out, &side->unit, node);
}

/* The node or token whose place in the text is the piece's own. */
static const struct cel_node *node_of(const struct map_piece *piece)
{
    return piece->kind == MAP_NODE ? piece->object : piece->owner;
}

bool map_source_span(const struct map_side *side, const struct map_piece *piece,
                     struct cel_span *span)
{
    const struct cel_node *node = node_of(piece);
    const struct cel_token *token = piece->kind == MAP_TOKEN ? piece->object : NULL;
    if (node != NULL && side->valid && !piece->dead) {
        *span = cel_node_span(&side->unit, node);
        return true;
    }
    if (node != NULL)
        token = known(side, node->token);
    if (token != NULL)
        *span = cel_token_span(token);
    return token != NULL;
}

struct cel_string map_source_text(const struct map_side *side, struct cel_span span)
{
    return (struct cel_string){side->unit.source.text + span.start,
                               span.end - span.start};
}

static void write_string(struct cel_writer *out, const struct map_side *side,
                         const struct map_piece *piece)
{
    if (piece->owner != NULL && all_known(side, piece->owner))
        cel_write_value(out, &side->unit, piece->owner);
    else if (strcmp(piece->tag, "message") == 0)
        cel_write_bytes(out, piece->object, piece->size);
    else
        cel_write(out, strcmp(piece->tag, "string") == 0 ? "string" : "message");
}

void map_write_label(struct cel_writer *out, const struct map_side *side,
                     const struct map_piece *piece)
{
    struct cel_span span;
    switch (piece->kind) {
    case MAP_TOKEN:
        if (map_source_span(side, piece, &span))
            cel_write_string(out, map_source_text(side, span));
        break;
    case MAP_NODE: write_node(out, side, piece->object); break;
    case MAP_ARRAY: cel_write(out, piece->object ? "children" : "stack"); break;
    case MAP_STRING: write_string(out, side, piece); break;
    default: break;
    }
}

static bool is_stack(const struct map_piece *piece)
{
    return piece->kind == MAP_ARRAY && (uintptr_t)piece->object == piece->address;
}

static void write_array(struct cel_writer *out, const struct map_side *side,
                        const struct map_piece *piece)
{
    if (is_stack(piece)) {
        cel_write(out, "stack that gathers children");
        return;
    }
    cel_write_unsigned(out, piece->size / sizeof(struct cel_node *));
    cel_write(out, " pointers to the children of ");
    write_node(out, side, piece->object);
}

void map_write_what(struct cel_writer *out, const struct map_side *side,
                    const struct map_piece *piece)
{
    static const char *const words[MAP_KINDS] = {
        [MAP_TEXT] = "copy of the source text",
        [MAP_TOKEN] = "token ",
        [MAP_NODE] = "node ",
        [MAP_STRING] = "string ",
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
    case MAP_STRING: write_string(out, side, piece); break;
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
