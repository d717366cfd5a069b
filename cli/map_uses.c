/* map_uses.c: which objects the parsed unit points at, and the totals.
 *
 * Both trees are walked, as written and with macros expanded. What neither reaches is
 * dead: brackets and commas, names that became part of another token, nodes of a unit
 * that is broken. */
#include "cli/map_pieces.h"

#include <stdlib.h>

bool map_is_used(enum map_kind kind)
{
    return kind != MAP_UNUSED && kind != MAP_OTHER;
}

static int by_object(const void *left, const void *right)
{
    const struct map_piece *const *a = left, *const *b = right;
    return ((*a)->address > (*b)->address) - ((*a)->address < (*b)->address);
}

/* Whether a piece is an object itself, not the pointers behind a node. */
static bool is_object(const struct map_piece *piece)
{
    return piece->object != NULL && (uintptr_t)piece->object == piece->address;
}

static void make_index(struct map_side *side)
{
    side->index = ARENA_ARRAY(side->memory, struct map_piece *, side->piece_count + 1);
    side->failed = side->failed || side->index == NULL;
    if (side->failed)
        return;
    for (size_t i = 0; i < side->piece_count; i++)
        if (is_object(&side->pieces[i]))
            side->index[side->index_count++] = &side->pieces[i];
    qsort(side->index, side->index_count, sizeof *side->index, by_object);
}

struct map_piece *map_piece_of(const struct map_side *side, const void *object)
{
    uintptr_t address = (uintptr_t)object;
    size_t low = 0, high = side->index_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (side->index[middle]->address == address)
            return side->index[middle];
        if (side->index[middle]->address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void mark_alive(const struct map_side *side, const void *object)
{
    struct map_piece *piece = object ? map_piece_of(side, object) : NULL;
    if (piece != NULL)
        piece->dead = false;
}

static void mark_string(const struct map_side *side, struct cel_string value,
                        const struct cel_node *owner)
{
    struct map_piece *piece = value.data != NULL ? map_piece_of(side, value.data)
                                                 : NULL;
    if (piece == NULL || piece->kind != MAP_STRING)
        return;
    piece->dead = false;
    piece->value = value;
    piece->owner = owner;
}

/* The string of its own that a node has: a decoded literal, a type name. */
static struct cel_string string_of(const struct cel_node *node)
{
    const void *it = node;
    if (node->kind == CEL_MESSAGE)
        return ((const struct cel_message *)it)->type;
    if (node->flags & CEL_OWN_TEXT)
        return ((const struct cel_text *)it)->own;
    return (struct cel_string){NULL, 0};
}

static void mark_node(const struct map_side *side, const struct cel_node *node,
                      enum cel_view view)
{
    struct map_piece *piece = map_piece_of(side, node);
    if (piece == NULL)
        return;
    const struct cel_token *tokens[CEL_NODE_TOKENS];
    cel_node_tokens(node, tokens);
    for (size_t i = 0; i < CEL_NODE_TOKENS; i++)
        mark_alive(side, tokens[i]);
    mark_string(side, string_of(node), node);
    piece->dead = false;
    piece->written = piece->written || view == CEL_WRITTEN;
    piece->expanded = piece->expanded || view == CEL_EXPANDED;
    bool has_array = piece + 1 < side->pieces + side->piece_count &&
                     piece[1].object == piece->object;
    if (has_array)
        piece[1].dead = false;
}

static void mark_tree(struct map_side *side, enum cel_view view)
{
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, side->memory, side->unit.root, view);
    while (cel_walk_next(&walk, &step))
        if (!step.leaving)
            mark_node(side, step.node, view);
    side->failed = side->failed || walk.failed;
}

static void mark_diagnostic(struct map_side *side, const struct cel_diagnostic *d)
{
    mark_alive(side, d);
    mark_string(side, d->message, NULL);
    for (const struct cel_note *note = d->notes; note != NULL; note = note->next) {
        mark_alive(side, note);
        mark_string(side, note->message, NULL);
    }
    if (d->fix != NULL) {
        mark_alive(side, d->fix);
        mark_string(side, d->fix->replacement, NULL);
    }
}

/* Messages, which the unit's diagnostics point at, and the text. */
static void mark_others(struct map_side *side)
{
    mark_alive(side, side->unit.source.text);
    const struct cel_diagnostic *d = side->unit.diagnostics.first;
    for (; d != NULL; d = d->next)
        mark_diagnostic(side, d);
}

/* Counts the units of `size` bytes that a used piece touches, each once. */
static size_t count_touched(const struct map_side *side, size_t size)
{
    uintptr_t last = UINTPTR_MAX;
    size_t count = 0;
    for (size_t i = 0; i < side->piece_count; i++) {
        const struct map_piece *piece = &side->pieces[i];
        if (!map_is_used(piece->kind))
            continue;
        uintptr_t first = piece->address / size;
        uintptr_t end = (piece->address + piece->size - 1) / size;
        count += end - first + (first != last);
        last = end;
    }
    return count;
}

static void add_up(struct map_side *side)
{
    struct map_totals *totals = &side->totals;
    for (size_t i = 0; i < side->piece_count; i++) {
        const struct map_piece *piece = &side->pieces[i];
        totals->bytes[piece->kind] += piece->size;
        totals->dead[piece->kind] += piece->dead ? piece->size : 0;
        totals->total += piece->kind != MAP_OTHER ? piece->size : 0;
        totals->used += map_is_used(piece->kind) ? piece->size : 0;
    }
    totals->lines = count_touched(side, MAP_LINE);
    totals->pages = count_touched(side, MAP_PAGE);
    if (side->inner.backend == &arena_malloc)
        totals->bookkeeping = arena_stats(&side->inner).bookkeeping;
}

void map_mark_uses(struct map_side *side)
{
    mark_tree(side, CEL_WRITTEN);
    mark_tree(side, CEL_EXPANDED);
    mark_others(side);
}

bool map_find_pieces(struct map_side *side)
{
    if (!side->failed)
        map_lay_pieces(side);
    if (!side->failed)
        make_index(side);
    if (!side->failed)
        map_mark_uses(side);
    if (!side->failed)
        map_find_spans(side);
    if (!side->failed)
        add_up(side);
    side->failed = side->failed ||
                   !cel_index_places(side->memory, &side->unit.source, &side->places);
    return !side->failed;
}
