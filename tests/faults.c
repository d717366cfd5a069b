/* faults.c: `faults [-a] [-s] FILE...`: every request for memory fails in turn, once
 * and for ever, in parsing and in every writer, with every backend.
 *
 * Each time the unit says that there was no memory, in the same words, and nothing
 * else that is not so; a writer says so and has written nothing; nothing is lost, and
 * after a reset the same arena serves the unit. Then the same with every limit and
 * every size of a buffer. With -a each time in a new arena, and limits 8 bytes apart;
 * with -s for some files, which need not show every error. First each planted fault
 * must be noticed. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <unistd.h>

#include "tests/faults.h"

static const char *try_input(const struct faults_input *input,
                             const struct faults_effort *effort,
                             struct faults_count *count)
{
    struct faults_reference reference;
    faults_make_reference(&reference, input);
    struct faults_run run = {.calls = &faults_real_calls,
                             .effort = effort,
                             .reference = &reference,
                             .count = count};
    const char *wrong = faults_try_all(&run);
    if (wrong != NULL)
        fprintf(stderr, "check-faults: %s %s: %s: %s\n", input->name, input->way,
                run.where, wrong);
    faults_free_reference(&reference);
    return wrong;
}

int main(int argc, char **argv)
{
    struct faults_effort effort = {1024, false, 64, 256};
    bool some = false;
    for (int option; (option = getopt(argc, argv, "as")) != -1;)
        switch (option) {
        case 'a':
            effort = (struct faults_effort){ARENA_ALIGN, true, 8, SIZE_MAX};
            break;
        case 's': some = true; break;
        default: optind = argc + 1;
        }
    if (optind >= argc) {
        fprintf(stderr, "usage: faults [-a] [-s] FILE...\n");
        return 2;
    }
    struct faults_count count = {0};
    const struct faults_input *inputs;
    size_t planted = faults_notice_planted();
    size_t input_count = planted ? faults_make_inputs(&inputs, argv + optind, some) : 0;
    int files = argc - optind;
    if (input_count == 0)
        return 1;
    for (size_t i = 0; i < input_count; i++)
        if (try_input(&inputs[i], &effort, &count) != NULL)
            return 1;
    unsigned long failures = count.parsed + count.written + count.limits +
                             count.writers_limits;
    printf("check-faults: %d files as %zu inputs, %d writers, %d backends; pairs of an "
           "input and what fails: %lu requests and %lu limits in parsing, %lu requests "
           "and %lu limits in writing\n",
           files, input_count, WRITERS, FAULTS_BACKENDS, count.parsed, count.limits,
           count.written, count.writers_limits);
    printf("check-faults: after %lu of these %lu the arena's next tree and errors, or "
           "text, compared; %lu reports without memory; %zu planted faults noticed, 0 "
           "wrong\n",
           count.compared, failures, count.told, planted);
    return count.parsed == 0 || count.written == 0 || count.limits == 0 ||
           count.writers_limits == 0 || count.compared == 0;
}
