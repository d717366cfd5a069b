/* poison.h: tells the memory checkers which bytes of a block are in use.
 *
 * Without it a checker sees one large malloc and nothing inside it; with it a read
 * after reset, or past the end of an object, is found like a read after free, and a
 * field that a constructor forgot like one of fresh memory. For AddressSanitizer,
 * MemorySanitizer and, with -DARENA_VALGRIND for all that is compiled, valgrind; for
 * nothing, otherwise. */
#ifndef ARENA_POISON_H
#define ARENA_POISON_H

#include <stddef.h>

#if defined __SANITIZE_ADDRESS__
#define ARENA_POISON_ASAN 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_POISON_ASAN 1
#elif __has_feature(memory_sanitizer)
#define ARENA_POISON_MSAN 1
#endif
#endif

#if defined ARENA_POISON_ASAN || defined ARENA_POISON_MSAN || defined ARENA_VALGRIND
#define ARENA_POISON 1
#endif

#ifdef ARENA_VALGRIND
#include <valgrind/memcheck.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif
#ifdef ARENA_POISON_ASAN
void __asan_poison_memory_region(void const volatile *start, size_t size);
void __asan_unpoison_memory_region(void const volatile *start, size_t size);
#endif
#ifdef ARENA_POISON_MSAN
void __msan_poison(const volatile void *start, size_t size);
void __msan_unpoison(const volatile void *start, size_t size);
#endif
#ifdef __cplusplus
}
#endif

/* No byte of [start, start + size) may be touched from here on. */
static inline void arena_poison(const void *start, size_t size)
{
#if defined ARENA_POISON_ASAN
    __asan_poison_memory_region(start, size);
#elif defined ARENA_POISON_MSAN
    __msan_poison(start, size);
#elif defined ARENA_VALGRIND
    (void)VALGRIND_MAKE_MEM_NOACCESS(start, size);
#endif
    (void)start, (void)size;
}

/* The bytes [start, start + size) are a new object's: they may be written, and read
 * once they have been. */
static inline void arena_unpoison(const void *start, size_t size)
{
#if defined ARENA_POISON_ASAN
    __asan_unpoison_memory_region(start, size);
#elif defined ARENA_POISON_MSAN
    __msan_poison(start, size);
#elif defined ARENA_VALGRIND
    (void)VALGRIND_MAKE_MEM_UNDEFINED(start, size);
#endif
    (void)start, (void)size;
}

/* The bytes [start, start + size) are those that had been written there before they
 * were poisoned: what a backend keeps for itself in free memory. */
static inline void arena_unpoison_kept(const void *start, size_t size)
{
#if defined ARENA_POISON_ASAN
    __asan_unpoison_memory_region(start, size);
#elif defined ARENA_POISON_MSAN
    __msan_unpoison(start, size);
#elif defined ARENA_VALGRIND
    (void)VALGRIND_MAKE_MEM_DEFINED(start, size);
#endif
    (void)start, (void)size;
}

#endif
