/* macros.h: the standard macros. Not for users of the library. */
#ifndef CEL_MACROS_H
#define CEL_MACROS_H

#include "parser/state.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the call means: its expansion if it is a macro, else the call itself. An
 * expansion keeps the call as it was written and shares the arguments with it. */
struct cel_node *cel_expand_macro(struct cel_parser *p, struct cel_call *call);

#ifdef __cplusplus
}
#endif

#endif
