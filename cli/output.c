/* output.c: writing to file descriptors: short writes and interruptions are not errors,
 * all else is kept until somebody asks. */
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool output_write(void *context, const char *bytes, size_t size)
{
    struct output *output = context;
    while (size > 0) {
        ssize_t written = write(output->fd, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            output->error = errno;
            return false;
        }
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

void output_init(struct output *output, int fd)
{
    output->fd = fd;
    output->error = 0;
    cel_writer_init(&output->writer, output_write, output);
}

void write_complaint(struct cel_writer *out, const char *file, const char *why)
{
    cel_write(out, "cellar: ");
    cel_write_safe(out, (struct cel_string){file, strlen(file)});
    cel_write(out, ": ");
    cel_write(out, why);
    cel_write_char(out, '\n');
}

void complain(const char *file, const char *why)
{
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    write_complaint(&errors.writer, file, why);
    cel_writer_flush(&errors.writer);
}
