/* map_spans.c: which source text tokens, nodes and strings stand for.
 *
 * It is what cel_node_span says, but found for all nodes in one walk: asked for each
 * node of a + a + a + ... alone, the answers would take quadratic time. */
#include "cli/map_pieces.h"

static void widen(struct map_piece *piece, struct cel_span span)
{
    struct cel_span *all = &piece->span;
    if (!piece->has_span)
        *all = span;
    all->start = span.start < all->start ? span.start : all->start;
    all->end = span.end > all->end ? span.end : all->end;
    piece->has_span = true;
}

static void widen_to_token(struct map_piece *piece, const struct cel_token *token)
{
    if (token != NULL)
        widen(piece, cel_token_span(token));
}

/* The dot before the name of .f(x). */
static void widen_to_dot(struct map_piece *piece, const struct cel_node *node)
{
    const void *call = node;
    if (node->kind != CEL_CALL || (node->flags & CEL_ROOTED) == 0)
        return;
    const void *name = ((const struct cel_call *)call)->function;
    uint32_t dot = ((const struct cel_rooted_token *)name)->dot;
    widen(piece, (struct cel_span){dot, dot});
}

/* A node whose children have their spans: they have widened its own. */
static void finish(const struct map_side *side, const struct cel_step *step)
{
    struct map_piece *piece = map_piece_of(side, step->node);
    struct map_piece *parent = step->parent ? map_piece_of(side, step->parent) : NULL;
    const struct cel_token *tokens[CEL_NODE_TOKENS];
    if (piece == NULL)
        return;
    cel_node_tokens(step->node, tokens);
    if (cel_children(step->node).count == 0) {
        widen(piece, cel_node_span(&side->unit, step->node));
    } else {
        for (size_t i = 0; i < CEL_NODE_TOKENS; i++)
            widen_to_token(piece, tokens[i]);
        widen_to_dot(piece, step->node);
    }
    if (parent != NULL)
        widen(parent, piece->span);
}

/* The nodes of the tree as written, from the leaves up. */
static void find_written(struct map_side *side)
{
    struct cel_walk walk;
    struct cel_step step;
    cel_walk_start(&walk, side->memory, side->unit.root, CEL_WRITTEN);
    while (cel_walk_next(&walk, &step))
        if (step.leaving)
            finish(side, &step);
    side->failed = side->failed || walk.failed;
}

/* What is in no written tree: an expansion has the span of its macro call, all else
 * that of its token. */
static void find_other(const struct map_side *side, struct map_piece *piece)
{
    const struct cel_node *node = piece->object;
    const struct cel_call *call = cel_macro_call(node);
    const struct map_piece *macro = call ? map_piece_of(side, call) : NULL;
    if (macro != NULL && macro->has_span)
        widen(piece, macro->span);
    else
        widen_to_token(piece, node->token);
}

void map_find_spans(struct map_side *side)
{
    find_written(side);
    for (size_t i = 0; i < side->piece_count; i++) {
        struct map_piece *piece = &side->pieces[i];
        if (piece->kind == MAP_TOKEN)
            widen(piece, cel_token_span(piece->object));
        else if (piece->kind == MAP_NODE && !piece->has_span)
            find_other(side, piece);
    }
    for (size_t i = 0; i < side->piece_count; i++) {
        struct map_piece *piece = &side->pieces[i];
        const struct map_piece *owner = piece->owner ? map_piece_of(side, piece->owner)
                                                     : NULL;
        if (owner != NULL && owner->has_span)
            widen(piece, owner->span);
    }
}
