/* checked.c: one place that ends the program when there is no memory. */
#include "bench/checked.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

void *bench_array(size_t count, size_t size)
{
    return checked(calloc(count > 0 ? count : 1, size));
}

void *bench_resize(void *memory, size_t size)
{
    return checked(realloc(memory, size > 0 ? size : 1));
}

char *bench_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(bench_array(size, 1), text, size);
}

char *bench_text(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    char *text = bench_array((size_t)(size < 0 ? 0 : size) + 1, 1);
    if (size >= 0)
        vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}
