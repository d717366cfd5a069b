/* text.h: how single values are written: numbers, strings, bytes. */
#ifndef CEL_EMIT_TEXT_H
#define CEL_EMIT_TEXT_H

#include "diag/writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A finite double in the fewest digits that read back as the same double; plain from
 * 1e-6 to 1e21, else with an exponent, as in JavaScript. -0.0 is -0. */
void cel_write_double(struct cel_writer *out, double value);

/* A JSON string with its quotes (RFC 8259). What cel_is_unsafe says is escaped, the
 * line ends U+0085, U+2028 and U+2029 among it; what is not UTF-8 becomes U+FFFD. */
void cel_write_json_string(struct cel_writer *out, struct cel_string text);

/* Base64 with padding (RFC 4648, section 4), with quotes. */
void cel_write_base64(struct cel_writer *out, struct cel_string bytes);

/* Octets for people: printable ASCII as it is, all else as \xHH, with quotes. */
void cel_write_octets(struct cel_writer *out, struct cel_string bytes);

#ifdef __cplusplus
}
#endif

#endif
