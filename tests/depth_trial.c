/* depth_trial.c: all that is done with a text on the stack that is being measured. */
#define _GNU_SOURCE
#include <sys/mman.h>

#include "cli/yaml.h"
#include "tests/depth.h"
#include "tests/linear.h"

static void run_phases(struct trial *trial, struct work *work)
{
    for (int i = 0; i < (trial->writes ? PHASES : 1); i++) {
        if (!has_phase(work, &phases[i]))
            continue;
        trial->broken |= !run_phase(work, &phases[i]);
        trial->forms += i > 0 && work->written + work->out.used > 0;
        arena_destroy(&work->scratch);
    }
}

void run_trial(void *context)
{
    enum { BUFFER = 1 << 30 /* for the backend that has nothing else */ };
    static char *buffer;
    struct trial *trial = context;
    struct arena_options options = {.backend = arena_backend_named(trial->spec)};
    struct work work = {.text = (char *)trial->text.data,
                        .size = trial->text.size,
                        .max_depth = trial->max_depth,
                        .valid = true};
    if (options.backend == &arena_fixed && buffer == NULL)
        buffer = mmap(NULL, BUFFER, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (options.backend == &arena_fixed) {
        options.buffer = buffer;
        options.buffer_size = BUFFER;
    }
    arena_init(&work.parsed, &options);
    run_phases(trial, &work);
    trial->valid = work.valid;
    trial->too_deep = false;
    for (const struct cel_diagnostic *d = work.unit.diagnostics.first; d; d = d->next)
        trial->too_deep |= d->code == CEL_TOO_DEEP;
    arena_reset(&work.parsed);
    arena_destroy(&work.parsed);
}

void run_policy(void *context)
{
    struct policy *policy = context;
    struct yaml_expression expression;
    struct yaml yaml;
    struct arena arena;
    arena_init(&arena, NULL);
    for (yaml_open(&yaml, policy->text); yaml_next(&yaml, &expression);) {
        struct cel_unit unit, shown;
        cel_parse(&arena, expression.text.data, expression.text.size, NULL, &unit);
        policy->found += yaml_translate(&arena, &yaml, &expression, &unit, &shown) &&
                         shown.diagnostics.first != NULL;
    }
    struct cel_unit failure;
    policy->refused = yaml_failed(&arena, &yaml, &failure);
    yaml_close(&yaml);
    arena_destroy(&arena);
}
