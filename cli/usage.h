/* usage.h: what is wrong with a command line, and what may have been meant. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include <getopt.h>
#include <stdbool.h>

/* Where the name stands in a list that NULL ends; -1: it does not. */
int find_name(const char *const *names, const char *name);

/* `cellar: message 'what'`, and where to find help: `cellar COMMAND --help`, or for
 * command NULL `cellar --help`. `what` may be NULL. */
void complain_usage(const char *command, const char *message, const char *what);

/* Says which option getopt_long did not like, with what it returned (':' or '?'), and
 * which one may have been meant. `options` are those it was given; those without a
 * letter begin at 256, and the letters' string begins with a colon. */
void complain_option(const char *command, int returned, char **argv,
                     const struct option *options);

/* Says that there is no such command, and which of `names`, which NULL ends, may have
 * been meant. */
void complain_command(const char *command, const char *const *names);

#endif
