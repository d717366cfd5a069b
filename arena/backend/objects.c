/* objects.c: a growing array of objects. */
#include "objects.h"

#include <string.h>

bool arena_objects_make_room(struct arena *arena, struct arena_objects *objects)
{
    if (objects->count < objects->capacity)
        return true;
    struct arena_objects larger = {.count = objects->count};
    larger.capacity = objects->capacity != 0 ? objects->capacity * 2 : 64;
    larger.items = arena_source_take(arena, arena_objects_bytes(&larger));
    if (larger.items == NULL)
        return false;
    if (objects->count > 0)
        memcpy(larger.items, objects->items, objects->count * sizeof *larger.items);
    arena_objects_destroy(arena, objects);
    *objects = larger;
    return true;
}

struct arena_object *arena_objects_find(const struct arena_objects *objects,
                                        const void *ptr)
{
    struct arena_object *object = objects->items + objects->count - 1;
    while (object->ptr != ptr)
        object--;
    return object;
}

void arena_objects_destroy(struct arena *arena, struct arena_objects *objects)
{
    if (objects->items != NULL)
        arena_source_give_back(arena, objects->items, arena_objects_bytes(objects));
    *objects = (struct arena_objects){0};
}
