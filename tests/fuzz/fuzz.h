/* fuzz.h: what the fuzz targets share. A target looks at one input, any bytes at all,
 * and says what does not hold; libFuzzer (mutate.c) or the replay of a corpus
 * (replay.c) calls it. tests/fuzz/README.md says how to run both. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"
#include "tests/growing.h"

/* What is longer is not looked at: what a text of this length cannot do, a longer one
 * cannot either, and the linear writers are proved so elsewhere. */
#define FUZZ_LONGEST ((size_t)4096)

/* The exit status of a process that has noticed its planted fault. */
enum { FUZZ_NOTICED = 77 };

/* A target: each file that has one defines fuzz_target. */
struct fuzz_target {
    const char *name;          /* as `make fuzz FUZZ=` takes it */
    size_t header;             /* bytes at the beginning that say how to go about it */
    bool is_cel;               /* the rest is CEL, and may be changed token by token */
    const char *const *plants; /* faults that can be planted; NULL ends them */
    void (*run)(const uint8_t *header, struct cel_string text); /* looks at an input */
};

extern const struct fuzz_target fuzz_target;

/* Looks at an input, unless it is too short or too long. Returns whether it did. */
bool fuzz_run(const uint8_t *data, size_t size);

/* Plants one of the target's faults, from now on. */
void fuzz_plant(const char *name);

/* Whether this one is planted. */
bool fuzz_is_planted(const char *name);

/* Ends the process unless it holds. `what` is a constant that says what should. */
void fuzz_expect(bool holds, const char *what);

/* Ends the process unless two texts are the same, and shows both. */
void fuzz_expect_same(struct cel_string got, struct cel_string wanted,
                      const char *what);

/* The lowest bits of a header's flags, in the targets that parse, and the first that is
 * a target's own. */
enum { FUZZ_NO_MACROS = 1, FUZZ_NO_OPTIONAL = 2, FUZZ_FREE = 4 };

/* What they say. */
struct cel_options fuzz_options(unsigned flags);

/* The bytes of a text up to the first that cel_parse refuses before it reads a token.
 */
size_t fuzz_text_size(struct cel_string text);

/* Every line of the text is shown by a terminal, and none of it obeyed: with `colour`
 * but for the colours. Returns the number of lines, the last of which must be ended. */
size_t fuzz_count_lines(struct cel_string text, bool colour);

/* From fuzz_divert on, what is written to a stream (1 or 2) is put aside; fuzz_diverted
 * gives it and ends that. The sanitizers' reports go where they should all the while.
 */
void fuzz_divert(int stream);
void fuzz_diverted(int stream, struct growing *text);

#endif
