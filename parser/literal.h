/* literal.h: from a literal's token to its value. Not for users of the library. */
#ifndef CEL_LITERAL_H
#define CEL_LITERAL_H

#include "parser/state.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Takes a number token and makes its node; `sign` is the minus before it, or NULL. A
 * number out of range is reported, and 0 in the tree. */
struct cel_node *cel_number_literal(struct cel_parser *p, const struct cel_token *sign);

/* Takes a string or bytes token and makes its node, with the escapes decoded. */
struct cel_node *cel_string_literal(struct cel_parser *p);

/* The name that begins with token `first` and ends before byte `end`, without the
 * blanks and comments that may stand between its parts. */
struct cel_string cel_dotted_name(struct cel_parser *p, const struct cel_token *first,
                                  uint32_t end);

#ifdef __cplusplus
}
#endif

#endif
