/* report.h: what a test suite reports to. The suites know nothing of Criterion: one
 * driver runs them under it, another is a plain main() for tools and machines where
 * Criterion is not at home (valgrind, MemorySanitizer, emulators). */
#ifndef TESTS_REPORT_H
#define TESTS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "cellar.h"

/* The outcome of a suite. */
struct report {
    int checks;          /* expectations looked at */
    int failures;        /* those that did not hold */
    char messages[4000]; /* what failed, as far as it fits */
};

/* Notes whether an expectation holds; `format` says what it is, as in printf. */
bool expect(struct report *report, bool holds, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Expects a text; `what` says of what. */
bool expect_text(struct report *report, const char *what, const char *got,
                 const char *wanted);

/* A sink that collects text, ended by a NUL, and drops what does not fit. */
struct text {
    size_t size;      /* bytes collected */
    char bytes[8192]; /* they, and a NUL */
};

bool collect(void *context, const char *bytes, size_t size);

/* A C string as the library takes it; lives as long as `text`. */
struct cel_string string(const char *text);

/* How many rows a table has. */
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A suite, as suites.def lists them. */
typedef void suite(struct report *report);

#define SUITE(floor, name) suite floor##_##name;
#include "tests/suites.def"
#undef SUITE

#endif
