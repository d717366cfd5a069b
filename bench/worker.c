/* worker.c: from the arguments to the sets, one after the other. */
#include "bench/worker.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "bench/allocator.h"
#include "bench/counters.h"
#include "bench/heap.h"
#include "bench/pages.h"
#include "bench/random.h"
#include "bench/rival.h"
#include "bench/work.h"

static bool is_known(const char *name)
{
    const struct bench_rival *rival;
    bool found = strcmp(name, "all") == 0;
    for (size_t i = 0; !found && (rival = bench_rival_at(i)) != NULL; i++)
        found = strcmp(rival->name, name) == 0;
    if (found)
        return true;
    fprintf(stderr, "bench: unknown rival '%s'; this program has: all", name);
    for (size_t i = 0; (rival = bench_rival_at(i)) != NULL; i++)
        fprintf(stderr, " %s", rival->name);
    if (strcmp(name, "malloc-direct") == 0)
        fputs("; build/bench/direct has malloc-direct", stderr);
    fputc('\n', stderr);
    return false;
}

static bool rivals_are_known(char **names)
{
    for (; *names != NULL; names++)
        if (!is_known(*names))
            return false;
    return true;
}

static void print_counters(void)
{
    struct bench_counters counters;
    const char *blank = "";
    bench_counters_open(&counters);
    fputs("K,counters,", stdout);
    for (size_t i = 0; i < BENCH_COUNTERS; i++)
        if (counters.files[i] >= 0) {
            printf("%s%s", blank, bench_counter_name(i));
            blank = " ";
        }
    putchar('\n');
    bench_counters_close(&counters);
}

static bool allocator_is(const char *wanted)
{
    char version[128];
    const char *loaded = bench_allocator(version, sizeof version);
    printf("K,%s,%s\n", loaded, version);
    print_counters();
    if (strcmp(wanted, loaded) == 0)
        return true;
    fprintf(stderr, "bench: the malloc in this process is %s's, not %s's\n", loaded,
            wanted);
    return false;
}

static size_t count_sets(char **names)
{
    size_t count = 0;
    while (names[count] != NULL)
        count++;
    return count;
}

static bool sets_are_known(char **names)
{
    for (; *names != NULL; names++)
        if (!bench_set_is_known(*names))
            return false;
    return true;
}

/* Makes those sets that can be made, and tells of the others; how many there are. */
static size_t make_sets(struct bench_arguments *a, struct bench_set *sets)
{
    size_t made = 0;
    for (char **name = a->sets; *name != NULL; name++) {
        if (bench_make_set(&sets[made], *name, &a->input))
            made++;
        else
            printf("K,skipped:%s:%s:%s:,the set cannot be made\n", a->allocator,
                   a->heap, *name);
    }
    return made;
}

/* All sets are made before the heap is, so that making them leaves no mark on it. */
static bool work_on_all(struct bench_arguments *a, uint64_t seed)
{
    size_t bytes = (count_sets(a->sets) + 1) * sizeof(struct bench_set);
    struct bench_set *sets = bench_pages(bytes);
    a->input.seed = a->seed;
    bench_keep_valid(&a->input);
    size_t count = make_sets(a, sets);
    bool good = count > 0;
    if (good && !bench_make_heap(a->heap, seed)) {
        fprintf(stderr,
                "bench: unknown heap '%s'; there are clean, fragmented and "
                "churned\n",
                a->heap);
        good = false;
    }
    for (size_t i = 0; good && i < count; i++) {
        good = bench_work_on(a, &sets[i], seed + i);
    }
    for (size_t i = 0; i < count; i++)
        bench_free_set(&sets[i]);
    bench_pages_free(sets, bytes);
    return good;
}

/* What would be a hidden variable otherwise. glibc raises the sizes from which it maps
 * and trims when a mapped object is freed, by whichever rival: they are fixed where
 * that ends. Huge pages come or not by chance of alignment: nobody gets them unasked.
 */
static void fix_circumstances(void)
{
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* no one would read what it measures */
}

int bench_worker(int argc, char **argv)
{
    struct bench_arguments a;
    fix_circumstances();
    bool good = bench_read_arguments(&a, argc, argv) && rivals_are_known(a.rivals) &&
                sets_are_known(a.sets) && (a.planted == NULL || is_known(a.planted)) &&
                allocator_is(a.allocator);
    if (good) {
        uint64_t process = strtoull(a.process, NULL, 10);
        uint64_t seed = a.seed ^ process << 32;
        good = work_on_all(&a, bench_random(&seed));
    }
    units_free(&a.input.files);
    free(a.input.paths);
    free(a.sets);
    free(a.rivals);
    if (good)
        puts("E");
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("bench: standard output cannot be written\n", stderr);
        good = false;
    }
    return good ? 0 : 2;
}
