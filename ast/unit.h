/* unit.h: one source text, parsed: what cel_parse fills in. */
#ifndef CEL_UNIT_H
#define CEL_UNIT_H

#include <stdint.h>

#include "ast/node.h"
#include "diag/diagnostic.h"
#include "diag/source.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A parsed unit. All it points at lives in the arena given to cel_parse and dies at
 * that arena's reset; several units may share one arena. */
struct cel_unit {
    struct cel_source source;           /* the text */
    struct cel_node *root;              /* the expression; error nodes where it is
                                           broken; NULL: no text, or no memory */
    struct cel_diagnostics diagnostics; /* what is wrong, sorted by place */
    uint32_t token_count;               /* tokens read, the end's included */
    uint32_t node_count;                /* nodes made; ids run from 1 to this */
    uint32_t macro_count;               /* macro calls recorded */
};

/* The text of an ident, string or bytes node: a name (without the dot of CEL_ROOTED),
 * or a literal's decoded value. Lives as long as the unit. */
struct cel_string cel_text(const struct cel_unit *unit, const struct cel_node *node);

/* The text of a name's token, without the backquotes of a quoted name. */
struct cel_string cel_name(const struct cel_unit *unit, const struct cel_token *token);

/* What stands in the text where the token is. */
struct cel_string cel_token_string(const struct cel_unit *unit,
                                   const struct cel_token *token);

/* From the node's leftmost to its rightmost token; brackets that only group, and those
 * round the whole, are not counted. An expansion has the span of its macro call; what
 * the macro made inside it, that of the bracket behind the macro's name. */
struct cel_span cel_node_span(const struct cel_unit *unit, const struct cel_node *node);

#ifdef __cplusplus
}
#endif

#endif
