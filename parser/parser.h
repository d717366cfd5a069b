/* parser.h: from text to tree: the one call most users of the library make. */
#ifndef CEL_PARSER_H
#define CEL_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena/arena.h"
#include "ast/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How to parse. Zero in a field means its default. */
struct cel_options {
    bool no_macros;      /* leave has(), all(), ... as ordinary calls */
    bool no_optional;    /* refuse a.?b, a[?b], [?a] and {?a: b} */
    uint32_t max_depth;  /* nested operands, 1 to CEL_MAX_DEPTH; default 250 */
    uint32_t max_errors; /* diagnostics a unit may have; default 20 */
    uint32_t max_nodes;  /* nodes of a unit's tree, 1 to CEL_MAX_NODES, the default */
    size_t max_memory;   /* bytes a unit may take of the arena; default 1 GiB */
};

/* The deepest nesting that may be allowed. A level takes at most 512 bytes of stack, as
 * measured on x86-64 (docs/limits.md). */
#define CEL_MAX_DEPTH 10000u

/* The most nodes of a tree: ids are positive numbers of 32 bits with a sign. A macro
 * that would pass the limit is not expanded; what is written is counted at the end. */
#define CEL_MAX_NODES 2147483647u

/* What a unit may take of the arena, in bytes, and how deep it may nest, by default. */
#define CEL_DEFAULT_MEMORY ((size_t)1 << 30)
#define CEL_DEFAULT_DEPTH  250u

/* How many diagnostics a unit has at most, by default. */
#define CEL_DEFAULT_ERRORS 20u

/* Parses the `size` bytes at `text`, which are copied and need not live on. Everything
 * made is the arena's and lives until its reset; several units may share one arena.
 * `options` may be NULL: all defaults. Fills in `unit` and returns whether it is valid;
 * if not, unit->diagnostics says why. Running out of memory is a diagnostic, too; the
 * arena can be used again after a reset.
 *
 * The language: github.com/google/cel-spec, doc/langdef.md. A NUL byte is refused
 * anywhere, and so is text that is not UTF-8. */
bool cel_parse(struct arena *arena, const char *text, size_t size,
               const struct cel_options *options, struct cel_unit *unit);

#ifdef __cplusplus
}
#endif

#endif
