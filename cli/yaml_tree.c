/* yaml_tree.c: from libyaml's events to a tree. The only file that knows libyaml; where
 * that was not there when the program was built, it says so.
 *
 * libyaml counts code points, and a place in this program is a byte: the reader walks
 * through the text beside it. */
#include "cli/yaml_tree.h"

#ifdef CELLAR_YAML

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct yaml_reader {
    yaml_parser_t parser;            /* libyaml's */
    const struct cel_source *source; /* the text */
    uint32_t begin;                  /* bytes of a byte-order mark before it */
    size_t index;                    /* a place in code points behind that mark ... */
    uint32_t byte;                   /* ... and the same in bytes from the beginning */
};

/* A tree being built. */
struct building {
    struct yaml_reader *reader;                  /* where the events come from */
    struct arena *arena;                         /* holds the tree */
    struct yaml_document *document;              /* the result */
    struct yaml_node **ends[YAML_MAX_DEPTH + 1]; /* where the next node of each goes */
    size_t depth;                                /* how many are open */
    bool no_memory;                              /* there is none */
};

static bool continues(const struct cel_source *source, uint32_t byte)
{
    return ((unsigned char)source->text[byte] & 0xc0) == 0x80;
}

/* The byte where a mark of libyaml's is. Marks come nearly in order. */
static uint32_t find_byte(struct yaml_reader *reader, size_t index)
{
    const struct cel_source *source = reader->source;
    while (reader->index < index && reader->byte < source->size) {
        reader->byte++;
        while (reader->byte < source->size && continues(source, reader->byte))
            reader->byte++;
        reader->index++;
    }
    while (reader->index > index) {
        reader->byte--;
        while (continues(source, reader->byte))
            reader->byte--;
        reader->index--;
    }
    return reader->byte;
}

struct yaml_reader *yaml_reader_open(const struct cel_source *source)
{
    struct yaml_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL || yaml_parser_initialize(&reader->parser) == 0) {
        free(reader);
        return NULL;
    }
    reader->source = source;
    if (source->size >= 3 && memcmp(source->text, "\xef\xbb\xbf", 3) == 0)
        reader->begin = 3;
    reader->byte = reader->begin;
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser,
                                 (const unsigned char *)source->text + reader->begin,
                                 source->size - reader->begin);
    return reader;
}

void yaml_reader_close(struct yaml_reader *reader)
{
    if (reader == NULL)
        return;
    yaml_parser_delete(&reader->parser);
    free(reader);
}

static struct cel_string copy(struct building *b, const yaml_char_t *text, size_t size)
{
    char *bytes = arena_alloc(b->arena, size, "yaml text");
    b->no_memory |= bytes == NULL;
    if (bytes != NULL && size > 0)
        memcpy(bytes, text, size);
    return (struct cel_string){bytes, bytes != NULL ? size : 0};
}

static void add_anchor(struct building *b, const yaml_char_t *name,
                       struct yaml_node *node)
{
    struct yaml_document *document = b->document;
    size_t count = document->anchor_count, size = sizeof *document->anchors;
    if (count == document->anchor_capacity) {
        size_t capacity = count ? 2 * count : 8;
        struct yaml_anchor *anchors = arena_grow(b->arena, document->anchors,
                                                 count * size, capacity * size,
                                                 "yaml_anchor[]");
        if (anchors == NULL) {
            b->no_memory = true;
            return;
        }
        document->anchors = anchors;
        document->anchor_capacity = capacity;
    }
    struct cel_string text = copy(b, name, strlen((const char *)name));
    document->anchors[document->anchor_count++] =
        (struct yaml_anchor){text, node, count};
}

/* A new node at its place in the tree, or NULL. */
static struct yaml_node *add_node(struct building *b, const yaml_event_t *event,
                                  enum yaml_type type)
{
    struct yaml_node *node = ARENA_NEW(b->arena, struct yaml_node);
    if (node == NULL) {
        b->no_memory = true;
        return NULL;
    }
    *node = (struct yaml_node){.type = type};
    node->span.start = find_byte(b->reader, event->start_mark.index);
    node->span.end = find_byte(b->reader, event->end_mark.index);
    node->anchors = (uint32_t)b->document->anchor_count;
    *b->ends[b->depth] = node;
    b->ends[b->depth] = &node->next;
    return node;
}

static enum yaml_style style_of(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return YAML_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return YAML_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE: return YAML_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return YAML_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE: break;
    }
    return YAML_PLAIN;
}

static void add_scalar(struct building *b, const yaml_event_t *event)
{
    struct yaml_node *node = add_node(b, event, YAML_SCALAR);
    if (node == NULL)
        return;
    node->text = copy(b, event->data.scalar.value, event->data.scalar.length);
    node->style = style_of(event);
    node->tagged = event->data.scalar.tag != NULL;
    if (event->data.scalar.anchor != NULL)
        add_anchor(b, event->data.scalar.anchor, node);
}

static void add_alias(struct building *b, const yaml_event_t *event)
{
    const yaml_char_t *name = event->data.alias.anchor;
    struct yaml_node *node = add_node(b, event, YAML_ALIAS);
    if (node != NULL)
        node->text = copy(b, name, strlen((const char *)name));
}

/* Opens a list or mapping. False: there are too many. */
static bool open_node(struct building *b, const yaml_event_t *event,
                      enum yaml_type type)
{
    if (b->depth == YAML_MAX_DEPTH)
        return false;
    struct yaml_node *node = add_node(b, event, type);
    if (node == NULL)
        return true;
    b->ends[++b->depth] = &node->first;
    return true;
}

/* Takes an event. False: it nests too deep. */
static bool take(struct building *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: add_scalar(b, event); break;
    case YAML_ALIAS_EVENT: add_alias(b, event); break;
    case YAML_SEQUENCE_START_EVENT: return open_node(b, event, YAML_LIST);
    case YAML_MAPPING_START_EVENT: return open_node(b, event, YAML_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: b->depth--; break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: break;
    }
    return true;
}

/* What libyaml complains of. Bytes that are no text at all it counts in bytes, all else
 * in code points. */
static struct yaml_problem find_problem(struct yaml_reader *reader)
{
    yaml_parser_t *parser = &reader->parser;
    struct yaml_problem problem = {.what = parser->problem, .context = parser->context};
    if (parser->error == YAML_READER_ERROR)
        problem.place = reader->begin + (uint32_t)parser->problem_offset;
    else
        problem.place = find_byte(reader, parser->problem_mark.index);
    if (problem.place > reader->source->size)
        problem.place = reader->source->size;
    if (problem.context != NULL)
        problem.began = find_byte(reader, parser->context_mark.index);
    return problem;
}

static enum yaml_read fail(struct yaml_reader *reader, struct yaml_problem *problem)
{
    if (reader->parser.error == YAML_MEMORY_ERROR)
        return YAML_READ_NO_MEMORY;
    *problem = find_problem(reader);
    return YAML_READ_BROKEN;
}

static enum yaml_read read_events(struct building *b, struct yaml_problem *problem)
{
    struct yaml_reader *reader = b->reader;
    for (yaml_event_t event; !b->no_memory;) {
        if (yaml_parser_parse(&reader->parser, &event) == 0)
            return fail(reader, problem);
        yaml_event_type_t type = event.type;
        bool fits = take(b, &event);
        uint32_t place = fits ? 0 : find_byte(reader, event.start_mark.index);
        yaml_event_delete(&event);
        if (!fits) {
            *problem = (struct yaml_problem){.what = "nested more than 250 levels deep",
                                             .place = place};
            return YAML_READ_BROKEN;
        }
        if (type == YAML_DOCUMENT_END_EVENT)
            return YAML_READ_DOCUMENT;
        if (type == YAML_STREAM_END_EVENT || type == YAML_NO_EVENT)
            return YAML_READ_END;
    }
    return YAML_READ_NO_MEMORY;
}

enum yaml_read yaml_read_document(struct yaml_reader *reader, struct arena *arena,
                                  struct yaml_document *document,
                                  struct yaml_problem *problem)
{
    struct building b = {.reader = reader, .arena = arena, .document = document};
    *document = (struct yaml_document){.root = NULL};
    b.ends[0] = &document->root;
    enum yaml_read result = read_events(&b, problem);
    return b.no_memory ? YAML_READ_NO_MEMORY : result;
}

#else

struct yaml_reader *yaml_reader_open(const struct cel_source *source)
{
    (void)source;
    return NULL;
}

void yaml_reader_close(struct yaml_reader *reader)
{
    (void)reader;
}

enum yaml_read yaml_read_document(struct yaml_reader *reader, struct arena *arena,
                                  struct yaml_document *document,
                                  struct yaml_problem *problem)
{
    (void)reader;
    (void)arena;
    (void)document;
    (void)problem;
    return YAML_READ_END;
}

#endif
