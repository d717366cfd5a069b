/* warm.c: `warm FILE...`: a warm arena parses without malloc and without system calls.
 *
 * malloc and its kin are wrapped and counted. After every unit has been parsed a few
 * times, three of them are parsed in turn: first with the counts looked at, then in a
 * process that Linux kills at any system call but exit (seccomp's strict mode). */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cellar.h"
#include "tests/counted_malloc.h"
#include "tests/read_file.h"

enum { UNITS = 3 };

static void parse_in_turn(struct arena *arena, const struct cel_string texts[UNITS],
                          int rounds)
{
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < UNITS; i++) {
            struct cel_unit unit;
            cel_parse(arena, texts[i].data, texts[i].size, NULL, &unit);
            arena_reset(arena);
        }
}

/* How a child ends that parses and may make no system call. */
static int status_of_silent_child(struct arena *arena, const struct cel_string *texts,
                                  bool plant)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0)
            syscall(SYS_exit, 2);
        parse_in_turn(arena, texts, 10);
        if (plant)
            getppid();
        syscall(SYS_exit, 0);
    }
    waitpid(child, &status, 0);
    return status;
}

static int fail(const char *why)
{
    fprintf(stderr, "check-warm: %s\n", why);
    return 1;
}

int main(int argc, char **argv)
{
    struct cel_string texts[UNITS];
    struct arena arena;
    int tested = 0;
    arena_init(&arena, NULL);
    for (int first = 1; first + UNITS <= argc; first++) {
        for (int i = 0; i < UNITS; i++)
            texts[i] = read_file(argv[first + i]);
        parse_in_turn(&arena, texts, 3);
        unsigned long before = malloc_calls();
        parse_in_turn(&arena, texts, 10);
        if (malloc_calls() != before)
            return fail("a warm unit calls malloc or free");
        int status = status_of_silent_child(&arena, texts, false);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            return fail("a warm unit makes a system call");
        for (int i = 0; i < UNITS; i++)
            free((void *)texts[i].data);
        arena_destroy(&arena);
        tested++;
    }
    texts[0] = texts[1] = texts[2] = (struct cel_string){"a + 1.5", 7};
    parse_in_turn(&arena, texts, 1);
    if (!WIFSIGNALED(status_of_silent_child(&arena, texts, true)))
        return fail("a planted system call is not noticed");
    unsigned long before = malloc_calls();
    struct arena_options options = {.backend = &arena_malloc};
    struct arena plain;
    arena_init(&plain, &options);
    parse_in_turn(&plain, texts, 1);
    if (malloc_calls() == before)
        return fail("calls of malloc are not noticed");
    arena_destroy(&plain);
    arena_destroy(&arena);
    printf("check-warm: %d groups of %d units, no malloc and no system call\n", tested,
           UNITS);
    return tested == 0;
}
