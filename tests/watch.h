/* watch.h: what a test was doing when it died. */
#ifndef TESTS_WATCH_H
#define TESTS_WATCH_H

/* Has `where`, a text that the caller keeps current, written to standard error before
 * the program dies of a crash, of alarm() or of a sanitizer's report. */
void watch(const char *where);

#endif
