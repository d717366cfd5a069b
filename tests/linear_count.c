/* linear_count.c: counts work inside the process, which is exact and costs little.
 *
 * A library compiled with -fsanitize-coverage=trace-pc calls a function in each basic
 * block. A block has a bounded number of instructions, so blocks grow as instructions
 * do. Blocks of the C library are not seen: the linker leads its functions that go
 * through memory here (--wrap), and their bytes are counted, eight for one. */
#include <string.h>

#include "tests/linear.h"

#ifdef __clang__
#define UNCOUNTED __attribute__((no_sanitize("coverage")))
#else
#define UNCOUNTED __attribute__((no_sanitize_coverage))
#endif

static uint64_t blocks, bytes;

void __sanitizer_cov_trace_pc(void);
UNCOUNTED void __sanitizer_cov_trace_pc(void)
{
    blocks++;
}

UNCOUNTED uint64_t take_count(void)
{
    uint64_t count = blocks + bytes / 8;
    blocks = bytes = 0;
    return count;
}

void *__real_memcpy(void *to, const void *from, size_t size);
void *__real_memset(void *to, int c, size_t size);
void *__real_memchr(const void *in, int c, size_t size);
int __real_memcmp(const void *a, const void *b, size_t size);
size_t __real_strlen(const char *text);
void *__wrap_memcpy(void *to, const void *from, size_t size);
void *__wrap_memset(void *to, int c, size_t size);
void *__wrap_memchr(const void *in, int c, size_t size);
int __wrap_memcmp(const void *a, const void *b, size_t size);
size_t __wrap_strlen(const char *text);

UNCOUNTED void *__wrap_memcpy(void *to, const void *from, size_t size)
{
    bytes += size;
    return __real_memcpy(to, from, size);
}

UNCOUNTED void *__wrap_memset(void *to, int c, size_t size)
{
    bytes += size;
    return __real_memset(to, c, size);
}

UNCOUNTED void *__wrap_memchr(const void *in, int c, size_t size)
{
    const char *found = __real_memchr(in, c, size);
    bytes += found != NULL ? (size_t)(found - (const char *)in) : size;
    return (void *)found;
}

UNCOUNTED int __wrap_memcmp(const void *a, const void *b, size_t size)
{
    bytes += size;
    return __real_memcmp(a, b, size);
}

UNCOUNTED size_t __wrap_strlen(const char *text)
{
    size_t size = __real_strlen(text);
    bytes += size;
    return size;
}
