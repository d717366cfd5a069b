/* map_file.c: written beside the file's place under another name, then renamed; a
 * signal that ends the program removes it. What is no regular file, such as a device or
 * a pipe, is written to as it is. */
#define _GNU_SOURCE
#include "cli/map_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/interrupt.h"

static const char *shown(const struct map_file *file)
{
    return file->name != NULL ? file->name : "standard output";
}

static bool fail(const struct map_file *file, int error)
{
    complain(shown(file), strerror(error));
    return false;
}

static bool is_special(const char *name)
{
    struct stat status;
    return stat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

/* A new file gets the rights that the user's mask leaves, as with open. */
static void set_rights(int fd, const char *name)
{
    struct stat status;
    mode_t mask = umask(0), mode = 0666 & ~mask;
    umask(mask);
    if (stat(name, &status) == 0)
        mode = status.st_mode & 07777;
    (void)!fchmod(fd, mode); /* the file is whole without it */
}

/* The file that the name means: where a link points, or the name itself. */
static char *follow(const char *name)
{
    char *real = realpath(name, NULL);
    return real != NULL ? real : strdup(name);
}

static int open_temporary(struct map_file *file)
{
    static const char ending[] = ".XXXXXX";
    file->target = follow(file->name);
    size_t size = file->target ? strlen(file->target) : 0;
    file->temporary = malloc(size + sizeof ending);
    if (file->target == NULL || file->temporary == NULL)
        return -1;
    memcpy(file->temporary, file->target, size);
    memcpy(file->temporary + size, ending, sizeof ending);
    interrupt_watch();
    interrupt_hold();
    int fd = mkostemp(file->temporary, O_CLOEXEC);
    interrupt_remove(fd >= 0 ? file->temporary : NULL);
    interrupt_allow();
    if (fd >= 0)
        set_rights(fd, file->target);
    return fd;
}

static void forget_names(struct map_file *file)
{
    free(file->target);
    free(file->temporary);
}

bool map_file_open(struct map_file *file, const char *name)
{
    int fd = STDOUT_FILENO;
    *file = (struct map_file){0};
    file->name = name != NULL && strcmp(name, "-") != 0 ? name : NULL;
    if (file->name != NULL && is_special(name))
        fd = open(name, O_WRONLY | O_CLOEXEC);
    else if (file->name != NULL)
        fd = open_temporary(file);
    if (fd < 0) {
        int error = errno;
        forget_names(file);
        return fail(file, error);
    }
    output_init(&file->output, fd);
    return true;
}

bool map_file_close(struct map_file *file)
{
    int error = 0;
    if (!cel_writer_flush(&file->output.writer))
        error = file->output.error;
    if (close(file->output.fd) != 0 && error == 0)
        error = errno;
    bool renames = file->target != NULL;
    interrupt_hold();
    if (error == 0 && renames && rename(file->temporary, file->target) != 0)
        error = errno;
    if (error != 0 && renames)
        unlink(file->temporary);
    interrupt_remove(NULL);
    interrupt_allow();
    forget_names(file);
    return error == 0 || fail(file, error);
}
