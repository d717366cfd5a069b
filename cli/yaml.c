/* yaml.c: a YAML file's expressions, one document after the other. */
#include "cli/yaml.h"

#include <string.h>

#include "cli/yaml_places.h"

static bool ends_in(const char *text, const char *ending)
{
    size_t size = strlen(text), length = strlen(ending);
    return size >= length && strcmp(text + size - length, ending) == 0;
}

bool yaml_is_name(const char *file)
{
    return ends_in(file, ".yaml") || ends_in(file, ".yml");
}

bool yaml_supported(void)
{
#ifdef CELLAR_YAML
    return true;
#else
    return false;
#endif
}

static bool begins_with(const struct cel_source *source, const char *bytes, size_t size)
{
    return source->size >= size && memcmp(source->text, bytes, size) == 0;
}

/* Whether the text is one that libyaml may read; else says what is wrong with it. */
static bool is_readable(struct yaml *yaml)
{
    const struct cel_source *source = &yaml->source;
    size_t valid = cel_utf8_valid(source->text, source->size);
    const char *what = NULL;
    if (!yaml_supported())
        what = "this program was built without libyaml and cannot read it";
    else if (begins_with(source, "\xff\xfe", 2) || begins_with(source, "\xfe\xff", 2) ||
             begins_with(source, "\0\0\xfe\xff", 4))
        what = "the text is UTF-16 or UTF-32, and is read as UTF-8 alone";
    else if (valid < source->size)
        what = "the text is not UTF-8";
    else
        return true;
    yaml->problem = (struct yaml_problem){.what = what};
    yaml->problem.place = valid < source->size ? (uint32_t)valid : 0;
    yaml->broken = true;
    return false;
}

/* Copies the text and finds its lines. */
static bool keep_text(struct yaml *yaml, struct cel_string text)
{
    yaml->source = (struct cel_source){.text = "", .ascii = true};
    if (!cel_copy_source(&yaml->arena, text.data, text.size, &yaml->source) ||
        !cel_index_places(&yaml->arena, &yaml->source, &yaml->places))
        return false;
    yaml->source.places = &yaml->places;
    return true;
}

bool yaml_open(struct yaml *yaml, struct cel_string text)
{
    *yaml = (struct yaml){.reader = NULL};
    arena_init(&yaml->arena, NULL);
    arena_init(&yaml->document, NULL);
    yaml->no_memory = !keep_text(yaml, text);
    if (!yaml->no_memory && is_readable(yaml)) {
        yaml->reader = yaml_reader_open(&yaml->source);
        yaml->no_memory = yaml->reader == NULL;
    }
    return !yaml->no_memory;
}

/* Finds the expressions of the next document. False: there is none. */
static bool read_document(struct yaml *yaml)
{
    struct yaml_document document;
    struct yaml_nodes found;
    if (yaml->reader == NULL || yaml->broken || yaml->no_memory)
        return false;
    arena_reset(&yaml->document);
    yaml->count = yaml->next = 0;
    switch (
        yaml_read_document(yaml->reader, &yaml->document, &document, &yaml->problem)) {
    case YAML_READ_DOCUMENT: break;
    case YAML_READ_BROKEN: yaml->broken = true; return false;
    case YAML_READ_NO_MEMORY: yaml->no_memory = true; return false;
    case YAML_READ_END: return false;
    }
    yaml->no_memory = !yaml_find_expressions(&yaml->document, &document, &found);
    yaml->found = found.nodes;
    yaml->count = found.count;
    return !yaml->no_memory;
}

bool yaml_next(struct yaml *yaml, struct yaml_expression *expression)
{
    while (yaml->next == yaml->count)
        if (!read_document(yaml))
            return false;
    const struct yaml_node *node = yaml->found[yaml->next++];
    *expression = (struct yaml_expression){.text = {"", 0}, .span = node->span};
    expression->found = yaml_find_fault(node);
    expression->style = node->style;
    if (expression->found == NULL)
        expression->text = node->text;
    return true;
}

bool yaml_failed(struct arena *arena, const struct yaml *yaml, struct cel_unit *shown)
{
    const struct yaml_problem *problem = &yaml->problem;
    struct cel_span span = {problem->place, problem->place};
    *shown = (struct cel_unit){.source = yaml->source};
    if (yaml->no_memory) {
        cel_report_no_memory(&shown->diagnostics, (struct cel_span){0, 0});
        return true;
    }
    if (!yaml->broken)
        return false;
    struct cel_string values[CEL_VALUES] = {{problem->what, strlen(problem->what)}};
    struct cel_diagnostic *diagnostic =
        cel_report(arena, &shown->diagnostics, CEL_INVALID_YAML, span, values);
    if (problem->context != NULL && diagnostic->code == CEL_INVALID_YAML)
        cel_add_note(arena, diagnostic,
                     (struct cel_span){problem->began, problem->began},
                     (struct cel_string){problem->context, strlen(problem->context)});
    return true;
}

void yaml_close(struct yaml *yaml)
{
    yaml_reader_close(yaml->reader);
    arena_destroy(&yaml->document);
    arena_destroy(&yaml->arena);
}
