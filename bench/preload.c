/* preload.c: names of libraries as Debian's packages have them. The linker looks for
 * them in its usual places. */
#define _DEFAULT_SOURCE
#include "bench/preload.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/checked.h"

const char *bench_library_of(const char *allocator)
{
    static const struct {
        const char *allocator; /* as in the tables */
        const char *library;   /* its file */
    } libraries[] = {
        {"glibc", ""},
        {"jemalloc", "libjemalloc.so.2"},
        {"mimalloc", "libmimalloc.so.2"},
        {"tcmalloc", "libtcmalloc_minimal.so.4"},
    };
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        if (strcmp(libraries[i].allocator, allocator) == 0)
            return libraries[i].library;
    return NULL;
}

/* The child: a program that does nothing, with the library in front. */
static void try_library(const char *library, int errors)
{
    dup2(errors, STDERR_FILENO);
    setenv("LD_PRELOAD", library, 1);
    execlp("true", "true", (char *)NULL);
    _exit(1);
}

bool bench_library_is_here(const char *library)
{
    int ends[2], status = 1;
    char said;
    if (*library == '\0')
        return true;
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        try_library(library, ends[1]);
    close(ends[1]);
    bool silent = read(ends[0], &said, 1) == 0;
    close(ends[0]);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0 && silent;
}

bool bench_program_is_here(const char *name)
{
    const char *path = getenv("PATH");
    bool found = false;
    while (path != NULL && *path != '\0' && !found) {
        size_t size = strcspn(path, ":");
        char *file = bench_text("%.*s/%s", (int)size, path, name);
        found = access(file, X_OK) == 0;
        free(file);
        path += size + (path[size] == ':');
    }
    return found;
}
