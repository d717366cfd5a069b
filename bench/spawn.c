/* spawn.c: posix_spawn, and sigtimedwait in place of signal handlers: so nothing global
 * is needed to stop in good order. */
#define _GNU_SOURCE
#include "bench/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/checked.h"

static sigset_t stopping(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

static sigset_t watched(void)
{
    sigset_t set = stopping();
    sigaddset(&set, SIGCHLD);
    return set;
}

void bench_signals_keep(void)
{
    sigset_t set = watched();
    sigprocmask(SIG_BLOCK, &set, NULL);
}

void bench_signals_back(void)
{
    sigset_t set = watched();
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

bool bench_signals_came(void)
{
    sigset_t set = stopping();
    struct timespec none = {0, 0};
    return sigtimedwait(&set, NULL, &none) > 0;
}

/* Moves to the last processor that this process may use, and gives back which it might
 * use before. False: the system does not allow it. */
static bool pin(cpu_set_t *before)
{
    cpu_set_t one;
    if (sched_getaffinity(0, sizeof *before, before) != 0)
        return false;
    size_t last = CPU_SETSIZE - 1;
    while (last > 0 && !CPU_ISSET(last, before))
        last--;
    CPU_ZERO(&one);
    CPU_SET(last, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0;
}

bool bench_can_pin(void)
{
    cpu_set_t before;
    return pin(&before) && sched_setaffinity(0, sizeof before, &before) == 0;
}

/* The environment with LD_PRELOAD as asked for. */
static char **environment(const char *preload)
{
    size_t count = 0, kept = 0;
    while (environ[count] != NULL)
        count++;
    char **made = bench_array(count + 2, sizeof *made);
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "LD_PRELOAD=", 11) != 0)
            made[kept++] = bench_copy(environ[i]);
    if (*preload != '\0')
        made[kept++] = bench_text("LD_PRELOAD=%s", preload);
    return made;
}

static void free_environment(char **made)
{
    for (size_t i = 0; made[i] != NULL; i++)
        free(made[i]);
    free(made);
}

static int start(const struct bench_spawn *spawn, pid_t *child)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all = watched();
    int flags = O_WRONLY | O_CREAT | O_TRUNC;
    sigemptyset(&none);
    sigaddset(&all, SIGPIPE);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, spawn->output, flags, 0666);
    posix_spawn_file_actions_addopen(&files, 2, spawn->errors, flags, 0666);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    char **variables = environment(spawn->preload);
    cpu_set_t before;
    bool pinned = pin(&before);
    int error = posix_spawnp(child, spawn->argv[0], &files, &attributes, spawn->argv,
                             variables);
    if (pinned)
        sched_setaffinity(0, sizeof before, &before);
    free_environment(variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

enum bench_end bench_spawn(const struct bench_spawn *spawn, int *status)
{
    sigset_t set = watched();
    struct timespec second = {1, 0};
    pid_t child;
    *status = -1;
    errno = start(spawn, &child);
    if (errno != 0)
        return BENCH_FAILED;
    while (waitpid(child, status, WNOHANG) == 0) {
        int came = sigtimedwait(&set, NULL, &second);
        if (came > 0 && came != SIGCHLD) {
            kill(child, SIGTERM);
            waitpid(child, status, 0);
            return BENCH_STOPPED;
        }
        spawn->tick(spawn->context);
    }
    if (WIFSIGNALED(*status) && WTERMSIG(*status) == SIGINT)
        return BENCH_STOPPED; /* Ctrl-C reaches the worker, too, and perhaps first */
    return WIFEXITED(*status) && WEXITSTATUS(*status) == 0 ? BENCH_EXITED
                                                           : BENCH_FAILED;
}
