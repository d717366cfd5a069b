/* depth.c: `depth [-p] [-a|-q]`: no text overflows the stack; what a level takes of it.
 *
 * Everything runs on a thread whose stack was filled with a pattern before: what the
 * pattern is gone from has been in use. Below the stack lies a page that nobody may
 * touch; a signal handler on a stack of its own names the text that did.
 *
 * levels  each way to nest, with each kind of mistake at each level: two depths give
 *         what a level takes; DOCUMENTED (docs/limits.md) is the most it may be
 * small   the same on 64 KiB, at the limit that the document gives for it
 * deep    10 MB of nesting are refused, and the deepest that may be set is not
 * chains  a million operators in 64 KiB: parsed by each backend, written in each form
 *
 * -p: planted: each level takes a frame of 1 KiB more. -q: levels alone. -a: all, which
 * takes minutes: more depths, and every chain with every backend and in every form. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/linear.h"

enum {
    DOCUMENTED = 512,   /* bytes of stack a level, by docs/limits.md */
    SMALL = 64 << 10,   /* bytes of the small stack there */
    SMALL_LEVELS = 100, /* the levels it holds */
    MIDDLE = 2 << 20,   /* bytes of one that holds MANY levels, and planted ones */
    LARGE = 8 << 20,    /* bytes of the usual stack */
    GUARD = 64 << 10,   /* bytes below a stack that nobody may touch */
    FEW = 100,          /* two depths that are compared */
    MANY = 600
};

/* A stack to run on. */
struct stack {
    unsigned char *low; /* its lowest byte */
    size_t size;        /* in bytes */
};

static const char *doing = "nothing"; /* for the signal handler */
static bool planted, all, quick;      /* -p, -a, -q */
static size_t inputs, wrong;

static struct stack make_stack(size_t size)
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
    static const char message[] = "depth: the stack overflows: ";
    (void)number;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    written = write(STDERR_FILENO, doing, strlen(doing));
    written = write(STDERR_FILENO, "\n", 1);
    _exit(written == 1 ? 1 : 2);
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

/* Runs something on that stack. Returns how many bytes it took. */
static size_t run_on(const struct stack *stack, void (*run)(void *), void *context)
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

/* --- one text, all that is done with it --- */

/* A text being looked at. */
struct trial {
    struct cel_string text; /* it */
    uint32_t max_depth;     /* how deep it may nest */
    const char *spec;       /* the backend */
    bool writes;            /* it is written, too, in each form that it has */
    bool valid;             /* comes out: it has no errors */
    bool too_deep;          /* comes out: it nests too deep */
    size_t forms;           /* comes out: forms it was written in */
};

/* A planted fault: what recursion would take. */
static unsigned char recurse(unsigned levels)
{
    volatile unsigned char frame[1024];
    frame[levels % sizeof frame] = (unsigned char)levels;
    return levels == 0 ? 0 : (unsigned char)(recurse(levels - 1) + frame[0]);
}

static void run_phases(struct trial *trial, struct work *work)
{
    for (int i = 0; i < (trial->writes ? PHASES : 1); i++) {
        if (!has_phase(work, &phases[i]))
            continue;
        wrong += !run_phase(work, &phases[i]);
        trial->forms += i > 0 && work->written + work->out.used > 0;
        arena_destroy(&work->scratch);
    }
}

static void run_trial(void *context)
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
    if (planted)
        recurse(trial->max_depth);
    arena_reset(&work.parsed);
    arena_destroy(&work.parsed);
    inputs++;
}

/* --- texts --- */

/* What opens a level, and what closes it. */
static const struct level {
    const char *open;  /* at the level's beginning */
    const char *close; /* at its end */
} levels[] = {
    {"(", ")"},
    {"[", "]"},
    {"[?", "]"},
    {"{1:", "}"},
    {"{?1:", "}"},
    {"{", ":1}"},
    {"A{b:", "}"},
    {"A.B{?c:", "}"},
    {"f(", ")"},
    {"f(a,", ",b)"},
    {"a.f(", ")"},
    {"a[", "]"},
    {"a[?", "]"},
    {"a?b:", ""},
    {"a?(", "):b"},
    {"(", ")?a:b"},
    {"-(", ")"},
    {"!(", ")"},
    {"a||b&&c==d+e*(", ")"},
    {"a||b&&c==d+e*!f[{g:M{h:i(", ")}}]"},
    {"[has(a.b),", "]"},
    {"a.all(x,", ")"},
    {"a.exists(x,b&&", ")"},
    {"a.exists_one(x,", ")"},
    {"a.map(x,", ")"},
    {"a.map(x,y,", ")"},
    {"a.filter(x,", ")"},
    {"a.all(", ",x)"},
    {"(", ").f()"},
    {"(", ").all(x,y)"},
    {"(", ")[0]"},
};

/* What is wrong at each level: it stands before or behind what opens it. The first is
 * nothing at all. */
static const char *const mistakes[] = {
    "",       "a ",   "a b ",  "+ ",  ", ",           ": ",        "? ",
    ") ",     "] ",   "} ",    "; ",  "$ ",           "= ",        "a = ",
    "& ",     "=> ",  "a.",    "a..", "a.1",          "if ",       "not ",
    "while ", "'",    "'a\n",  "'''", "`a` ",         "1x ",       "0X1",
    "1. ",    "\\ ",  "# ",    "/* ", "{ ",           "[ ",        "( ",
    "A{ ",    "A{1:", "{a b ", "f(,", "a ? b ",       "1 2",       "<> ",
    "!- ",    "a\v ", "f(a:b", "{a=", "\xe2\x80\x9c", "a\xc2\xa0", "1e999 ",
    "'\\q' ", "has(",
};

/* What stands at the end of each level in the place of what closes it; NULL: that. */
static const char *const endings[] = {NULL, ""};

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { NAME = 64 /* bytes of what a text is called */ };

/* `before` and `open` so many times, a middle, `close` so many times. */
static struct cel_string nest(const char *before, const char *open, const char *close,
                              size_t count)
{
    size_t one = strlen(before) + strlen(open) + strlen(close);
    char *text = malloc(count * one + 2), *at = text;
    if (text == NULL)
        exit(2);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(stpcpy(at, before), open);
    *at++ = 'a';
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, close);
    return (struct cel_string){text, (size_t)(at - text)};
}

typedef void look(const char *name, const char *before, const char *open,
                  const char *close);

/* Shows `look` each way to nest with each mistake in it, before and behind what opens a
 * level. */
static void for_each_nesting(look *at)
{
    enum { WAYS = COUNT(levels) * COUNT(mistakes) * COUNT(endings) };
    static char name[NAME];
    doing = name;
    for (size_t i = 0; i < WAYS; i += all ? 1 : COUNT(endings)) {
        const struct level *level = &levels[i / COUNT(mistakes) / COUNT(endings)];
        const char *mistake = mistakes[i / COUNT(endings) % COUNT(mistakes)];
        const char *close = endings[i % COUNT(endings)];
        close = close != NULL ? close : level->close;
        snprintf(name, sizeof name, "%s%s...%s", mistake, level->open, close);
        at(name, mistake, level->open, close);
        snprintf(name, sizeof name, "%s%s...%s", level->open, mistake, close);
        at(name, level->open, mistake, close);
    }
    doing = "nothing";
}

/* --- the checks --- */

static struct stack large, middle, small;

/* What has been found. */
static struct {
    double bytes;    /* of stack that a level took at most */
    char name[NAME]; /* the text in which it did */
    size_t small;    /* bytes of the small stack that were used at most */
    size_t valid;    /* texts without errors on it */
    size_t broken;   /* and with */
    size_t forms;    /* in which chains were written */
} found;

static void look_at_level(const char *name, const char *before, const char *open,
                          const char *close)
{
    static const uint32_t depths[2] = {FEW, MANY};
    size_t used[2];
    for (int i = 0; i < 2; i++) {
        struct trial trial = {.max_depth = depths[i], .spec = "arena"};
        trial.text = nest(before, open, close, depths[i] + 1);
        used[i] = run_on(&middle, run_trial, &trial);
        free((char *)trial.text.data);
    }
    double bytes = ((double)used[1] - (double)used[0]) / (MANY - FEW);
    if (bytes <= found.bytes)
        return;
    found.bytes = bytes;
    snprintf(found.name, sizeof found.name, "%s", name);
}

/* All that is done with texts that fit, just fit, or do not, on the small stack. */
static void look_at_small(const char *name, const char *before, const char *open,
                          const char *close)
{
    static const size_t counts[] = {SMALL_LEVELS - 1, SMALL_LEVELS / 4 - 1,
                                    3 * SMALL_LEVELS};
    (void)name;
    for (size_t i = 0; i < (all ? COUNT(counts) : 1); i++) {
        struct trial trial = {
            .max_depth = SMALL_LEVELS, .spec = "arena", .writes = true};
        trial.text = nest(before, open, close, counts[i]);
        size_t used = run_on(&small, run_trial, &trial);
        found.small = used > found.small ? used : found.small;
        *(trial.valid ? &found.valid : &found.broken) += 1;
        free((char *)trial.text.data);
    }
}

/* What `text` nests is too deep, or is not, as it should be. */
static void check_depth(struct cel_string text, uint32_t max_depth, bool too_deep)
{
    struct trial trial = {
        .text = text, .max_depth = max_depth, .spec = "arena", .writes = true};
    run_on(&large, run_trial, &trial);
    if (trial.too_deep != too_deep) {
        printf("depth: %s: at %u levels it should%s be too deep\n", doing, max_depth,
               too_deep ? "" : " not");
        wrong++;
    }
    free((char *)text.data);
}

/* The deepest that may be set fits the usual stack; 10 MB of what opens levels do not
 * fit, and are refused. */
static void check_deepest(void)
{
    static const uint32_t limits[] = {CEL_MAX_DEPTH, 1, 2, 3, 250};
    size_t count = all ? COUNT(limits) : 1;
    for (size_t i = 0; i < COUNT(levels) * count; i++) {
        const struct level *level = &levels[i / count];
        uint32_t limit = limits[i % count];
        size_t many = (limit == CEL_MAX_DEPTH ? 10000000 : 100000);
        doing = level->open;
        check_depth(nest("", level->open, level->close, (limit - 1) / 4), limit, false);
        check_depth(nest("", level->open, "", many / strlen(level->open)), limit, true);
    }
}

/* A first operand, and what follows it a million times. */
static const struct chain {
    const char *start; /* once */
    const char *link;  /* again and again */
    const char *end;   /* once */
    bool shown;        /* it is written in each form, even without -a */
} chains[] = {
    {"a", "+a", "", true},
    {"a", "-a", "", false},
    {"a", "*a", "", false},
    {"a", "/a", "", false},
    {"a", "%a", "", false},
    {"a", "==a", "", false},
    {"a", "!=a", "", false},
    {"a", "<a", "", false},
    {"a", "<=a", "", false},
    {"a", ">a", "", false},
    {"a", ">=a", "", false},
    {"a", " in a", "", false},
    {"a", "&&a", "", true},
    {"a", "||a", "", false},
    {"a", "&&a||a", "", false},
    {"a", "*a+a<a", "", false},
    {"", "!", "a", false},
    {"", "-", "a", false},
    {"a", ".a", "", true},
    {"a", ".?a", "", false},
    {"a", "[0]", "", false},
    {"a", "[?0]", "", false},
    {"a", ".f()", "", false},
    {"a", "==-a", "", false},
    {"has(a.b)", "&&has(a.b)", "", false},
};

enum { LINKS = 1000000 /* of a chain */ };

static void check_chain(const struct chain *chain, bool shown)
{
    static const char *const specs[] = {"arena", "malloc", "slab", "fixed", "host"};
    size_t link = strlen(chain->link);
    char *text = malloc(link * LINKS + 32), *at = stpcpy(text, chain->start);
    for (size_t i = 0; i < LINKS; i++, at += link)
        memcpy(at, chain->link, link);
    at = stpcpy(at, chain->end);
    doing = chain->link;
    for (size_t i = 0; i < (shown ? COUNT(specs) : 1); i++) {
        struct trial trial = {.text = {text, (size_t)(at - text)},
                              .max_depth = 2,
                              .spec = specs[i],
                              .writes = shown && i == 0};
        run_on(&small, run_trial, &trial);
        found.forms = trial.forms > found.forms ? trial.forms : found.forms;
        if (trial.valid && (trial.forms > 0) == trial.writes)
            continue;
        printf("depth: a million of %s with %s: broken, or not written\n", chain->link,
               specs[i]);
        wrong++;
    }
    free(text);
}

int main(int argc, char **argv)
{
    int option;
    while ((option = getopt(argc, argv, "paq")) != -1)
        *(option == 'p' ? &planted : option == 'q' ? &quick : &all) = true;
    struct sigaction action = {.sa_handler = say_overflow, .sa_flags = SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    large = make_stack(LARGE);
    middle = make_stack(MIDDLE);
    small = make_stack(SMALL);
    for_each_nesting(look_at_level);
    printf("level %.0f %s\n", found.bytes, found.name);
    if (found.bytes > DOCUMENTED || found.bytes < 50 || planted || quick)
        return found.bytes > DOCUMENTED || found.bytes < 50;
    for_each_nesting(look_at_small);
    check_deepest();
    for (size_t i = 0; i < COUNT(chains); i++)
        check_chain(&chains[i], all || chains[i].shown);
    printf("inputs %zu small %zu valid %zu broken %zu chains %zu forms %zu wrong %zu\n",
           inputs, found.small, found.valid, found.broken, COUNT(chains), found.forms,
           wrong);
    return wrong > 0 || found.valid == 0 || found.broken == 0;
}
