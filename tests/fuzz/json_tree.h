/* json_tree.h: JSON held against the tree it was written from. */
#ifndef TESTS_FUZZ_JSON_TREE_H
#define TESTS_FUZZ_JSON_TREE_H

#include <jansson.h>

#include "cellar.h"

/* Ends the process unless a ParsedExpr says of every node of a valid unit, of every
 * macro call, place and line what the unit says, and nothing else. Takes from
 * `scratch`. */
void expect_json_tree(const json_t *parsed, struct arena *scratch,
                      const struct cel_unit *unit);

/* Ends the process unless the object has these many members. */
void expect_members(const json_t *object, size_t count);

/* A member that must be there; and what must be in it. */
const json_t *member(const json_t *object, const char *key);
void expect_string(const json_t *json, struct cel_string wanted);
void expect_number(const json_t *json, double wanted);

/* Counts the code points of a unit, one by one; and how many stand before a byte. */
void note_points(const struct cel_unit *unit);
double points_before(uint32_t offset);

#endif
