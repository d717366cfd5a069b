/* exported.h: what the shared library exports: all that these headers declare, and
 * nothing else. Each of its files is compiled with -fvisibility=hidden and with this
 * file included before all others, so that no header needs a mark. Not installed. */
#ifndef CEL_EXPORTED_H
#define CEL_EXPORTED_H

#pragma GCC visibility push(default)
#include "cellar.h"

#include "arena/backend/backend.h" /* for backends of one's own */
#pragma GCC visibility pop

#endif
