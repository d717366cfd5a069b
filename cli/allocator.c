/* allocator.c: making what --alloc asks for. A log that fails costs the exit status,
 * not the run. */
#define _POSIX_C_SOURCE 200809L
#include "cli/allocator.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool open_log(struct allocator *allocator, const char *file)
{
    int fd = STDERR_FILENO;
    if (file != NULL)
        fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    allocator->log_name = file != NULL ? file : "standard error";
    allocator->logs = fd >= 0;
    if (fd < 0) {
        complain(file, strerror(errno));
        return false;
    }
    output_init(&allocator->log, fd);
    arena_log_writer_init(&allocator->writer, output_write, &allocator->log);
    return true;
}

bool allocator_open(struct allocator *allocator, const struct options *options,
                    size_t limit)
{
    struct arena_options arena_options = {.limit = limit};
    bool good = true;
    *allocator = (struct allocator){.spec = options->alloc};
    if (allocator->spec.logs)
        good = open_log(allocator, options->log);
    if (allocator->spec.buffer_size > 0) {
        allocator->buffer = malloc(allocator->spec.buffer_size);
        if (allocator->buffer == NULL) {
            complain("the buffer of --alloc=fixed", strerror(errno));
            allocator->spec.buffer_size = 0;
            good = false;
        }
    }
    allocator->arena = arena_spec_open(
        &allocator->spec, &arena_options, allocator->buffer,
        allocator->logs ? options->log_format : NULL, &allocator->writer);
    return good;
}

void allocator_flush(struct allocator *allocator)
{
    if (allocator->logs)
        arena_log_writer_flush(&allocator->writer);
}

bool allocator_close(struct allocator *allocator)
{
    bool good = true;
    arena_destroy(allocator->arena);
    free(allocator->buffer);
    if (!allocator->logs)
        return true;
    good = arena_log_writer_flush(&allocator->writer);
    if (allocator->log.fd != STDERR_FILENO && close(allocator->log.fd) != 0 && good) {
        allocator->log.error = errno;
        good = false;
    }
    if (!good)
        complain(allocator->log_name, strerror(allocator->log.error));
    return good;
}
