/* explain.h: `cellar explain`. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

/* Reads the arguments, argv[0] being `explain`, and writes the pages of the codes they
 * name, or a list of all codes. Returns the exit status: 0, or 2 for an unknown code, a
 * usage or an output error. */
int explain_command(int argc, char **argv);

#endif
