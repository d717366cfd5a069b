/* callgrind.h: instructions counted by valgrind, where the machine has no counters. */
#ifndef BENCH_CALLGRIND_H
#define BENCH_CALLGRIND_H

#include "bench/job.h"
#include "bench/spawn.h"

/* Runs the job's worker under callgrind twice, with few passes and with more: the
 * difference is what a pass takes, without the start. Writes a part like a worker's,
 * with the one line. `spawn` says where to. */
enum bench_end bench_count_instructions(const struct bench_job *job,
                                        const struct bench_settings *settings,
                                        struct bench_spawn *spawn, int *status);

#endif
