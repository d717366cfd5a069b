/* utf8.h: code points in and out of UTF-8 (RFC 3629: no surrogates, nothing overlong).
 */
#ifndef CEL_UTF8_H
#define CEL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What cel_utf8_decode gives for a byte that begins no code point. */
#define CEL_NO_CODE_POINT UINT32_MAX

/* Decodes the code point at text[0]; size > 0 bytes are there. Returns the bytes it
 * takes, or 1 with *point = CEL_NO_CODE_POINT. */
size_t cel_utf8_decode(const char *text, size_t size, uint32_t *point);

/* Writes a code point at `out`, which has room for 4 bytes; returns the bytes written,
 * or 0 if it is a surrogate or past U+10FFFF. */
size_t cel_utf8_encode(uint32_t point, char *out);

/* The length in bytes of the longest valid beginning of the text: `size` if all of it
 * is valid. */
size_t cel_utf8_valid(const char *text, size_t size);

/* The number of code points in valid text: the bytes that continue none. */
size_t cel_utf8_count(const char *text, size_t size);

#ifdef __cplusplus
}
#endif

#endif
