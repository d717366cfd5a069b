/* poison.h: tells AddressSanitizer which bytes of a block are not in use.
 *
 * Without it the tool sees one large malloc and nothing inside it; with it a read
 * after reset, or past the end of an object, traps like a read after free. */
#ifndef ARENA_POISON_H
#define ARENA_POISON_H

#include <stddef.h>

#if defined __SANITIZE_ADDRESS__
#define ARENA_POISON 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_POISON 1
#endif
#endif

#ifdef ARENA_POISON
#ifdef __cplusplus
extern "C" {
#endif
void __asan_poison_memory_region(void const volatile *start, size_t size);
void __asan_unpoison_memory_region(void const volatile *start, size_t size);
#ifdef __cplusplus
}
#endif
#endif

/* No byte of [start, start + size) may be touched from here on. */
static inline void arena_poison(const void *start, size_t size)
{
#ifdef ARENA_POISON
    __asan_poison_memory_region(start, size);
#else
    (void)start, (void)size;
#endif
}

/* The bytes [start, start + size) are an object's: they may be used. */
static inline void arena_unpoison(const void *start, size_t size)
{
#ifdef ARENA_POISON
    __asan_unpoison_memory_region(start, size);
#else
    (void)start, (void)size;
#endif
}

#endif
