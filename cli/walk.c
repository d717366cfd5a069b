/* walk.c: fts(3) goes through the directories. What cannot be looked at is listed as a
 * file with a problem, so that its message has its place in the order. */
#define _GNU_SOURCE
#include "cli/walk.h"

#include <errno.h>
#include <fts.h>
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

/* Adds what fts has found, whose names do not live on. */
static void add_found(struct walk *walk, const FTSENT *entry, const char *problem)
{
    size_t size = strlen(entry->fts_path) + 1;
    bool yaml = yaml_is_name(entry->fts_name);
    char *name = take(walk, size);
    if (name != NULL)
        add(walk, memcpy(name, entry->fts_path, size), yaml, problem);
}

/* Without libyaml the first YAML file says so for all. */
static void add_file(struct walk *walk, const FTSENT *entry)
{
    bool readable = !yaml_is_name(entry->fts_name) || yaml_supported();
    if (readable || !walk->lacks_yaml)
        add_found(walk, entry, readable ? NULL : no_yaml);
    walk->lacks_yaml |= !readable;
}

static bool is_hidden(const FTSENT *entry)
{
    return entry->fts_level > 0 && entry->fts_name[0] == '.';
}

static bool is_wanted(const char *name)
{
    size_t size = strlen(name);
    return yaml_is_name(name) || (size >= 4 && strcmp(name + size - 4, ".cel") == 0);
}

/* A link of a wanted name: a file's is taken, one that points nowhere is told. */
static void visit_link(struct walk *walk, const FTSENT *entry)
{
    struct stat status;
    if (stat(entry->fts_accpath, &status) != 0)
        add_found(walk, entry, strerror(errno));
    else if (S_ISREG(status.st_mode))
        add_file(walk, entry);
}

static void visit(struct walk *walk, FTS *tree, FTSENT *entry)
{
    bool wanted = is_wanted(entry->fts_name);
    if (is_hidden(entry)) {
        fts_set(tree, entry, FTS_SKIP);
        return;
    }
    switch (entry->fts_info) {
    case FTS_F:
        if (wanted)
            add_file(walk, entry);
        break;
    case FTS_SL:
        if (wanted)
            visit_link(walk, entry);
        break;
    case FTS_NS: /* its directory may be listed, not entered; or it is gone */
        if (wanted || entry->fts_errno != ENOENT)
            add_found(walk, entry, strerror(entry->fts_errno));
        break;
    case FTS_DNR:
    case FTS_ERR: add_found(walk, entry, strerror(entry->fts_errno)); break;
    case FTS_DC: add_found(walk, entry, strerror(ELOOP)); break;
    default: break; /* a directory, before or after; a device, a pipe */
    }
}

static int compare(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void walk_directory(struct walk *walk, char *operand)
{
    char *operands[] = {operand, NULL};
    size_t before = walk->count;
    bool lacked_yaml = walk->lacks_yaml;
    FTS *tree = fts_open(operands, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, compare);
    walk->has_directory = true;
    if (tree == NULL) {
        add(walk, operand, false, strerror(errno));
        return;
    }
    FTSENT *entry;
    while ((errno = 0, entry = fts_read(tree)) != NULL)
        visit(walk, tree, entry);
    if (errno != 0)
        add(walk, operand, false, strerror(errno));
    fts_close(tree);
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
        walk_directory(walk, operand);
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
