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

static void write_quoted(struct cel_writer *out, const char *text)
{
    cel_write_safe(out, (struct cel_string){text, strlen(text)});
}

void complain(const char *file, const char *why)
{
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    cel_write(&errors.writer, "cellar: ");
    write_quoted(&errors.writer, file);
    cel_write(&errors.writer, ": ");
    cel_write(&errors.writer, why);
    cel_write_char(&errors.writer, '\n');
    cel_writer_flush(&errors.writer);
}

void complain_usage(const char *message, const char *what)
{
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    cel_write(&errors.writer, "cellar: ");
    cel_write(&errors.writer, message);
    if (what != NULL) {
        cel_write(&errors.writer, " '");
        write_quoted(&errors.writer, what);
        cel_write_char(&errors.writer, '\'');
    }
    cel_write(&errors.writer, "\nTry 'cellar --help'.\n");
    cel_writer_flush(&errors.writer);
}
