/* pages.c: blocks on huge pages, straight from Linux.
 *
 * A processor finds its way in memory by a small table of pages (the TLB); with pages
 * of 2 MiB instead of 4 KiB a large arena needs 512 times fewer entries and page
 * faults. Linux is asked for them, not forced: without any it gives ordinary pages. */
#define _DEFAULT_SOURCE 1
#include "../sources.h"

#ifdef __linux__
#include <string.h>
#include <sys/mman.h>

static size_t round_to_pages(size_t size)
{
    return (size + ARENA_HUGE_PAGE - 1) & ~(ARENA_HUGE_PAGE - 1);
}

/* Asks for a page more than needed and gives back what lies before and behind. */
static void *map_pages(size_t size)
{
    if (size > PTRDIFF_MAX / 2)
        return NULL;
    size = round_to_pages(size);
    size_t whole = size + ARENA_HUGE_PAGE;
    char *memory =
        mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return NULL;
    size_t before = -(uintptr_t)memory & (ARENA_HUGE_PAGE - 1);
    size_t behind = ARENA_HUGE_PAGE - before;
    munmap(memory, before); /* nothing, if it is 0 */
    munmap(memory + before + size, behind);
    madvise(memory + before, size, MADV_HUGEPAGE);
    return memory + before;
}

static void *take(size_t size)
{
    return size < ARENA_HUGE_PAGE ? arena_system_source(NULL, NULL, 0, size)
                                  : map_pages(size);
}

static void give_back(void *ptr, size_t size)
{
    if (size < ARENA_HUGE_PAGE)
        arena_system_source(NULL, ptr, size, 0);
    else
        munmap(ptr, round_to_pages(size));
}

void *arena_huge_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    if (old_size < ARENA_HUGE_PAGE && new_size < ARENA_HUGE_PAGE)
        return arena_system_source(context, ptr, old_size, new_size);
    void *taken = new_size != 0 ? take(new_size) : NULL;
    if (new_size != 0 && taken == NULL)
        return NULL; /* what there was stays as it is */
    if (ptr != NULL && taken != NULL)
        memcpy(taken, ptr, old_size < new_size ? old_size : new_size);
    if (ptr != NULL)
        give_back(ptr, old_size);
    return taken;
}

#else

void *arena_huge_source(void *context, void *ptr, size_t old_size, size_t new_size)
{
    return arena_system_source(context, ptr, old_size, new_size);
}

#endif
