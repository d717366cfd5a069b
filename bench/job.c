/* job.c: one place that knows how a worker is called. */
#include "bench/job.h"

#include <stdlib.h>
#include <string.h>

#include "bench/checked.h"
#include "bench/names.h"

/* Memory and counters differ little from process to process: so many blocks tell. */
enum { MEMORY_BLOCKS = 3 };

static size_t length_of(char *const *command)
{
    size_t count = 0;
    while (command[count] != NULL)
        count++;
    return count;
}

/* Adds a text, which is taken over; NULL is none. */
static void add(char ***command, size_t *count, char *text)
{
    if (text == NULL)
        return;
    *command = bench_resize(*command, (*count + 2) * sizeof **command);
    (*command)[(*count)++] = text;
    (*command)[*count] = NULL;
}

bool bench_job_plays(const struct bench_job *job, const char *plant)
{
    struct bench_names rivals = {0};
    size_t size = (size_t)(strrchr(plant, ':') - plant);
    bool found = false;
    bench_names_add(&rivals, job->rivals);
    for (size_t i = 0; i < rivals.count; i++)
        found |= strlen(rivals.texts[i]) == size &&
                 strncmp(rivals.texts[i], plant, size) == 0;
    bench_names_free(&rivals);
    return found;
}

char **bench_job_command(const struct bench_job *job,
                         const struct bench_settings *settings, int passes)
{
    char **command = NULL;
    size_t n = 0;
    if (job->direct)
        add(&command, &n, bench_direct_program(settings->program));
    else
        add(&command, &n, bench_copy(settings->program));
    if (settings->command != NULL && !job->direct)
        add(&command, &n, bench_copy(settings->command));
    add(&command, &n, bench_copy("--worker"));
    add(&command, &n, bench_text("--process=%zu", job->process));
    add(&command, &n, bench_text("--allocator=%s", job->allocator));
    add(&command, &n, bench_text("--heap=%s", job->heap));
    add(&command, &n, bench_text("--sets=%s", job->sets));
    add(&command, &n, bench_text("--rivals=%s", job->rivals));
    add(&command, &n, bench_text("--rounds=%d", job->rounds));
    add(&command, &n, bench_text("--seed=%llu", (unsigned long long)settings->seed));
    if (settings->plant != NULL && bench_job_plays(job, settings->plant))
        add(&command, &n, bench_text("--plant=%s", settings->plant));
    if (job->block >= MEMORY_BLOCKS && passes == 0)
        add(&command, &n, bench_copy("--times-only"));
    if (passes > 0)
        add(&command, &n, bench_text("--callgrind=%d", passes));
    if (settings->corpus != NULL)
        add(&command, &n, bench_text("--corpus=%s", settings->corpus));
    for (int i = 0; i < settings->file_count; i++)
        add(&command, &n, bench_copy(settings->files[i]));
    return command;
}

char **bench_command_behind(char *const *first, char **command)
{
    size_t count = length_of(first), rest = length_of(command);
    char **both = bench_array(count + rest + 1, sizeof *both);
    for (size_t i = 0; i < count; i++)
        both[i] = first[i];
    for (size_t i = 0; i < rest; i++)
        both[count + i] = command[i];
    free(command);
    return both;
}

void bench_free_command(char **command)
{
    for (size_t i = 0; command[i] != NULL; i++)
        free(command[i]);
    free(command);
}
