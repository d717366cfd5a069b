/* read_file.h: the texts that tests work on. */
#ifndef TESTS_READ_FILE_H
#define TESTS_READ_FILE_H

#include "diag/source.h"

/* The whole of a file, in memory of its own, ended by a NUL that is not counted. The
 * program ends with status 2 where it cannot be read: a test without its text has
 * nothing to say. */
struct cel_string read_file(const char *name);

#endif
