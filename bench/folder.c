/* folder.c: parts, and the line that says which plan they are of. */
#define _POSIX_C_SOURCE 200809L
#include "bench/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/checked.h"

static bool complain(const char *path, const char *why)
{
    fprintf(stderr, "bench: %s: %s\n", path, why);
    return false;
}

bool bench_make_folders(const char *path)
{
    char *part = bench_copy(path);
    bool good = true;
    for (char *p = part + 1; good && *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        good = mkdir(part, 0777) == 0 || errno == EEXIST;
        *p = '/';
    }
    good = good && (mkdir(part, 0777) == 0 || errno == EEXIST);
    if (!good)
        complain(path, strerror(errno));
    free(part);
    return good;
}

/* The first line of a file, without its end; NULL if there is none. */
static char *first_line(const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (file == NULL)
        return NULL;
    if (getline(&line, &room, file) < 0) {
        free(line);
        line = NULL;
    }
    fclose(file);
    if (line != NULL)
        line[strcspn(line, "\n")] = '\0';
    return line;
}

static bool write_signature(const char *path, const char *signature)
{
    FILE *file = fopen(path, "w");
    bool good = file != NULL && fprintf(file, "%s\n", signature) > 0;
    if (file != NULL)
        good = fclose(file) == 0 && good;
    return good || complain(path, strerror(errno));
}

/* Whether the folder may be filled with this plan. */
static bool suits(const char *folder, const char *plan, const char *signature)
{
    char *samples = bench_text("%s/samples.csv", folder);
    char *before = first_line(plan);
    bool good = true;
    if (before != NULL && strcmp(before, signature) != 0) {
        complain(folder, "holds an unfinished run that differs from this one: name "
                         "another folder, or remove it");
        fprintf(stderr, "  that one  %s\n  this one  %s\n", before, signature);
        good = false;
    } else if (before == NULL && access(samples, F_OK) == 0) {
        good = complain(folder, "holds a finished run: name another folder with "
                                "--out=DIR, or remove it");
    } else if (before == NULL) {
        good = write_signature(plan, signature);
    }
    free(before);
    free(samples);
    return good;
}

bool bench_folder_begin(const char *folder, const char *signature)
{
    char *parts = bench_text("%s/parts", folder);
    char *plan = bench_text("%s/plan", parts);
    bool good = bench_make_folders(parts) && suits(folder, plan, signature);
    if (!good)
        rmdir(parts); /* if nothing is in it */
    free(plan);
    free(parts);
    return good;
}

char *bench_part_path(const char *folder, size_t process)
{
    return bench_text("%s/parts/%05zu.csv", folder, process);
}

char *bench_part_errors(const char *folder, size_t process)
{
    return bench_text("%s/parts/%05zu.txt", folder, process);
}

bool bench_part_is_complete(const char *folder, size_t process)
{
    char *path = bench_part_path(folder, process), end[4] = "";
    FILE *file = fopen(path, "rb");
    free(path);
    if (file == NULL)
        return false;
    bool found = fseek(file, -3, SEEK_END) == 0 && fread(end, 1, 3, file) == 3;
    fclose(file);
    return found && strcmp(end, "\nE\n") == 0;
}

void bench_folder_remove(const char *folder)
{
    DIR *files = opendir(folder);
    for (struct dirent *entry; files != NULL && (entry = readdir(files)) != NULL;) {
        char *path = bench_text("%s/%s", folder, entry->d_name);
        unlink(path); /* which does not remove a folder */
        free(path);
    }
    if (files != NULL)
        closedir(files);
    rmdir(folder);
}

void bench_folder_end(const char *folder, size_t parts)
{
    char *path = bench_text("%s/parts/plan", folder);
    for (size_t i = 0; i < parts; i++) {
        char *part = bench_part_path(folder, i), *errors = bench_part_errors(folder, i);
        remove(part);
        remove(errors);
        free(part);
        free(errors);
    }
    remove(path);
    path[strlen(path) - strlen("/plan")] = '\0';
    rmdir(path);
    free(path);
}
