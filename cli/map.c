/* map.c: `cellar map`: one unit is parsed twice, by the arena and by malloc, and what
 * each did to memory is drawn.
 *
 * The text and all lists lie in an arena of pages straight from the system: malloc's
 * heap has nothing in it that the unit did not ask for. */
#define _POSIX_C_SOURCE 200809L
#include "cli/map.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/map_draw.h"
#include "cli/map_file.h"
#include "cli/output.h"

static bool keep_text(struct arena *memory, struct cel_string *text)
{
    char *copy = arena_alloc(memory, text->size, "map");
    if (copy == NULL)
        return false;
    if (text->size > 0)
        memcpy(copy, text->data, text->size);
    text->data = copy;
    return true;
}

/* Reads the file into `memory`. False: a message has been written. */
static bool read_text(struct arena *memory, const char *file, const char *name,
                      struct cel_string *text)
{
    struct input input;
    if (!input_open(&input, file, FRAMING_FILE)) {
        complain(name, strerror(errno));
        return false;
    }
    enum input_result result = input_next(&input, text);
    const char *why = NULL;
    if (result == INPUT_TOO_LONG)
        why = "too long for a unit";
    else if (result != INPUT_UNIT)
        why = strerror(errno);
    else if (!keep_text(memory, text))
        why = "not enough memory";
    input_close(&input);
    if (why != NULL)
        complain(name, why);
    return why == NULL;
}

/* Shows what is wrong with the unit. False: nobody can be told. */
static bool show_errors(const struct map *map, enum colour colour)
{
    const struct map_side *side = &map->sides[0];
    struct output errors;
    output_init(&errors, STDERR_FILENO);
    const struct cel_diagnostic *d = side->unit.diagnostics.first;
    for (; d != NULL; d = d->next)
        cel_render(&errors.writer, (struct cel_string){map->name, strlen(map->name)},
                   &side->places, d, colour_is_on(colour, STDERR_FILENO));
    return cel_writer_flush(&errors.writer);
}

static void draw(struct output *output, const struct map *map,
                 const struct map_options *options)
{
    struct cel_writer *out = &output->writer;
    switch (options->form) {
    case MAP_SVG: map_draw_svg(out, map); break;
    case MAP_LETTERS:
        map_draw_text(out, map, colour_is_on(options->colour, output->fd));
        break;
    case MAP_JSON: map_draw_json(out, map); break;
    }
}

/* Writes the drawing where it is wanted. Returns the exit status. */
static int write_map(const struct map *map, const struct map_options *options)
{
    struct map_file file;
    if (!map_file_open(&file, options->output))
        return 2;
    draw(&file.output, map, options);
    return map_file_close(&file) ? 0 : 2;
}

/* Complains of a map that would show `size` bytes of memory or more. */
static int refuse(const char *name, size_t size, size_t limit)
{
    char why[160];
    snprintf(why, sizeof why,
             "its map would show %zu bytes of memory or more, and the limit is %zu; "
             "--limit=N sets another",
             size, limit);
    complain(name, why);
    return 2;
}

/* Half a unit is no picture of what either did: its nodes were not all filled in. */
static bool is_whole(const struct map_side *side)
{
    return !cel_ran_out_of_memory(&side->unit.diagnostics);
}

static int draw_unit(struct map *map, const struct map_options *options)
{
    struct map_side *sides = map->sides;
    for (size_t i = 0; i < MAP_SIDES; i++)
        if (sides[i].noted > options->limit)
            return refuse(map->name, sides[i].noted, options->limit);
    if (!is_whole(&sides[0]) || !is_whole(&sides[1]) || !map_find_pieces(&sides[0]) ||
        !map_find_pieces(&sides[1])) {
        complain(map->name, "not enough memory");
        return 2;
    }
    int status = sides[0].valid ? 0 : 1;
    if (status == 1 && !show_errors(map, options->colour))
        status = 2;
    int written = write_map(map, options);
    return written > status ? written : status;
}

/* Parses the text twice and draws what came of it. */
static int map_text(struct map *map, struct arena *memory, struct cel_string text,
                    const struct map_options *options)
{
    static const struct arena_backend *const backends[MAP_SIDES] = {&arena_bump,
                                                                    &arena_malloc};
    if (text.size > options->limit)
        return refuse(map->name, text.size, options->limit);
    map->source_size = text.size;
    for (size_t i = 0; i < MAP_SIDES; i++)
        map_parse(&map->sides[i], memory, backends[i], text, &options->parse,
                  options->limit);
    int status = draw_unit(map, options);
    for (size_t i = 0; i < MAP_SIDES; i++)
        map_destroy(&map->sides[i]);
    return status;
}

int map_command(const struct map_options *options)
{
    struct arena_options pages = {.source = map_take_pages};
    struct arena memory;
    bool named = options->file != NULL && strcmp(options->file, "-") != 0;
    struct map map = {.name = named ? options->file : "<input>"};
    struct cel_string text = {options->expr, options->expr ? strlen(options->expr) : 0};
    arena_init(&memory, &pages);
    int status = 2;
    if (options->expr != NULL || read_text(&memory, options->file, map.name, &text))
        status = map_text(&map, &memory, text, options);
    arena_destroy(&memory);
    return status;
}
