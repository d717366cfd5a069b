/* map_lay.c: from a parse's requests to pieces that leave no byte of a region out. */
#include "cli/map_pieces.h"

#include <stdlib.h>
#include <string.h>

static uintptr_t round_down(uintptr_t address)
{
    return address & ~((uintptr_t)MAP_ROW - 1);
}

static uintptr_t round_up(uintptr_t address)
{
    return round_down(address + MAP_ROW - 1);
}

static void add_piece(struct map_side *side, struct map_piece piece)
{
    if (piece.size > 0 && map_make_room(side, &side->pieces, side->piece_count,
                                        &side->piece_capacity, sizeof piece)) {
        side->pieces[side->piece_count++] = piece;
        side->regions[side->region_count - 1].piece_count++;
    }
}

static void fill(struct map_side *side, uintptr_t start, uintptr_t end,
                 enum map_kind kind)
{
    if (start < end)
        add_piece(side, (struct map_piece){
                            .address = start, .size = end - start, .kind = kind});
}

static enum map_kind kind_of(const char *tag)
{
    if (strcmp(tag, "text") == 0)
        return MAP_TEXT;
    if (strstr(tag, "token") != NULL)
        return MAP_TOKEN;
    if (strcmp(tag, "node") == 0)
        return MAP_NODE;
    bool array = strcmp(tag, "children") == 0 || strstr(tag, "recovery") != NULL;
    return array ? MAP_ARRAY : MAP_STRING;
}

/* The bytes of a node before the pointers to its children; all, if it has none. */
static size_t fields_of(const struct cel_node *node, size_t size)
{
    size_t before =
        (size_t)((const char *)cel_children(node).items - (const char *)node);
    switch ((enum cel_kind)node->kind) {
    case CEL_CALL:
    case CEL_LIST:
    case CEL_MAP:
    case CEL_MESSAGE: return before < size ? before : size;
    default: return size;
    }
}

/* An object: its header where it has one, itself, and the rounding behind it. */
static void add_object(struct map_side *side, const struct map_object *object)
{
    uintptr_t at = object->address;
    const void *start = (const void *)at;
    enum map_kind kind = kind_of(object->tag);
    size_t size = kind == MAP_NODE ? fields_of(start, object->asked) : object->asked;
    struct map_piece piece = {.address = at,
                              .size = size,
                              .kind = kind,
                              .dead = true,
                              .tag = object->tag,
                              .object = start};
    fill(side, at - object->header, at, MAP_HEADER);
    add_piece(side, piece);
    piece.address += size;
    piece.size = object->asked - size;
    piece.kind = MAP_ARRAY;
    add_piece(side, piece);
    fill(side, at + object->asked, at + object->room, MAP_PADDING);
}

static int by_address(const void *left, const void *right)
{
    const struct map_object *a = left, *b = right;
    return (a->address > b->address) - (a->address < b->address);
}

/* The first object at or behind an address. */
static size_t first_from(const struct map_side *side, uintptr_t address)
{
    size_t low = 0, high = side->object_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (side->objects[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A block of the arena: its header, the objects in it, its tail. */
static void lay_block(struct map_side *side, struct map_region region, size_t header)
{
    uintptr_t at = region.start + header, end = region.start + region.asked;
    region.first_piece = side->piece_count;
    side->regions[side->region_count++] = region;
    fill(side, region.start, at, MAP_HEADER);
    for (size_t i = first_from(side, at);
         i < side->object_count && side->objects[i].address < end; i++) {
        const struct map_object *object = &side->objects[i];
        fill(side, at, object->address, MAP_PADDING);
        add_object(side, object);
        at = object->address + object->room;
    }
    fill(side, at, end, MAP_UNUSED);
    fill(side, end, region.start + region.size, MAP_OTHER);
}

static void lay_blocks(struct map_side *side)
{
    struct arena_stats stats = arena_stats(&side->inner);
    size_t count = side->region_count;
    side->region_count = 0;
    for (size_t i = 0; i < count; i++)
        lay_block(side, side->regions[i], stats.bookkeeping / stats.blocks);
}

/* Ends the region at `end`, or at the row's end behind it. */
static void end_region(struct map_side *side, uintptr_t end)
{
    struct map_region *region = &side->regions[side->region_count - 1];
    fill(side, end, round_up(end), MAP_OTHER);
    region->size = round_up(end) - region->start;
}

/* Regions of the same heap are shown relative to the same page. */
static uintptr_t base_of(const struct map_side *side, uintptr_t start)
{
    uintptr_t near = (uintptr_t)1 << 30;
    uintptr_t page = start & ~((uintptr_t)MAP_PAGE - 1);
    if (side->region_count == 0)
        return page;
    uintptr_t before = side->regions[side->region_count - 1].base;
    return start - before < near ? before : page;
}

/* Goes from `at`, where the last piece ended, to `next`, where another begins: through
 * what lies between, or by ending the region and beginning another. */
static void go_on(struct map_side *side, uintptr_t at, uintptr_t next)
{
    if (side->region_count > 0 && round_down(next) <= round_up(at)) {
        fill(side, at, next, MAP_OTHER);
        return;
    }
    if (side->region_count > 0)
        end_region(side, at);
    struct map_region region = {.start = round_down(next),
                                .base = base_of(side, next),
                                .first_piece = side->piece_count};
    if (!map_make_room(side, &side->regions, side->region_count, &side->region_capacity,
                       sizeof region))
        return;
    side->regions[side->region_count++] = region;
    fill(side, region.start, next, MAP_OTHER);
}

/* The freed objects from *freed on that begin before `end`, as far as no object lies
 * there now. Returns where the last of them ends. */
static uintptr_t lay_freed(struct map_side *side, size_t *freed, uintptr_t at,
                           uintptr_t end)
{
    for (; *freed < side->object_count; ++*freed) {
        const struct map_object *object = &side->objects[*freed];
        uintptr_t from = object->address - object->header;
        uintptr_t to = object->address + object->room;
        if (!object->freed || to <= at)
            continue;
        if (from >= end)
            break;
        from = from > at ? from : at;
        to = to < end ? to : end;
        go_on(side, at, from);
        if (side->failed)
            break;
        fill(side, from, to, MAP_FREED);
        at = to;
        if (to == end)
            break; /* more of it may lie behind the next object */
    }
    return at;
}

static void lay_chunks(struct map_side *side)
{
    uintptr_t at = 0;
    size_t freed = 0;
    for (size_t i = 0; i < side->object_count && !side->failed; i++) {
        const struct map_object *object = &side->objects[i];
        if (object->freed)
            continue;
        at = lay_freed(side, &freed, at, object->address - object->header);
        go_on(side, at, object->address - object->header);
        if (side->failed)
            return;
        add_object(side, object);
        at = object->address + object->room;
    }
    at = lay_freed(side, &freed, at, UINTPTR_MAX);
    if (side->region_count > 0)
        end_region(side, at);
}

void map_lay_pieces(struct map_side *side)
{
    if (side->object_count > 0)
        qsort(side->objects, side->object_count, sizeof *side->objects, by_address);
    if (side->inner.backend == &arena_malloc)
        lay_chunks(side);
    else
        lay_blocks(side);
}
