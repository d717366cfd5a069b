/* map_record.c: a parse whose requests are noted: the log backend over another one.
 *
 * The arena's blocks are pages straight from the system, so that each begins at a page
 * and two runs give the same picture. malloc gives what it gives; the lists made here
 * take nothing from it. */
#define _GNU_SOURCE
#include "cli/map_pieces.h"

#include <string.h>
#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

static size_t whole_pages(size_t size)
{
    return (size + MAP_PAGE - 1) & ~((size_t)MAP_PAGE - 1);
}

/* gcc's analyzer does not know what arena_grow gives back, to the callers here. */
#if defined __GNUC__ && !defined __clang__ && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wanalyzer-use-of-uninitialized-value"
#endif
bool map_make_room(struct map_side *side, void *list, size_t count, size_t *capacity,
                   size_t size)
{
    void *items;
    memcpy(&items, list, sizeof items); /* whatever it is an array of */
    if (side->failed || count < *capacity)
        return !side->failed;
    size_t more = *capacity ? 2 * *capacity : 256;
    items = arena_grow(side->memory, items, *capacity * size, more * size, "map");
    side->failed = items == NULL;
    if (side->failed)
        return false;
    memcpy(list, &items, sizeof items);
    *capacity = more;
    return true;
}

static void note_block(struct map_side *side, uintptr_t start, size_t size)
{
    size_t rows = (size + MAP_ROW - 1) & ~((size_t)MAP_ROW - 1);
    struct map_region region = {
        .start = start, .size = rows, .asked = size, .base = start};
    if (map_make_room(side, &side->regions, side->region_count, &side->region_capacity,
                      sizeof region))
        side->regions[side->region_count++] = region;
}

void *map_take_pages(void *context, void *ptr, size_t old_size, size_t new_size)
{
    if (new_size == 0) {
        munmap(ptr, whole_pages(old_size));
        return NULL;
    }
    void *pages = mmap(NULL, whole_pages(new_size), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return NULL;
    if (context != NULL)
        note_block(context, (uintptr_t)pages, new_size);
    return pages;
}

/* What malloc keeps round an object: what malloc_usable_size tells, whosever malloc it
 * is, and glibc's header. glibc has the chunk's size in the word before the object,
 * which is believed if it agrees with the usable size. A sanitizer would not let us
 * look. */
static void look_at_chunk(struct map_side *side, struct map_object *object)
{
#if defined __GLIBC__ && !defined ARENA_POISON
    const size_t flags = 7, mapped = 2, word = sizeof(size_t);
    object->room = malloc_usable_size((void *)object->address);
    if (side->chunks_known ? !side->has_chunks : object->address % MAP_PAGE < word)
        return; /* the word before another malloc's object may be no memory at all */
    size_t chunk;
    memcpy(&chunk, (const char *)object->address - word, word);
    size_t header = chunk & mapped ? 2 * word : word;
    side->has_chunks = (chunk & ~flags) == object->room + header;
    side->chunks_known = true;
    object->header = side->has_chunks ? header : 0;
#else
    (void)side, (void)object;
#endif
}

/* Where an event says that an object lies. */
static void set_place(struct map_side *side, struct map_object *object,
                      const struct arena_event *event)
{
    size_t rounded = (event->size + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
    bool by_malloc = side->inner.backend == &arena_malloc;
    object->address = (uintptr_t)event->ptr;
    object->asked = event->size;
    object->room = by_malloc ? event->size : rounded > 0 ? rounded : ARENA_ALIGN;
    if (by_malloc)
        look_at_chunk(side, object);
}

static void note_object(struct map_side *side, const struct arena_event *event)
{
    struct map_object object = {.tag = event->tag};
    set_place(side, &object, event);
    side->noted += object.header + object.room;
    if (side->noted <= side->limit &&
        map_make_room(side, &side->objects, side->object_count, &side->object_capacity,
                      sizeof object))
        side->objects[side->object_count++] = object;
}

/* An object has grown: in place, or it lies elsewhere now and the old place is free.
 * Those that grow are among the newest. */
static void note_growth(struct map_side *side, const struct arena_event *event)
{
    size_t i = side->object_count;
    while (i > 0 && (side->objects[i - 1].freed ||
                     side->objects[i - 1].address != (uintptr_t)event->old_ptr))
        i--;
    if (i == 0)
        return;
    if (event->ptr == event->old_ptr) {
        struct map_object *object = &side->objects[i - 1];
        size_t before = object->header + object->room;
        set_place(side, object, event);
        side->noted += object->header + object->room - before;
    } else {
        side->objects[i - 1].freed = true;
        note_object(side, event);
    }
}

/* A parse neither releases nor resets. */
static void note(void *context, const struct arena_event *event)
{
    if (event->kind == ARENA_EVENT_ALLOC)
        note_object(context, event);
    else if (event->kind == ARENA_EVENT_GROW)
        note_growth(context, event);
}

void map_parse(struct map_side *side, struct arena *memory,
               const struct arena_backend *backend, struct cel_string text,
               const struct cel_options *options, size_t limit)
{
    *side = (struct map_side){.name = backend == &arena_malloc ? "malloc" : "arena",
                              .memory = memory,
                              .limit = limit};
    side->log = (struct arena_log){&side->inner, note, side};
    struct arena_options inner = {
        .backend = backend, .source = map_take_pages, .source_context = side};
    struct arena_options outer = {.backend = &arena_logged, .setup = &side->log};
    arena_init(&side->inner, &inner);
    arena_init(&side->outer, &outer);
    side->valid = cel_parse(&side->outer, text.data, text.size, options, &side->unit);
}

void map_destroy(struct map_side *side)
{
    arena_destroy(&side->outer);
}
