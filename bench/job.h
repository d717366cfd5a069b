/* job.h: the command line of a worker. */
#ifndef BENCH_JOB_H
#define BENCH_JOB_H

#include "bench/plan.h"

/* Whether the job measures the rival that --plant=RIVAL:PERCENT names. */
bool bench_job_plays(const struct bench_job *job, const char *plant);

/* The arguments that start the job's worker, NULL behind the last. With `passes` above
 * 0 it counts that many passes and measures no time. */
char **bench_job_command(const struct bench_job *job,
                         const struct bench_settings *settings, int passes);

/* The same in front of which `first` stands, which is taken over. */
char **bench_command_behind(char *const *first, char **command);

void bench_free_command(char **command);

#endif
