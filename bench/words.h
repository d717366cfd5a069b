/* words.h: names of the tables in plain English. */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stddef.h>

/* What a set is: "ten thousand small units". Into `words` (`size` bytes), which it
 * returns. */
const char *bench_set_words(const char *set, char *words, size_t size);

/* A ratio so that it shows about three digits; into `text`. */
const char *bench_ratio_words(double ratio, char *text, size_t size);

#endif
