/* race.h: how far the parser is from what it is meant to reach. */
#ifndef BENCH_RACE_H
#define BENCH_RACE_H

#include <stdbool.h>

#include "bench/settings.h"

/* Shows the arena's bytes a source byte, of the files and of the corpus, and, if there
 * is a program to race against, the speed of both in laps, turn by turn: `PROGRAM
 * CORPUS ROUNDS` must print a line `parse, arena N MB/s`. False: a message has been
 * written. */
bool bench_show_distance(const struct bench_settings *settings);

#endif
