/* units.c: reading texts, joining them to a long one, and varying their names. All of
 * it lies in pages from the system: see pages.h. */
#define _POSIX_C_SOURCE 200809L
#include "bench/units.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/pages.h"
#include "bench/random.h"

/* Texts lie one behind the other in chunks. */
struct units_chunk {
    struct units_chunk *next; /* the one before */
    size_t size;              /* in bytes, with this head */
    size_t used;              /* of them */
};

static char *room_for(struct units *units, size_t size)
{
    struct units_chunk *chunk = units->chunks;
    size = (size + 15) & ~(size_t)15;
    if (chunk == NULL || chunk->size - chunk->used < size) {
        size_t bytes = size + 64 > (size_t)1 << 20 ? size + 64 : (size_t)1 << 20;
        chunk = bench_pages(bytes);
        *chunk = (struct units_chunk){units->chunks, bytes, 64};
        units->chunks = chunk;
    }
    chunk->used += size;
    return (char *)chunk + chunk->used - size;
}

/* Adds a text from room_for(size + CEL_PADDING). */
static void adopt(struct units *units, char *text, size_t size)
{
    if (units->count == units->capacity) {
        size_t capacity = units->capacity ? 2 * units->capacity : 1024;
        units->texts = bench_pages_grow(units->texts,
                                        units->capacity * sizeof *units->texts,
                                        capacity * sizeof *units->texts);
        units->capacity = capacity;
    }
    memset(text + size, 0, CEL_PADDING);
    units->texts[units->count++] = (struct cel_string){text, size};
    units->bytes += size;
}

void units_add(struct units *units, struct cel_string text)
{
    char *copy = room_for(units, text.size + CEL_PADDING);
    memcpy(copy, text.data, text.size);
    adopt(units, copy, text.size);
}

/* A name's new letters: the first stays, the last is a digit, so that none becomes a
 * word of the language. The same name and seed give the same letters. */
static void vary_name(char *name, size_t size, uint64_t seed)
{
    seed = bench_sum(seed, name, size);
    for (size_t i = 1; i + 1 < size; i++)
        name[i] = (char)('a' + bench_random_below(&seed, 26));
    name[size - 1] = (char)('0' + bench_random_below(&seed, 10));
}

/* Varies the names of three letters and more in a text with padding. Functions and
 * macros, known by the bracket behind them, keep theirs. */
static void vary_names(char *text, size_t size, uint64_t seed)
{
    struct cel_source source = {.text = text, .size = (uint32_t)size};
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    struct cel_token last = *cel_lex(&lexer, NULL);
    while (last.kind != CEL_TOKEN_END) {
        struct cel_token next = *cel_lex(&lexer, NULL);
        if (last.kind == CEL_TOKEN_NAME && last.length >= 3 &&
            last.length != CEL_TOKEN_LONG && next.kind != CEL_TOKEN_LEFT_PAREN)
            vary_name(text + last.offset, last.length, seed);
        last = next;
    }
}

void units_add_varied(struct units *units, struct cel_string text, uint64_t seed)
{
    units_add(units, text);
    vary_names((char *)(uintptr_t)units->texts[units->count - 1].data, text.size, seed);
}

/* The content of a file, from bench_pages. */
static bool read_all(int file, char **buffer, size_t *capacity, size_t *size)
{
    ssize_t got = 1;
    *size = 0;
    *capacity = 1 << 16;
    *buffer = bench_pages(*capacity);
    while (got > 0) {
        if (*size == *capacity) {
            *buffer = bench_pages_grow(*buffer, *capacity, 2 * *capacity);
            *capacity *= 2;
        }
        got = read(file, *buffer + *size, *capacity - *size);
        *size += got > 0 ? (size_t)got : 0;
    }
    return got == 0;
}

static void add_records(struct units *units, struct cel_string text)
{
    const char *end = text.data + text.size;
    for (const char *start = text.data; start < end;) {
        const char *nul = memchr(start, 0, (size_t)(end - start));
        const char *stop = nul != NULL ? nul : end;
        units_add(units, (struct cel_string){start, (size_t)(stop - start)});
        start = stop + 1;
    }
}

bool units_add_file(struct units *units, const char *path, bool records)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    size_t capacity, size;
    char *buffer;
    if (file < 0)
        return false;
    bool good = read_all(file, &buffer, &capacity, &size);
    int error = errno;
    struct cel_string text = {buffer, size};
    if (good && records)
        add_records(units, text);
    else if (good)
        units_add(units, text);
    close(file);
    bench_pages_free(buffer, capacity);
    errno = error;
    return good;
}

static int by_size(const void *a, const void *b)
{
    const struct cel_string *x = a, *y = b;
    return (x->size > y->size) - (x->size < y->size);
}

bool units_add_joined(struct units *units, const struct units *parts, size_t size,
                      uint64_t seed)
{
    enum { AROUND = 8 }; /* brackets, a line's end and the operator between */
    struct units sorted = {0};
    char *text = room_for(units, size + 2 * CEL_PADDING);
    size_t used = 0;
    for (size_t i = 0; i < parts->count; i++)
        units_add(&sorted, parts->texts[i]);
    if (sorted.count > 0)
        qsort(sorted.texts, sorted.count, sizeof *sorted.texts, by_size);
    for (size_t i = 0, passed = 0; passed < sorted.count; i++) {
        struct cel_string part = sorted.texts[i % sorted.count];
        if (used + part.size + AROUND > size) { /* a shorter one may still fit */
            passed++;
            continue;
        }
        passed = 0;
        used += (size_t)sprintf(text + used, used > 0 ? " &&\n(" : "(");
        memcpy(text + used, part.data, part.size);
        if (i >= sorted.count) {
            memset(text + used + part.size, 0, CEL_PADDING);
            vary_names(text + used, part.size, seed + i);
        }
        used += part.size;
        used += (size_t)sprintf(text + used, "\n)"); /* a comment may end the part */
    }
    units_free(&sorted);
    adopt(units, text, used);
    if (used == 0)
        units->count--;
    return used > 0;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

size_t units_distinct(const struct units *units)
{
    uint64_t *sums = bench_pages(units->count * sizeof *sums);
    size_t distinct = units->count > 0;
    for (size_t i = 0; i < units->count; i++)
        sums[i] = bench_sum(BENCH_SUM, units->texts[i].data, units->texts[i].size);
    qsort(sums, units->count, sizeof *sums, by_value);
    for (size_t i = 1; i < units->count; i++)
        distinct += sums[i] != sums[i - 1];
    bench_pages_free(sums, units->count * sizeof *sums);
    return distinct;
}

void units_free(struct units *units)
{
    while (units->chunks != NULL) {
        struct units_chunk *chunk = units->chunks;
        units->chunks = chunk->next;
        bench_pages_free(chunk, chunk->size);
    }
    bench_pages_free(units->texts, units->capacity * sizeof *units->texts);
    *units = (struct units){0};
}
