/* fixed.c: `fixed FILE...`: with the fixed backend, from arena_init to arena_destroy, a
 * unit is parsed without a malloc and without a system call, in a buffer of any size.
 *
 * Each unit is parsed in a process that Linux kills at any system call but exit
 * (seccomp's strict mode), and in which malloc and its kin are counted. */
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

/* How the child ends. */
enum { GOOD, NOT_VALID, USED_MALLOC, NO_SECCOMP };

static _Alignas(8) char buffer[1 << 20];

/* The whole life of an arena: a unit in a buffer too small, and twice in one that
 * suffices. */
static int live(const struct arena_options *options, struct cel_string text)
{
    struct arena arena;
    struct cel_unit unit;
    struct arena_options small = *options;
    unsigned long before = malloc_calls();
    small.buffer_size = 64; /* its text alone does not fit */
    arena_init(&arena, &small);
    bool fitted = cel_parse(&arena, text.data, text.size, NULL, &unit);
    arena_destroy(&arena);
    arena_init(&arena, options);
    bool valid = cel_parse(&arena, text.data, text.size, NULL, &unit);
    arena_reset(&arena);
    valid = cel_parse(&arena, text.data, text.size, NULL, &unit) && valid;
    arena_destroy(&arena);
    if (malloc_calls() != before)
        return USED_MALLOC;
    return valid && (!fitted || text.size < 64) ? GOOD : NOT_VALID;
}

/* How a child ends that lives without system calls; -1: it was killed. */
static int status_of_silent_child(const struct arena_options *options,
                                  struct cel_string text)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0)
            syscall(SYS_exit, NO_SECCOMP);
        syscall(SYS_exit, live(options, text));
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int fail(const char *file, const char *why, int status)
{
    fprintf(stderr, "check-fixed: %s: %s (%d)\n", file, why, status);
    return 1;
}

int main(int argc, char **argv)
{
    struct arena_options options = {
        .backend = &arena_fixed, .buffer = buffer, .buffer_size = sizeof buffer};
    struct arena_options blocks = {.first_block = 8 << 20};
    for (int i = 1; i < argc; i++) {
        struct cel_string text = read_file(argv[i]);
        int status = status_of_silent_child(&options, text);
        free((void *)text.data);
        if (status != GOOD)
            return fail(argv[i], "not without malloc and system calls", status);
    }
    struct cel_string text = {"a + 1.5", 7};
    int status = status_of_silent_child(&blocks, text);
    if (status != -1)
        return fail("planted", "a system call for a block is not noticed", status);
    blocks.first_block = 64;
    free(malloc(4096));
    if (live(&blocks, text) != USED_MALLOC)
        return fail("planted", "a malloc is not noticed", 0);
    printf("check-fixed: %d units, no malloc and no system call\n", argc - 1);
    return argc < 2;
}
