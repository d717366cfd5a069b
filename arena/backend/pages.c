/* pages.c: blocks on huge pages, straight from Linux.
 *
 * A processor finds its way in memory by a small table of pages (the TLB); with pages
 * of 2 MiB instead of 4 KiB a large arena needs 512 times fewer entries and page
 * faults. Linux is asked for them, not forced: without any it gives ordinary pages. */
#define _DEFAULT_SOURCE
#include "../sources.h"

#ifdef __linux__
#include <sys/mman.h>

static size_t round_to_pages(size_t size)
{
    return (size + ARENA_HUGE_PAGE - 1) & ~(ARENA_HUGE_PAGE - 1);
}

/* Asks for a page more than needed and gives back what lies before and behind. */
static void *map_pages(size_t size)
{
    size_t whole = size + ARENA_HUGE_PAGE;
    char *memory =
        mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    size_t before = -(uintptr_t)memory & (ARENA_HUGE_PAGE - 1);
    size_t behind = ARENA_HUGE_PAGE - before;
    if (before > 0)
        munmap(memory, before);
    munmap(memory + before + size, behind);
    madvise(memory + before, size, MADV_HUGEPAGE);
    return memory + before;
}

void *arena_huge_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    if (old_size + new_size < ARENA_HUGE_PAGE)
        return arena_system_source(context, ptr, old_size, new_size);
    if (new_size != 0)
        return map_pages(round_to_pages(new_size));
    munmap(ptr, round_to_pages(old_size));
    return NULL;
}

#else

void *arena_huge_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    return arena_system_source(context, ptr, old_size, new_size);
}

#endif
