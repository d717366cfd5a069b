/* machine.c: what can be told of this machine. The Makefile hands in what only it
 * knows: flags, commit, and the hash of the sources. */
#define _GNU_SOURCE
#include <gnu/libc-version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "bench/checked.h"
#include "bench/facts.h"
#include "bench/preload.h"
#include "bench/random.h"
#include "bench/spawn.h"

#ifndef BENCH_FLAGS
#define BENCH_FLAGS "unknown"
#endif
#ifndef BENCH_COMMIT
#define BENCH_COMMIT "unknown"
#endif
#ifndef BENCH_CODE
#define BENCH_CODE "unknown"
#endif
#ifdef __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

const char *bench_build(void)
{
    return COMPILER " " BENCH_FLAGS " " BENCH_CODE;
}

uint64_t bench_file_sum(uint64_t sum, const char *path, size_t *bytes)
{
    char buffer[1 << 14];
    FILE *file = fopen(path, "rb");
    size_t got;
    while (file != NULL && (got = fread(buffer, 1, sizeof buffer, file)) > 0) {
        sum = bench_sum(sum, buffer, got);
        *bytes += got;
    }
    if (file != NULL)
        fclose(file);
    return sum;
}

/* A corpus by name, size and content, and not by where it lies on this machine. */
static void tell_corpus(struct bench_facts *facts, const char *path)
{
    const char *slash = strrchr(path, '/');
    char value[300];
    size_t bytes = 0;
    uint64_t sum = bench_file_sum(BENCH_SUM, path, &bytes);
    snprintf(value, sizeof value, "%.200s %zu bytes %016llx",
             slash != NULL ? slash + 1 : path, bytes, (unsigned long long)sum);
    bench_fact(facts, "corpus", value);
}

/* What stands between `begin` and `end` in the first such line of a file. */
static void find(const char *path, const char *begin, const char *end, char *value,
                 size_t size)
{
    char line[1024];
    FILE *file = fopen(path, "r");
    snprintf(value, size, "unknown");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *found = strstr(line, begin);
        if (found == NULL)
            continue;
        found += strlen(begin);
        snprintf(value, size, "%.*s", (int)strcspn(found, end), found);
        break;
    }
    if (file != NULL)
        fclose(file);
}

static void tell_machine(struct bench_facts *facts)
{
    struct utsname host;
    char value[300];
    find("/proc/cpuinfo", "model name\t: ", "\n", value, sizeof value);
    bench_fact(facts, "processor", value);
    snprintf(value, sizeof value, "%ld", sysconf(_SC_NPROCESSORS_ONLN));
    bench_fact(facts, "cores", value);
    snprintf(value, sizeof value, "%.1f GB",
             (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE) / 1e9);
    bench_fact(facts, "memory", value);
    find("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "", "\n", value,
         sizeof value);
    bench_fact(facts, "governor", value);
    bench_fact(facts, "pinned", bench_can_pin() ? "yes" : "no");
    find("/sys/kernel/mm/transparent_hugepage/enabled", "[", "]", value, sizeof value);
    bench_fact(facts, "transparent_huge_pages", value);
    find("/proc/sys/kernel/randomize_va_space", "", "\n", value, sizeof value);
    bench_fact(facts, "address_randomisation", value);
    if (uname(&host) == 0) {
        snprintf(value, sizeof value, "%s %s %s", host.sysname, host.release,
                 host.machine);
        bench_fact(facts, "kernel", value);
    }
    snprintf(value, sizeof value, "glibc %s", gnu_get_libc_version());
    bench_fact(facts, "libc", value);
}

static void tell_settings(struct bench_facts *facts, const struct bench_settings *s)
{
    static const char *const modes[] = {"quick", "full", "chosen"};
    char value[64];
    bench_fact(facts, "mode", modes[s->mode]);
    snprintf(value, sizeof value, "%llu", (unsigned long long)s->seed);
    bench_fact(facts, "seed", value);
    bench_fact(facts, "plant", s->plant != NULL ? s->plant : "");
    if (s->corpus != NULL)
        tell_corpus(facts, s->corpus);
    else
        bench_fact(facts, "corpus", "");
}

void bench_facts_here(struct bench_facts *facts, const struct bench_settings *settings)
{
    static const char *const allocators[] = {"jemalloc", "mimalloc", "tcmalloc"};
    char date[32];
    time_t now = time(NULL);
    struct tm utc;
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &utc));
    *facts = (struct bench_facts){0};
    tell_machine(facts);
    bench_fact(facts, "compiler", COMPILER);
    bench_fact(facts, "flags", BENCH_FLAGS);
    bench_fact(facts, "commit", BENCH_COMMIT);
    bench_fact(facts, "code", BENCH_CODE);
    bench_fact(facts, "date", date);
    tell_settings(facts, settings);
    for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
        bench_fact(facts, allocators[i],
                   bench_library_is_here(bench_library_of(allocators[i])) ? "not used"
                                                                          : "missing");
}
