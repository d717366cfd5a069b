/* counters.c: perf_event_open, a file for each counter. */
#define _GNU_SOURCE
#include "bench/counters.h"

#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A miss of the first-level data TLB while reading. */
enum {
    READ_MISS_OF_DTLB = PERF_COUNT_HW_CACHE_DTLB | PERF_COUNT_HW_CACHE_OP_READ << 8 |
                        PERF_COUNT_HW_CACHE_RESULT_MISS << 16
};

static const struct {
    const char *name; /* in counters.csv */
    uint32_t type;    /* the kernel's kind of counter */
    uint64_t config;  /* which of that kind */
} counters_known[BENCH_COUNTERS] = {
    {"cycles", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
    {"instructions", PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
    {"branch_misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
    {"cache_misses", PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
    {"dtlb_misses", PERF_TYPE_HW_CACHE, READ_MISS_OF_DTLB},
    {"page_faults", PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS},
};

static int open_counter(size_t i)
{
    struct perf_event_attr attr;
    memset(&attr, 0, sizeof attr);
    attr.size = sizeof attr;
    attr.type = counters_known[i].type;
    attr.config = counters_known[i].config;
    attr.disabled = 1;
    attr.exclude_kernel = 1;
    attr.exclude_hv = 1;
    attr.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    return (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

size_t bench_counters_open(struct bench_counters *counters)
{
    size_t count = 0;
    for (size_t i = 0; i < BENCH_COUNTERS; i++) {
        counters->files[i] = open_counter(i);
        counters->values[i] = 0;
        count += counters->files[i] >= 0;
    }
    return count;
}

static void order_all(struct bench_counters *counters, unsigned long order)
{
    for (size_t i = 0; i < BENCH_COUNTERS; i++)
        if (counters->files[i] >= 0)
            ioctl(counters->files[i], order, 0);
}

void bench_counters_start(struct bench_counters *counters)
{
    order_all(counters, PERF_EVENT_IOC_RESET);
    order_all(counters, PERF_EVENT_IOC_ENABLE);
}

/* A processor with fewer counters than are asked for takes turns; what was counted in a
 * part of the time stands for all of it. */
static uint64_t read_counter(int file)
{
    struct {
        uint64_t value;   /* what was counted */
        uint64_t enabled; /* nanoseconds it should have counted */
        uint64_t running; /* nanoseconds it did */
    } it = {0, 0, 0};
    if (read(file, &it, sizeof it) != sizeof it || it.running == 0)
        return 0;
    double share = (double)it.enabled / (double)it.running;
    return (uint64_t)((double)it.value * share);
}

void bench_counters_stop(struct bench_counters *counters)
{
    order_all(counters, PERF_EVENT_IOC_DISABLE);
    for (size_t i = 0; i < BENCH_COUNTERS; i++)
        if (counters->files[i] >= 0)
            counters->values[i] = read_counter(counters->files[i]);
}

const char *bench_counter_name(size_t i)
{
    return counters_known[i].name;
}

void bench_counters_close(struct bench_counters *counters)
{
    for (size_t i = 0; i < BENCH_COUNTERS; i++)
        if (counters->files[i] >= 0)
            close(counters->files[i]);
}
