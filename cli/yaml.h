/* yaml.h: the CEL expressions of a YAML file, such as a Kubernetes policy.
 *
 * A file is opened, gives one expression after the other, and may turn out to be broken
 * in the end. Each expression has its decoded text, to be parsed as any unit, and knows
 * where in the file each byte of it came from, so that messages point into the file.
 *
 *     for (yaml_open(&yaml, text); yaml_next(&yaml, &expression);)
 *         if (!cel_parse(arena, expression.text.data, ...))
 *             yaml_translate(arena, &yaml, &expression, &unit, &shown);
 *     if (yaml_failed(arena, &yaml, &shown))
 *         ...                                   shown says why
 *     yaml_close(&yaml); */
#ifndef CLI_YAML_H
#define CLI_YAML_H

#include <stdbool.h>

#include "cellar.h"
#include "cli/yaml_scalar.h"
#include "cli/yaml_tree.h"

/* An expression. All of it lives until the next yaml_next or yaml_close. */
struct yaml_expression {
    struct cel_string text; /* CEL, decoded; empty where `found` is set */
    struct cel_span span;   /* where it stands in the file, with its quotes */
    enum yaml_style style;  /* how it is written there */
    const char *found;      /* what is there, if not a string: "a mapping"; or NULL */
};

/* A YAML text being searched. It must stay where it is while it is open, and belongs
 * to one thread. */
struct yaml {
    struct cel_source source;    /* the file's text */
    struct cel_places places;    /* its lines, shared by all that is shown in it */
    struct arena arena;          /* holds it until yaml_close */
    struct arena document;       /* holds the newest document */
    struct yaml_reader *reader;  /* reads the documents; NULL: cannot */
    struct yaml_node **found;    /* the document's expressions, as they follow */
    size_t count;                /* how many */
    size_t next;                 /* the first that has not been given */
    struct yaml_problem problem; /* what is wrong with the YAML, once it is `broken` */
    bool broken;                 /* there is something wrong */
    bool no_memory;              /* memory ran out */
};

/* Whether a file of this name is taken for YAML: it ends in .yaml or .yml. */
bool yaml_is_name(const char *file);

/* Whether the program was built with libyaml. Without it, yaml_next finds nothing. */
bool yaml_supported(void);

/* Opens a text of at most CEL_MAX_UNIT bytes, which is copied. Whatever it returns,
 * the others may be called; false: no memory, and yaml_failed will say so. */
bool yaml_open(struct yaml *yaml, struct cel_string text);

/* The next expression, in the order of the file. False: there are no more, or the YAML
 * is broken. What stands before the document with the fault has been given then. */
bool yaml_next(struct yaml *yaml, struct yaml_expression *expression);

/* To be asked when yaml_next has said false: whether the YAML was broken. Then `shown`
 * is a unit without a tree, whose text is the file's and whose one diagnostic says what
 * is wrong. It lives as long as the YAML and the arena. */
bool yaml_failed(struct arena *arena, const struct yaml *yaml, struct cel_unit *shown);

/* Makes of an invalid `unit`, parsed from expression->text, a unit `shown` for people:
 * its text is the file's, and errors, notes and fixes stand at the file's own places. A
 * fix is kept only where the file holds the very same bytes, and may hold the new ones.
 * Where expression->found is set, `shown` has one error, that it is no string. False:
 * no memory; shown says so. It lives as long as the YAML and the arena; the unit's
 * messages are shared. */
bool yaml_translate(struct arena *arena, const struct yaml *yaml,
                    const struct yaml_expression *expression,
                    const struct cel_unit *unit, struct cel_unit *shown);

void yaml_close(struct yaml *yaml);

#endif
