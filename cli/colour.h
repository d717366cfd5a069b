/* colour.h: whether a stream is written in colour; one answer for every command. */
#ifndef CLI_COLOUR_H
#define CLI_COLOUR_H

#include <stdbool.h>

/* When there are colours. */
enum colour {
    COLOUR_AUTO,   /* where a person sees them, see colour_is_on */
    COLOUR_ALWAYS, /* always */
    COLOUR_NEVER   /* never */
};

/* Reads auto, always or never. False: it is none of them. */
bool colour_read(const char *name, enum colour *colour);

/* Whether what is written to the file descriptor is coloured. What the command line
 * says holds; else a NO_COLOR that is not empty says no (no-color.org), a
 * CLICOLOR_FORCE that is neither empty nor 0 says yes (bixense.com/clicolors); else a
 * terminal that is not TERM=dumb has colours. */
bool colour_is_on(enum colour colour, int fd);

#endif
