/* yaml_tree.h: a YAML document as a tree, read by libyaml.
 *
 * A tree, and not a look at each event, because a Kubernetes object may name its kind
 * behind all the rest. Aliases are leaves: nothing is ever copied or expanded. */
#ifndef CLI_YAML_TREE_H
#define CLI_YAML_TREE_H

#include <stdbool.h>

#include "cellar.h"
#include "cli/yaml_scalar.h"

/* How deep lists and mappings may nest: far above what people write. libyaml's time for
 * a token grows with the depth. */
#define YAML_MAX_DEPTH 250

/* What a node is. */
enum yaml_type {
    YAML_SCALAR, /* a text */
    YAML_LIST,   /* - or [] */
    YAML_MAP,    /* key: value or {} */
    YAML_ALIAS   /* *name */
};

/* A node of the tree. */
struct yaml_node {
    struct yaml_node *next;  /* the next item; behind a key its value, and then the next
                                key; or NULL */
    struct yaml_node *first; /* the first item or key of a list or mapping, or NULL */
    struct yaml_node *below; /* a link for whoever walks: the next on their stack */
    struct cel_string text;  /* a scalar's text, decoded; an alias's name */
    struct cel_span span;    /* its place in the file; of a list or mapping, where it
                                begins */
    uint32_t anchors;        /* of an alias: how many anchors stand before it */
    enum yaml_type type;     /* what it is */
    enum yaml_style style;   /* how a scalar is written */
    bool tagged;             /* a scalar that says its type: !!str */
    bool given;              /* it has been found to be an expression */
};

/* A node with a name for aliases. */
struct yaml_anchor {
    struct cel_string name; /* the name */
    struct yaml_node *node; /* the node */
    size_t order;           /* how many anchors stand before it */
};

/* A document. */
struct yaml_document {
    struct yaml_node *root;      /* its node; NULL: it has none */
    struct yaml_anchor *anchors; /* those of scalars, as they follow */
    size_t anchor_count;         /* how many */
    size_t anchor_capacity;      /* for how many there is room */
};

/* What is wrong with a text that should be YAML. */
struct yaml_problem {
    const char *what;    /* libyaml's words, constant */
    uint32_t place;      /* where, in bytes */
    const char *context; /* what was being read, or NULL */
    uint32_t began;      /* where that began */
};

/* What yaml_read_document found. */
enum yaml_read {
    YAML_READ_DOCUMENT, /* a document */
    YAML_READ_END,      /* no more */
    YAML_READ_BROKEN,   /* see `problem` */
    YAML_READ_NO_MEMORY /* there was none */
};

/* libyaml's parser and where it is. */
struct yaml_reader;

/* Starts to read a text, which lives on. NULL: no memory, or no libyaml. */
struct yaml_reader *yaml_reader_open(const struct cel_source *source);

/* Reads the next document into the arena. */
enum yaml_read yaml_read_document(struct yaml_reader *reader, struct arena *arena,
                                  struct yaml_document *document,
                                  struct yaml_problem *problem);

/* `reader` may be NULL. */
void yaml_reader_close(struct yaml_reader *reader);

#endif
