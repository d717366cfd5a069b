/* width.h: how many columns of a terminal a code point takes. */
#ifndef CEL_WIDTH_H
#define CEL_WIDTH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 2 for what is wide in East Asian text (emoji among it), 0 for what combines with the
 * character before it or is not seen, else 1. Control characters have no width of
 * their own; they count as 1. Characters are looked at alone: terminals differ in what
 * they make of several that are joined, such as families of emoji. */
unsigned cel_point_width(uint32_t point);

#ifdef __cplusplus
}
#endif

#endif
