/* emit.h: writers of a parsed unit. Each writes as it walks the tree, in time linear in
 * the unit, and gives the same bytes whatever allocator holds the tree. */
#ifndef CEL_EMIT_H
#define CEL_EMIT_H

#include <stdbool.h>

#include "arena/arena.h"
#include "ast/unit.h"
#include "ast/walk.h"
#include "diag/writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All writers take memory for their own use from `scratch`, which may be the unit's
 * arena, and release it. If there is not enough, they return false and have written
 * nothing; those of errors never fail. All but these are for valid units. */

/* For people: a node a line, children indented, each with its kind, its value and its
 * line and column. Macros as written or expanded, as `view` says. */
bool cel_emit_tree(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit, enum cel_view view);

/* A token a line: line:column, kind, text. */
bool cel_emit_tokens(struct cel_writer *out, struct arena *scratch,
                     const struct cel_unit *unit);

/* A graph for Graphviz. */
bool cel_emit_dot(struct cel_writer *out, struct arena *scratch,
                  const struct cel_unit *unit, enum cel_view view);

/* CEL again, on one line, with brackets only where they are needed, macros as written,
 * strings in double quotes. Parsed with the options the unit was parsed with, it gives
 * the same tree; only ---1 takes a level of nesting more, being written as -(1). */
bool cel_emit_cel(struct cel_writer *out, struct arena *scratch,
                  const struct cel_unit *unit);

/* cel.expr.ParsedExpr in protobuf JSON, on one line. `name` is its location. */
bool cel_emit_json(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit, struct cel_string name);

/* The unit's diagnostics as a JSON object on one line (docs/errors.schema.json). Where
 * there is no memory to find a place, the unit's beginning stands for it. This and the
 * next look only at the unit's text and diagnostics. */
void cel_emit_errors(struct cel_writer *out, struct arena *scratch,
                     const struct cel_unit *unit, struct cel_string name);

/* A SARIF 2.1.0 document in three pieces: what stands before the results; the results
 * of a unit, each with a comma before it, so that the first of a document must be
 * dropped; and the rest, with the program's exit status, 2 or more if it failed.
 * `version` is the program's; `name` the file's path, absolute or relative to where the
 * document will be read. */
void cel_emit_sarif_start(struct cel_writer *out, const char *version);
void cel_emit_sarif_results(struct cel_writer *out, struct arena *scratch,
                            const struct cel_unit *unit, struct cel_string name);
void cel_emit_sarif_end(struct cel_writer *out, int status);

/* The value of a literal or the name of a node as people write it: 1.5, "a\n", x. */
void cel_write_value(struct cel_writer *out, const struct cel_unit *unit,
                     const struct cel_node *node);

#ifdef __cplusplus
}
#endif

#endif
