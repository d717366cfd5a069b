/* colour.c: the option, the environment, the terminal, in this order. */
#define _POSIX_C_SOURCE 200809L
#include "cli/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/usage.h"

bool colour_read(const char *name, enum colour *colour)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    int i = find_name(names, name);
    if (i >= 0)
        *colour = (enum colour)i;
    return i >= 0;
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

bool colour_is_on(enum colour colour, int fd)
{
    if (colour != COLOUR_AUTO)
        return colour == COLOUR_ALWAYS;
    const char *forced = variable("CLICOLOR_FORCE");
    if (*variable("NO_COLOR") != '\0')
        return false;
    if (*forced != '\0' && strcmp(forced, "0") != 0)
        return true;
    return isatty(fd) && strcmp(variable("TERM"), "dumb") != 0;
}
