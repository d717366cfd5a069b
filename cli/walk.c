/* walk.c: scandir(3) goes through the directories; the kind of a file comes with its
 * name and needs no call of its own. What cannot be looked at is listed as a file with
 * a problem, so that its message has its place in the order. */
#define _GNU_SOURCE
#include "cli/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/yaml.h"

static const char no_yaml[] = "YAML cannot be read: cellar was built without libyaml";

static void *take(struct walk *walk, size_t size)
{
    void *memory = arena_alloc(&walk->memory, size, "walk");
    walk->no_memory |= memory == NULL;
    return memory;
}

static bool make_room(struct walk *walk)
{
    if (walk->count < walk->capacity)
        return true;
    size_t size = walk->capacity * sizeof *walk->files;
    size_t wanted = size > 0 ? 2 * size : 64 * sizeof *walk->files;
    struct walk_file *files =
        arena_grow(&walk->memory, walk->files, size, wanted, "walk");
    if (files == NULL) {
        walk->no_memory = true;
        return false;
    }
    walk->files = files;
    walk->capacity = wanted / sizeof *walk->files;
    return true;
}

static void add(struct walk *walk, const char *name, bool yaml, const char *problem)
{
    if (make_room(walk))
        walk->files[walk->count++] = (struct walk_file){name, problem, yaml};
}

/* Adds a file that has been found; without libyaml the first YAML file says so for all.
 */
static void add_found(struct walk *walk, const char *path, const char *problem)
{
    bool yaml = yaml_is_name(path);
    if (problem == NULL && yaml && !yaml_supported()) {
        if (walk->lacks_yaml)
            return;
        walk->lacks_yaml = true;
        problem = no_yaml;
    }
    add(walk, path, yaml, problem);
}

static bool is_wanted(const char *name)
{
    size_t size = strlen(name);
    return yaml_is_name(name) || (size >= 4 && strcmp(name + size - 4, ".cel") == 0);
}

/* For scandir: what may be a directory, or has a name that is wanted. */
static int is_candidate(const struct dirent *entry)
{
    bool hidden = entry->d_name[0] == '.';
    bool may_be_directory = entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN;
    return !hidden && (may_be_directory || is_wanted(entry->d_name));
}

static int compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* The kind of a file, for file systems that do not give it with the name. */
static unsigned char find_type(const char *path, unsigned char type)
{
    struct stat status;
    if (type != DT_UNKNOWN)
        return type;
    return lstat(path, &status) == 0 ? (unsigned char)IFTODT(status.st_mode) : DT_REG;
}

/* A link of a wanted name: a file's is taken, one that points nowhere is told. */
static void visit_link(struct walk *walk, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        add_found(walk, path, strerror(errno));
    else if (S_ISREG(status.st_mode))
        add_found(walk, path, NULL);
}

static char *join(struct walk *walk, const char *folder, const char *name)
{
    size_t size = strlen(folder), length = strlen(name);
    size_t slash = size > 0 && folder[size - 1] == '/' ? 0 : 1;
    char *path = take(walk, size + slash + length + 1);
    if (path == NULL)
        return NULL;
    memcpy(path, folder, size);
    memset(path + size, '/', slash);
    memcpy(path + size + slash, name, length + 1);
    return path;
}

static void walk_directory(struct walk *walk, const char *path);

static void visit(struct walk *walk, const char *folder, const struct dirent *entry)
{
    const char *path = join(walk, folder, entry->d_name);
    if (path == NULL)
        return;
    unsigned char type = find_type(path, entry->d_type);
    if (type == DT_DIR)
        walk_directory(walk, path);
    else if (is_wanted(path) && type == DT_LNK)
        visit_link(walk, path);
    else if (is_wanted(path) && type == DT_REG)
        add_found(walk, path, NULL);
}

/* Goes as deep as a path may be long. */
static void walk_directory(struct walk *walk, const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, is_candidate, compare);
    if (count < 0) {
        add(walk, path, false, strerror(errno));
        return;
    }
    for (int i = 0; i < count; i++) {
        visit(walk, path, entries[i]);
        free(entries[i]);
    }
    free(entries);
}

/* A directory that the user has named: that there is nothing in it is told. */
static void walk_named(struct walk *walk, const char *operand)
{
    size_t before = walk->count;
    bool lacked_yaml = walk->lacks_yaml;
    walk->has_directory = true;
    walk_directory(walk, operand);
    if (walk->count == before && !lacked_yaml)
        add(walk, operand, false, "no *.cel, *.yaml or *.yml file in it");
}

static void walk_operand(struct walk *walk, char *operand,
                         const struct options *options)
{
    struct stat status;
    bool records = options->framing != FRAMING_FILE;
    bool standard = strcmp(operand, "-") == 0;
    bool yaml = !records && (options->yaml || (!standard && yaml_is_name(operand)));
    if (!standard && !records && stat(operand, &status) == 0 && S_ISDIR(status.st_mode))
        walk_named(walk, operand);
    else
        add(walk, operand, yaml, yaml && !yaml_supported() ? no_yaml : NULL);
}

bool walk_open(struct walk *walk, const struct options *options)
{
    static char standard_input[] = "-";
    *walk = (struct walk){.files = NULL};
    arena_init(&walk->memory, NULL);
    for (int i = 0; i < options->file_count; i++)
        walk_operand(walk, options->files[i], options);
    if (options->file_count == 0)
        walk_operand(walk, standard_input, options);
    return !walk->no_memory;
}

void walk_close(struct walk *walk)
{
    arena_destroy(&walk->memory);
}
