/* repair.h: the steps of recovery. Not for users of the library. */
#ifndef CEL_REPAIR_H
#define CEL_REPAIR_H

#include "parser/mistakes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The next token and what is round it, as far as cel_look_back has come. */
struct cel_site cel_site_at(struct cel_parser *p, enum cel_context context);

/* A finding about the next token: a code, what was expected (NULL: the message has no
 * place for that) and what was found. */
struct cel_finding cel_expected_finding(struct cel_parser *p, enum cel_code code,
                                        const char *expected);

/* Adds to a finding where the innermost bracket was opened, if one is open. */
void cel_note_opening(const struct cel_parser *p, struct cel_finding *finding);

/* Reports a finding, unless it is a consequence of an error before it. */
void cel_report_finding(struct cel_parser *p, const struct cel_finding *finding);

/* Does what a finding says. A token that is taken for what was looked for is passed;
 * what is made of it is left to the caller. */
void cel_act(struct cel_parser *p, const struct cel_finding *finding);

/* Takes the next token. */
void cel_drop(struct cel_parser *p);

/* Puts a token of another kind, up to byte `end`, in the place of the next one. */
void cel_replace(struct cel_parser *p, enum cel_token_kind kind, uint32_t end);

/* From here on, the next error is a new one only a few tokens later; whether that is
 * still so. */
void cel_settle(struct cel_parser *p);
bool cel_is_quiet(const struct cel_parser *p);

#ifdef __cplusplus
}
#endif

#endif
