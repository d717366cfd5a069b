/* render.h: a diagnostic as text for people. */
#ifndef CEL_RENDER_H
#define CEL_RENDER_H

#include "diag/diagnostic.h"
#include "diag/source.h"
#include "diag/writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends a diagnostic in several lines:
 *
 *     a.cel:1:4: error: expected `)` to close `(`, found the end [E0309]
 *      1 | f(a
 *        |  - ^
 *     a.cel:1:2: note: opened here
 *     help: insert `)`
 *      1 | f(a)
 *        |    +
 *
 * The first line is as cel_render_short has it. Tabs are expanded; what is unsafe on a
 * terminal is shown by its number, a long line only round what is marked in it; an
 * excerpt takes at most 74 columns beside the line number. With `colour`, ANSI escape
 * sequences. `places` is the index of the unit's text, or NULL where there is no memory
 * for one: then there is the first line alone, without line and column. */
void cel_render(struct cel_writer *out, struct cel_string name,
                const struct cel_places *places,
                const struct cel_diagnostic *diagnostic, bool colour);

/* Appends `name:line:column: error: message [code]` and a line feed; or `warning:`.
 * `places` as above. */
void cel_render_short(struct cel_writer *out, struct cel_string name,
                      const struct cel_places *places,
                      const struct cel_diagnostic *diagnostic);

#ifdef __cplusplus
}
#endif

#endif
