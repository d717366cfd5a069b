/* copy_suite.c: a unit lives without the text that it was made of: the library copies
 * it before it reads it. Under AddressSanitizer a look at the old text is an error. */
#include <stdlib.h>
#include <string.h>

#include "tests/arenas.h"

static const struct cel_string file_name = {"a.cel", 5};

/* All that is written of a unit, valid or not. */
static void write_all(struct arena *arena, const struct cel_unit *unit, bool valid,
                      struct text *text)
{
    struct cel_writer out;
    struct cel_places places;
    cel_writer_init(&out, collect, text);
    cel_emit_tokens(&out, arena, unit);
    if (valid) {
        cel_emit_tree(&out, arena, unit, CEL_WRITTEN);
        cel_emit_json(&out, arena, unit, file_name);
        cel_emit_cel(&out, arena, unit);
    }
    cel_emit_errors(&out, arena, unit, file_name);
    const struct cel_diagnostic *d = unit->diagnostics.first;
    if (cel_index_places(arena, &unit->source, &places))
        for (; d != NULL; d = d->next)
            cel_render(&out, file_name, &places, d, false);
    cel_writer_flush(&out);
}

/* Writes a unit whose text has changed and gone, or is still there. */
static void write_unit(const char *expression, bool gone, struct text *text)
{
    struct arena arena;
    struct cel_unit unit;
    size_t size = strlen(expression);
    char *copy = malloc(size);
    if (copy == NULL)
        return;
    memcpy(copy, expression, size);
    arena_init(&arena, NULL);
    bool valid = cel_parse(&arena, copy, size, NULL, &unit);
    if (gone) {
        memset(copy, '?', size);
        free(copy);
    }
    write_all(&arena, &unit, valid, text);
    arena_destroy(&arena);
    if (!gone)
        free(copy);
}

void copy_text_may_go(struct report *report)
{
    static const char *const expressions[] = {
        "a.b['c'].all(x, x > 1u) ? {`k`: [b\"\\x01\", r'''raw''']} : M{f: -1.5e3}",
        "has(a.b) && size(\"string\\n\") == 0 // a comment",
        "f(a, \xc3\xa9\xe2\x82\xac, 'no end) + [1, 2",
        "\xff",
        "let x = 1;",
    };
    for (size_t i = 0; i < COUNT(expressions); i++) {
        struct text kept = {0}, gone = {0};
        write_unit(expressions[i], false, &kept);
        write_unit(expressions[i], true, &gone);
        expect(report, kept.size > 50, "%s is written", expressions[i]);
        expect_text(report, expressions[i], gone.bytes, kept.bytes);
    }
}
