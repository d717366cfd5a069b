/* yaml_places.c: finding the places of yaml_places.def in a document.
 *
 * A path is followed from an object's root; functions call each other once for each of
 * its steps, never for each level of the document. */
#include "cli/yaml_places.h"

#include <stdlib.h>
#include <string.h>

/* A place where CEL stands. */
struct place {
    const char *group; /* of apiVersion */
    const char *kinds; /* names with blanks between */
    const char *path;  /* from the object's root */
};

static const struct place places[] = {
#define YAML_PLACE(group, kinds, path) {group, kinds, path},
#include "cli/yaml_places.def"
#undef YAML_PLACE
};

/* A search through a document. */
struct search {
    struct arena *arena;            /* for what is found */
    struct yaml_document *document; /* where */
    struct yaml_nodes *found;       /* what has been found */
    bool sorted;                    /* the anchors are, by name and order */
    bool no_memory;                 /* there is none */
};

static bool is_text(const struct yaml_node *node, const char *text, size_t size)
{
    return node->type == YAML_SCALAR && node->text.size == size &&
           (size == 0 || memcmp(node->text.data, text, size) == 0);
}

static int compare_names(struct cel_string a, struct cel_string b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common > 0 ? memcmp(a.data, b.data, common) : 0;
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_anchors(const void *left, const void *right)
{
    const struct yaml_anchor *a = left, *b = right;
    int order = compare_names(a->name, b->name);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* The scalar that an alias stands for: the last of its name before it. Or NULL. */
static struct yaml_node *resolve(struct search *search, const struct yaml_node *alias)
{
    struct yaml_anchor *anchors = search->document->anchors;
    size_t low = 0, high = search->document->anchor_count;
    struct yaml_anchor wanted = {alias->text, NULL, alias->anchors};
    if (!search->sorted && high > 0)
        qsort(anchors, high, sizeof *anchors, compare_anchors);
    search->sorted = true;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_anchors(&anchors[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || compare_names(anchors[low - 1].name, alias->text) != 0)
        return NULL;
    return anchors[low - 1].node;
}

static bool is_among(const struct yaml_node *node, const char *const *words)
{
    while (*words != NULL && !is_text(node, *words, strlen(*words)))
        words++;
    return *words != NULL;
}

static bool is_plain_scalar(const struct yaml_node *node)
{
    return node->type == YAML_SCALAR && node->style == YAML_PLAIN && !node->tagged;
}

static bool is_null(const struct yaml_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};
    return is_plain_scalar(node) && is_among(node, words);
}

static bool is_number(struct cel_string text)
{
    size_t digits = 0, points = 0, i = 0;
    if (text.size > 0 && (text.data[0] == '-' || text.data[0] == '+'))
        i++;
    for (; i < text.size; i++) {
        digits += text.data[i] >= '0' && text.data[i] <= '9';
        points += text.data[i] == '.';
    }
    return digits > 0 && points <= 1 &&
           digits + points + (text.data[0] == '-' || text.data[0] == '+') == text.size;
}

const char *yaml_find_fault(const struct yaml_node *node)
{
    static const char *const words[] = {"true",  "True",  "TRUE", "false",
                                        "False", "FALSE", NULL};
    if (node->type != YAML_SCALAR)
        return node->type == YAML_MAP ? "a mapping" : "a list";
    if (!is_plain_scalar(node))
        return NULL;
    return is_among(node, words)   ? "a boolean: quote it"
           : is_number(node->text) ? "a number: quote it"
                                   : NULL;
}

/* Notes an expression. */
static void note(struct search *search, struct yaml_node *node)
{
    struct yaml_nodes *found = search->found;
    size_t size = sizeof *found->nodes;
    if (node->type == YAML_ALIAS)
        node = resolve(search, node);
    if (node == NULL || node->given || is_null(node))
        return;
    if (found->count == found->capacity) {
        size_t capacity = found->capacity ? 2 * found->capacity : 16;
        struct yaml_node **nodes = arena_grow(search->arena, found->nodes,
                                              found->capacity * size, capacity * size,
                                              "yaml_node *[]");
        if (nodes == NULL) {
            search->no_memory = true;
            return;
        }
        found->nodes = nodes;
        found->capacity = capacity;
    }
    node->given = true;
    found->nodes[found->count++] = node;
}

static void follow(struct search *search, struct yaml_node *node, const char *path);

/* Follows the path from this node and all below it. */
static void follow_everywhere(struct search *search, struct yaml_node *top,
                              const char *path)
{
    top->below = NULL;
    for (struct yaml_node *node = top, *child; node != NULL;) {
        struct yaml_node *rest = node->below;
        for (child = node->first; child != NULL; child = child->next) {
            if (child->type != YAML_MAP && child->type != YAML_LIST)
                continue;
            child->below = rest;
            rest = child;
        }
        follow(search, node, path);
        node = rest;
    }
}

/* Follows the rest of the path from each value of a key, of which there may be two. */
static void follow_key(struct search *search, struct yaml_node *map, const char *key,
                       size_t size, const char *rest)
{
    struct yaml_node *node = map->type == YAML_MAP ? map->first : NULL;
    for (; node != NULL && node->next != NULL; node = node->next->next)
        if (is_text(node, key, size))
            follow(search, node->next, rest);
}

static void follow(struct search *search, struct yaml_node *node, const char *path)
{
    path += *path == '.';
    if (*path == '\0') {
        note(search, node);
    } else if (strncmp(path, "[]", 2) == 0) {
        struct yaml_node *item = node->type == YAML_LIST ? node->first : NULL;
        for (; item != NULL; item = item->next)
            follow(search, item, path + 2);
    } else if (strncmp(path, "**", 2) == 0) {
        follow_everywhere(search, node, path + 2);
    } else {
        size_t size = strcspn(path, ".[");
        follow_key(search, node, path, size, path + size);
    }
}

/* The value of a key; of two the last. */
static struct yaml_node *value_of(const struct yaml_node *map, const char *key)
{
    struct yaml_node *found = NULL;
    struct yaml_node *node = map->type == YAML_MAP ? map->first : NULL;
    for (; node != NULL && node->next != NULL; node = node->next->next)
        if (is_text(node, key, strlen(key)))
            found = node->next;
    return found;
}

static bool is_kind(const struct yaml_node *kind, const char *kinds)
{
    for (size_t size; *kinds != '\0'; kinds += size + (kinds[size] == ' ')) {
        size = strcspn(kinds, " ");
        if (is_text(kind, kinds, size))
            return true;
    }
    return false;
}

static bool is_of_group(const struct yaml_node *version, const char *group)
{
    size_t size = strlen(group);
    return version->type == YAML_SCALAR && version->text.size > size &&
           memcmp(version->text.data, group, size) == 0 &&
           version->text.data[size] == '/';
}

/* The items of a List, or NULL. */
static struct yaml_node *items_of(const struct yaml_node *object,
                                  const struct yaml_node *kind)
{
    struct cel_string name = kind->text;
    bool list = kind->type == YAML_SCALAR && name.size >= 4 &&
                memcmp(name.data + name.size - 4, "List", 4) == 0;
    struct yaml_node *items = list ? value_of(object, "items") : NULL;
    return items != NULL && items->type == YAML_LIST ? items->first : NULL;
}

/* Searches objects, and objects in Lists, which wait on a stack. */
static void search_objects(struct search *search, struct yaml_node *root)
{
    root->below = NULL;
    for (struct yaml_node *object = root, *rest; object != NULL; object = rest) {
        struct yaml_node *kind = value_of(object, "kind");
        struct yaml_node *version = value_of(object, "apiVersion");
        rest = object->below;
        if (kind == NULL || version == NULL)
            continue;
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            if (is_kind(kind, places[i].kinds) && is_of_group(version, places[i].group))
                follow(search, object, places[i].path);
        struct yaml_node *item = items_of(object, kind);
        for (; item != NULL; item = item->next) {
            item->below = rest;
            rest = item;
        }
    }
}

static int compare_places(const void *left, const void *right)
{
    const struct yaml_node *const *a = left, *const *b = right;
    uint32_t x = (*a)->span.start, y = (*b)->span.start;
    return (x > y) - (x < y);
}

bool yaml_find_expressions(struct arena *arena, struct yaml_document *document,
                           struct yaml_nodes *found)
{
    struct search search = {.arena = arena, .document = document, .found = found};
    *found = (struct yaml_nodes){.count = 0};
    if (document->root != NULL)
        search_objects(&search, document->root);
    if (found->count > 0)
        qsort(found->nodes, found->count, sizeof(struct yaml_node *), compare_places);
    return !search.no_memory;
}
