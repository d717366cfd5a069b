/* threads.c: `threads FILE...`: two threads parse at once, each with its own arena, and
 * write the same. Built with ThreadSanitizer: two arenas share nothing. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cellar.h"
#include "tests/read_file.h"

/* What a thread does and finds. */
struct work {
    char **files;   /* what it parses */
    int count;      /* how many */
    uint64_t sum;   /* of what it has written */
    uint64_t bytes; /* how much that was */
};

static bool add_up(void *context, const char *bytes, size_t size)
{
    struct work *work = context;
    for (size_t i = 0; i < size; i++)
        work->sum = work->sum * 31 + (unsigned char)bytes[i];
    work->bytes += size;
    return true;
}

static void parse_file(struct work *work, struct arena *arena, const char *path)
{
    struct cel_string text = read_file(path);
    struct cel_unit unit;
    struct cel_writer out;
    cel_writer_init(&out, add_up, work);
    struct cel_string name = {path, strlen(path)};
    if (cel_parse(arena, text.data, text.size, NULL, &unit))
        cel_emit_json(&out, arena, &unit, name);
    else
        cel_emit_errors(&out, arena, &unit, name);
    cel_writer_flush(&out);
    arena_reset(arena);
    free((void *)text.data);
}

static void *run(void *context)
{
    struct work *work = context;
    struct arena arena;
    arena_init(&arena, NULL);
    for (int round = 0; round < 5; round++)
        for (int i = 0; i < work->count; i++)
            parse_file(work, &arena, work->files[i]);
    arena_destroy(&arena);
    return NULL;
}

int main(int argc, char **argv)
{
    struct work work[2] = {{.files = argv + 1, .count = argc - 1},
                           {.files = argv + 1, .count = argc - 1}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, run, &work[i]) != 0)
            return 2;
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    bool same = work[0].sum == work[1].sum && work[0].bytes == work[1].bytes;
    printf("check-threads: two threads, %d files, %llu bytes each: %s\n", argc - 1,
           (unsigned long long)work[0].bytes, same ? "the same" : "NOT the same");
    return !same || work[0].bytes == 0;
}
