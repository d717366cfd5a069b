/* grammars.h: the grammars that the parser is held to, and wrong ones. */
#ifndef TESTS_GRAMMARS_H
#define TESTS_GRAMMARS_H

#include "tests/earley.h"

enum {
    GRAMMARS = 2, /* right ones */
    PLANTED = 20  /* wrong ones */
};

/* CEL's grammar without and with optional syntax; and some with a rule too many, the
 * last one, such as a parser might have by mistake. */
struct grammars {
    struct grammar right[GRAMMARS]; /* tests/cel.ebnf; tests/cel-optional.ebnf, too */
    struct grammar wrong[PLANTED];  /* both, and a rule that CEL has not */
};

/* Reads them. False: it has said why on standard error. */
bool read_grammars(struct grammars *grammars);

#endif
