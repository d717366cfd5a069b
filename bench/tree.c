/* tree.c: freeing a tree node by node. A macro's expansion shares subtrees with its
 * call, which owns them. At an expansion the walk marks the call's children, puts the
 * call on the stack (the lowest bit of the pointer says that it waits) and the
 * expansion's parts above it. They pass over what is marked; the call, when its turn
 * comes, takes the marks off and goes down. Each node is freed once, and none is read
 * after that. */
#include "bench/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena/backend/backend.h"
#include "bench/pages.h"

/* An operator that there is none of: the mark. The walk has no use for operators. */
enum { MARKED = 0xff };
_Static_assert((int)CEL_OPERATORS < (int)MARKED, "no operator is the mark");

static void push(struct bench_list *list, void *item)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 512;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
        if (list->items == NULL) {
            fputs("bench: out of memory\n", stderr);
            exit(2);
        }
    }
    list->items[list->count++] = item;
}

static void free_items(struct bench_list *list)
{
    while (list->count > 0)
        free(list->items[--list->count]);
}

/* The backend */

static unsigned owner_at(const uint8_t *owners, size_t i)
{
    return owners != NULL ? (unsigned)(owners[i / 4] >> i % 4 * 2) & 3 : BENCH_TOKEN;
}

static void *tree_alloc(struct arena *arena, size_t size, size_t align, const char *tag)
{
    (void)align, (void)tag; /* the parser asks for nothing that malloc does not align */
    struct bench_tree *tree = arena->state;
    void *object = malloc(size);
    if (object == NULL)
        return NULL;
    unsigned owner = owner_at(tree->owners, tree->next++);
    if (owner == BENCH_TOKEN)
        push(&tree->tokens, object);
    else if (owner == BENCH_STRAY)
        push(&tree->strays, object);
    arena->closed += arena_round_up(size);
    return object;
}

/* What grows is the stack of children, a stray, and one of the newest. */
static void *tree_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size,
                       const char *tag)
{
    (void)tag;
    struct bench_tree *tree = arena->state;
    size_t i = tree->strays.count;
    arena->misses++;
    while (i > 0 && tree->strays.items[i - 1] != ptr)
        i--;
    void *grown = i > 0 ? realloc(ptr, new_size) : NULL;
    if (grown == NULL)
        return NULL;
    tree->strays.items[i - 1] = grown;
    arena->closed += arena_round_up(new_size) - arena_round_up(old_size);
    return grown;
}

static void tree_mark(struct arena *arena, struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void tree_release(struct arena *arena, const struct arena_mark *mark)
{
    (void)arena, (void)mark;
}

static void tree_reset(struct arena *arena)
{
    struct bench_tree *tree = arena->state;
    free_items(&tree->strays);
    free_items(&tree->tokens);
    tree->next = 0;
    arena->closed = 0;
}

static void tree_destroy(struct arena *arena)
{
    struct bench_tree *tree = arena->state;
    tree_reset(arena);
    free(tree->tokens.items);
    free(tree->strays.items);
    free(tree->pending.items);
    *tree = (struct bench_tree){0};
}

static void tree_stats(const struct arena *arena, struct arena_stats *stats)
{
    const struct bench_tree *tree = arena->state;
    size_t slots = tree->tokens.capacity + tree->strays.capacity +
                   tree->pending.capacity;
    stats->bookkeeping = slots * sizeof(void *);
    stats->reserved = arena->closed + stats->bookkeeping;
}

const struct arena_backend bench_tree_backend = {
    .name = "malloc-tree",
    .alloc = tree_alloc,
    .grow = tree_grow,
    .mark = tree_mark,
    .release = tree_release,
    .reset = tree_reset,
    .destroy = tree_destroy,
    .stats = tree_stats,
};

/* The walk */

static void push_children(struct bench_list *pending, const struct cel_node *node)
{
    struct cel_children children = cel_children(node);
    for (uint32_t i = 0; i < children.count; i++)
        if (children.items[i] != NULL)
            push(pending, children.items[i]);
}

static void set_marks(const struct cel_call *call, uint8_t mark)
{
    struct cel_children children = cel_children(&call->node);
    for (uint32_t i = 0; i < children.count; i++)
        if (children.items[i] != NULL)
            children.items[i]->op = mark;
}

static void push_expansion(struct bench_list *pending, const struct cel_node *node,
                           bool marks)
{
    const struct cel_call *call = cel_macro_call(node);
    bool is_test = node->kind == CEL_SELECT; /* has(): its operand is the call's */
    if (marks && !is_test)
        set_marks(call, MARKED);
    push(pending, (char *)(uintptr_t)call + !is_test);
    if (!is_test || !marks)
        push_children(pending, node);
}

/* What a node owns beside its children, or NULL: a decoded string, a type's name that
 * does not stand in the text. */
static const char *owned_text(const struct cel_unit *unit, const struct cel_node *node)
{
    const void *it = node;
    if (node->flags & CEL_OWN_TEXT)
        return ((const struct cel_text *)it)->own.data;
    if (node->kind != CEL_MESSAGE)
        return NULL;
    const char *type = ((const struct cel_message *)it)->type.data;
    uintptr_t offset = (uintptr_t)type - (uintptr_t)unit->source.text;
    return offset < unit->source.size ? NULL : type;
}

/* Takes the tree apart and gives `give` each object in it once. Inlined into both its
 * callers, so that freeing costs no call through a pointer. */
static inline __attribute__((always_inline)) void
take_apart(struct bench_list *pending, const struct cel_unit *unit, bool marks,
           void (*give)(void *context, void *object), void *context)
{
    if (unit->root != NULL)
        push(pending, unit->root);
    while (pending->count > 0) {
        uintptr_t top = (uintptr_t)pending->items[--pending->count];
        struct cel_node *node = (struct cel_node *)(top & ~(uintptr_t)1);
        if (top & 1)
            set_marks((const struct cel_call *)(const void *)node, 0);
        if (node->op == MARKED)
            continue;
        if (cel_macro_call(node) != NULL)
            push_expansion(pending, node, marks);
        else
            push_children(pending, node);
        const char *text = owned_text(unit, node);
        if (text != NULL)
            give(context, (void *)(uintptr_t)text);
        give(context, node);
    }
    give(context, (void *)(uintptr_t)unit->source.text);
}

static void free_it(void *context, void *object)
{
    (void)context;
    free(object);
}

void bench_tree_teardown(struct arena *arena, struct cel_unit *unit, bool marks)
{
    struct bench_tree *tree = arena->state;
    take_apart(&tree->pending, unit, marks, free_it, NULL);
    tree_reset(arena);
}

/* Who owns what */

static void reach(void *context, void *object)
{
    struct bench_request *request = bench_record_find(context, object);
    if (request != NULL)
        request->reached = true;
}

static void set_owner(uint8_t *bits, size_t i, enum bench_owner owner)
{
    bits[i / 4] |= (uint8_t)(owner << i % 4 * 2);
}

static uint8_t *room_for(struct bench_owners *owners, size_t bytes)
{
    if (owners->bytes + bytes > owners->capacity) {
        size_t capacity = 2 * (owners->bytes + bytes) + 4096;
        owners->bits = bench_pages_grow(owners->bits, owners->capacity, capacity);
        owners->capacity = capacity;
    }
    owners->bytes += bytes;
    return &owners->bits[owners->bytes - bytes];
}

size_t bench_add_owners(struct bench_owners *owners, struct bench_record *record)
{
    struct bench_list pending = {0};
    uint8_t *bits = room_for(owners, record->count / 4 + 1);
    take_apart(&pending, &record->unit, true, reach, record);
    free(pending.items);
    size_t ordinal = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct bench_request *request = &record->requests[i];
        if (request->tag == NULL) /* a growth: the backend counts it as none */
            continue;
        if (bench_is_token(request))
            set_owner(bits, ordinal, BENCH_TOKEN);
        else if (!request->reached)
            set_owner(bits, ordinal, BENCH_STRAY);
        ordinal++;
    }
    return (size_t)(bits - owners->bits);
}

struct bench_owners bench_owners_of(const struct cel_string *texts, size_t count)
{
    struct bench_owners owners = {.units = count};
    struct bench_record record = {0};
    owners.starts = bench_pages(count * sizeof *owners.starts);
    for (size_t i = 0; i < count; i++) {
        bench_record(&record, texts[i]);
        owners.starts[i] = bench_add_owners(&owners, &record);
    }
    bench_record_free(&record);
    return owners;
}

void bench_owners_free(struct bench_owners *owners)
{
    bench_pages_free(owners->bits, owners->capacity);
    bench_pages_free(owners->starts, owners->units * sizeof *owners->starts);
    *owners = (struct bench_owners){0};
}
