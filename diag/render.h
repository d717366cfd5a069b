/* render.h: a diagnostic as text for people. */
#ifndef CEL_RENDER_H
#define CEL_RENDER_H

#include "diag/diagnostic.h"
#include "diag/source.h"
#include "diag/writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends `name:line:column: error: message [code]`, the source line and a caret under
 * the span. What is unsafe on a terminal is shown as U+FFFD, a long line only round
 * the caret. `places` may be NULL, where there is no memory for an index: then the
 * place is the byte offset and no line is shown. */
void cel_render(struct cel_writer *out, struct cel_string name,
                const struct cel_places *places,
                const struct cel_diagnostic *diagnostic, bool colour);

/* Appends `name:line:column: error: message [code]`, and nothing else. */
void cel_render_short(struct cel_writer *out, struct cel_string name,
                      const struct cel_places *places,
                      const struct cel_diagnostic *diagnostic);

#ifdef __cplusplus
}
#endif

#endif
