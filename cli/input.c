/* input.c: reading units from a file descriptor.
 *
 * A record is given as soon as its end has been read, and before_read is called before
 * each read that may wait, so that the answer to one record is out before the program
 * waits for the next. */
#define _POSIX_C_SOURCE 200809L
#include "cli/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 1 << 16 };

bool input_open(struct input *input, const char *file, enum framing framing)
{
    bool standard = strcmp(file, "-") == 0;
    struct stat status;
    *input = (struct input){.framing = framing, .standard = standard};
    input->fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0)
        return false;
    if (fstat(input->fd, &status) != 0)
        return true; /* reading will say more */
    if (S_ISDIR(status.st_mode)) {
        input_close(input);
        errno = EISDIR;
        return false;
    }
    input->regular = S_ISREG(status.st_mode);
    input->size = status.st_size;
    return true;
}

void input_close(struct input *input)
{
    if (!input->standard)
        close(input->fd);
    free(input->buffer);
}

/* Whether the file is known to be too long before a byte of it is read. */
static bool is_huge(const struct input *input)
{
    return input->framing == FRAMING_FILE && input->regular &&
           input->size > (off_t)CEL_MAX_UNIT;
}

/* Makes room for at least one more byte behind what is kept. */
static bool make_room(struct input *input)
{
    if (input->start > 0) {
        memmove(input->buffer, input->buffer + input->start, input->end - input->start);
        input->end -= input->start;
        input->start = 0;
    }
    if (input->end < input->capacity)
        return true;
    size_t capacity = input->capacity ? 2 * input->capacity : FIRST_CAPACITY;
    char *buffer = realloc(input->buffer, capacity);
    if (buffer == NULL)
        return false;
    input->buffer = buffer;
    input->capacity = capacity;
    return true;
}

/* Reads more bytes. False: an error; at the end of the file, input->ended. */
static bool fill(struct input *input)
{
    if (!make_room(input))
        return false;
    if (input->before_read != NULL)
        input->before_read(input->context);
    ssize_t count;
    do
        count =
            read(input->fd, input->buffer + input->end, input->capacity - input->end);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return false;
    input->ended = count == 0;
    input->end += (size_t)count;
    return true;
}

/* The first record end in the buffer at or behind `from`, or NULL. */
static const char *find_end(const struct input *input, size_t from)
{
    if (input->framing == FRAMING_FILE || from == input->end)
        return NULL;
    int terminator = input->framing == FRAMING_NULL ? '\0' : '\n';
    return memchr(input->buffer + from, terminator, input->end - from);
}

/* Drops bytes up to the end of a record that is too long. */
static enum input_result skip_record(struct input *input)
{
    const char *found = NULL;
    while (!input->ended && found == NULL) {
        input->start = input->end;
        if (!fill(input))
            return INPUT_FAILED;
        found = find_end(input, input->start);
    }
    input->start = found ? (size_t)(found - input->buffer) + 1 : input->end;
    return INPUT_TOO_LONG;
}

/* Gives what lies between the start and `end`; the next unit begins at `next`. */
static enum input_result give(struct input *input, size_t end, size_t next,
                              struct cel_string *unit)
{
    *unit = (struct cel_string){input->buffer + input->start, end - input->start};
    if (input->framing == FRAMING_LINE && unit->size > 0 && next > end &&
        unit->data[unit->size - 1] == '\r')
        unit->size--;
    input->start = next;
    return unit->size > CEL_MAX_UNIT ? INPUT_TOO_LONG : INPUT_UNIT;
}

static enum input_result last_unit(struct input *input, struct cel_string *unit)
{
    input->done = true;
    if (input->framing != FRAMING_FILE && input->start == input->end)
        return INPUT_END;
    return give(input, input->end, input->end, unit);
}

enum input_result input_next(struct input *input, struct cel_string *unit)
{
    if (input->done)
        return INPUT_END;
    if (is_huge(input)) {
        input->done = true;
        return INPUT_TOO_LONG;
    }
    for (size_t searched = 0;;) {
        const char *found = find_end(input, input->start + searched);
        if (found != NULL) {
            size_t end = (size_t)(found - input->buffer);
            return give(input, end, end + 1, unit);
        }
        searched = input->end - input->start;
        if (input->ended)
            return last_unit(input, unit);
        if (searched > CEL_MAX_UNIT + 1) { /* one more: the CR of a line */
            input->done = input->framing == FRAMING_FILE;
            return input->done ? INPUT_TOO_LONG : skip_record(input);
        }
        if (!fill(input))
            return INPUT_FAILED;
    }
}
