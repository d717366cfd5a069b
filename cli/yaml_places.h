/* yaml_places.h: which nodes of a YAML document are CEL expressions: yaml_places.def
 * says where they stand. */
#ifndef CLI_YAML_PLACES_H
#define CLI_YAML_PLACES_H

#include "cli/yaml_tree.h"

/* Nodes, in the order of the file. */
struct yaml_nodes {
    struct yaml_node **nodes; /* they */
    size_t count;             /* how many */
    size_t capacity;          /* for how many there is room */
};

/* Finds the expressions of a document; each is found once, however many places and
 * aliases lead to it. What is null is left out, as if the key were not there. Memory is
 * the arena's. False: no memory. */
bool yaml_find_expressions(struct arena *arena, struct yaml_document *document,
                           struct yaml_nodes *found);

/* What a node at an expression's place is, if not a string: "a mapping"; or NULL. */
const char *yaml_find_fault(const struct yaml_node *node);

#endif
