/* depth_stack.c: stacks that tell how far they have been used. They are filled with a
 * pattern before: what the pattern is gone from has been in use. Below lies a page that
 * nobody may touch; a signal handler on a stack of its own names the text that did. */
#define _GNU_SOURCE
#include "tests/depth.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    GUARD = 64 << 10, /* bytes below a stack that nobody may touch */
    FEW = 100,        /* two depths that are compared */
    MANY = 600
};

static const char message[] = "depth: the stack overflows: ";
static const char *now = "nothing"; /* is being done, for the signal handler */

void doing(const char *what)
{
    now = what;
}

struct stack make_stack(size_t size)
{
    unsigned char *pages = mmap(NULL, GUARD + size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages, GUARD, PROT_NONE) != 0)
        exit(2);
    memset(pages + GUARD, 0xa5, size);
    return (struct stack){pages + GUARD, size};
}

/* How many bytes have been in use; it is filled with the pattern again. */
static size_t take_used(const struct stack *stack)
{
    const uint64_t *words = (const uint64_t *)(const void *)stack->low;
    size_t free = 0;
    while (free < stack->size && *words++ == 0xa5a5a5a5a5a5a5a5)
        free += sizeof *words;
    memset(stack->low + free, 0xa5, stack->size - free);
    return stack->size - free;
}

static void say_overflow(int number)
{
    (void)number;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    written = write(STDERR_FILENO, now, strlen(now));
    written = write(STDERR_FILENO, "\n", 1);
    _exit(written == 1 ? 1 : 2);
}

void watch_stacks(void)
{
    struct sigaction action = {.sa_handler = say_overflow, .sa_flags = SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
}

/* What a thread is to do. */
struct task {
    void (*run)(void *context); /* this */
    void *context;              /* with that */
};

static void *run_task(void *context)
{
    struct task *task = context;
    static char room[1 << 16];
    stack_t apart = {.ss_sp = room, .ss_size = sizeof room};
    sigaltstack(&apart, NULL);
    task->run(task->context);
    apart.ss_flags = SS_DISABLE;
    sigaltstack(&apart, NULL);
    return NULL;
}

size_t run_on(const struct stack *stack, void (*run)(void *), void *context)
{
    struct task task = {run, context};
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    if (pthread_attr_setstack(&attributes, stack->low, stack->size) != 0 ||
        pthread_create(&thread, &attributes, run_task, &task) != 0)
        exit(2);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    return take_used(stack);
}

/* What no function may do. */
static unsigned char recurse(unsigned depth)
{
    volatile unsigned char frame[1024];
    frame[depth % sizeof frame] = (unsigned char)depth;
    return depth == 0 ? 0 : (unsigned char)(recurse(depth - 1) + frame[0]);
}

static void run_recursion(void *depth)
{
    recurse(*(unsigned *)depth);
}

/* What the process beside, whose errors come here, says before its end. */
static bool says_overflow(int errors, pid_t child)
{
    char said[sizeof message + 16] = "";
    size_t size = 0;
    int status;
    for (ssize_t got = 1; got > 0 && size < sizeof said - 1; size += (size_t)got)
        if ((got = read(errors, said + size, sizeof said - 1 - size)) < 0)
            return false;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 1 &&
           strncmp(said, message, sizeof message - 1) == 0 &&
           strcmp(said + sizeof message - 1, "planted\n") == 0;
}

bool overflow_is_noticed(const struct stack *stack)
{
    unsigned count = (unsigned)(stack->size >> 10);
    int errors[2];
    if (pipe(errors) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        dup2(errors[1], STDERR_FILENO);
        doing("planted");
        run_on(stack, run_recursion, &count);
        _exit(0);
    }
    close(errors[1]);
    bool noticed = child > 0 && says_overflow(errors[0], child);
    close(errors[0]);
    return noticed;
}

double planted_level(const struct stack *stack)
{
    unsigned few = FEW, many = MANY;
    size_t less = run_on(stack, run_recursion, &few);
    size_t more = run_on(stack, run_recursion, &many);
    return ((double)more - (double)less) / (MANY - FEW);
}
