/* yaml.c: any bytes as a YAML file. Each expression that is found stands in the file,
 * and each of its decoded bytes comes from bytes of the file, in order; its errors
 * stand where those bytes do. A fix that is kept does in the file what it does in the
 * expression.
 *
 * The header says what stands before the input: nothing, or a policy up to where an
 * expression begins, so that short inputs are one. */
#include <stdio.h>
#include <string.h>

#include "cli/yaml.h"
#include "tests/fuzz/fuzz.h"

enum { SHAPE, HEADER };

#define POLICY                                                                         \
    "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n"   \
    "spec:\n  validations:\n"

static const char *const shapes[] = {
    "", POLICY "  - expression: ", POLICY "  - expression: |\n      ",
    POLICY "  - {expression: \""};

/* A file, and where to put what is made of it. */
struct look {
    struct arena arena;    /* for units and maps; reset with each expression */
    struct growing file;   /* the file's text */
    struct growing other;  /* the file's text with a fix in effect */
    struct growing wanted; /* the expression's text with the same fix */
    struct growing shown;  /* what is written */
    struct yaml yaml;      /* the file, open */
    size_t found;          /* expressions so far */
};

static bool is_inside(struct cel_span span, struct cel_span outer)
{
    return span.start <= span.end && outer.start <= span.start && span.end <= outer.end;
}

/* The map of a scalar: pieces follow each other in the text and in the file, and what
 * is said to stand in the file does. */
static void check_map(const struct look *look, const struct yaml_expression *expression,
                      struct yaml_map *map)
{
    struct cel_string text = expression->text;
    const char *file = look->yaml.source.text;
    uint32_t before = expression->span.start;
    if (fuzz_is_planted("piece") && map->count > 0)
        map->pieces[0].source++;
    fuzz_expect(map->exact, "every scalar has a map");
    for (size_t i = 0; i < map->count; i++) {
        struct yaml_piece piece = map->pieces[i];
        uint32_t end = i + 1 < map->count ? map->pieces[i + 1].at : (uint32_t)text.size;
        fuzz_expect(piece.at < end && piece.source >= before,
                    "pieces follow each other");
        fuzz_expect(piece.width > 0 || memcmp(file + piece.source, text.data + piece.at,
                                              end - piece.at) == 0,
                    "what is said to stand in the file does");
        before = piece.source + (piece.width > 0 ? piece.width : end - piece.at);
    }
    for (uint32_t i = 0; i <= text.size; i++)
        fuzz_expect(is_inside(yaml_map_byte(map, i), expression->span),
                    "a byte of an expression comes from its scalar");
}

/* The text with a fix in effect. */
static void apply(struct growing *out, struct cel_string text,
                  const struct cel_fix *fix)
{
    out->size = 0;
    grow(out, text.data, fix->span.start);
    grow(out, fix->replacement.data, fix->replacement.size);
    grow(out, text.data + fix->span.end, text.size - fix->span.end);
}

/* The text's tokens, a line each. */
static void write_tokens(struct growing *out, struct arena *arena,
                         struct cel_string text)
{
    struct cel_source source;
    out->size = 0;
    fuzz_expect(cel_copy_source(arena, text.data, text.size, &source),
                "there is memory");
    struct cel_lexer lexer = cel_lexer_at(&source, 0);
    const struct cel_token *token;
    while ((token = cel_lex(&lexer, NULL))->kind != CEL_TOKEN_END) {
        grow(out, source.text + token->offset, cel_token_length(token));
        grow(out, "\n", 1);
    }
}

/* With the fix in effect in the file, the same expression is what the fix made of it,
 * but for blanks between its tokens: YAML drops those beside a line's end. */
static void check_fix(struct look *look, const struct yaml_expression *expression,
                      const struct cel_fix *in_file, const struct cel_fix *in_text)
{
    struct yaml yaml;
    struct yaml_expression again = {.text = {"", 0}};
    size_t left = look->found;
    apply(&look->other, grown_text(&look->file), in_file);
    apply(&look->wanted, expression->text, in_text);
    yaml_open(&yaml, grown_text(&look->other));
    while (left > 0 && yaml_next(&yaml, &again))
        left--;
    fuzz_expect(left == 0 && again.found == NULL, "a fixed expression is still found");
    write_tokens(&look->other, &look->arena, again.text);
    write_tokens(&look->shown, &look->arena, grown_text(&look->wanted));
    fuzz_expect_same(grown_text(&look->other), grown_text(&look->shown),
                     "a fix does in the file what it does in the expression");
    yaml_close(&yaml);
}

/* The diagnostic of the unit that another shows in the file: they share the message. */
static const struct cel_diagnostic *find_shown(const struct cel_unit *unit,
                                               const struct cel_diagnostic *shown)
{
    const struct cel_diagnostic *d = unit->diagnostics.first;
    while (d != NULL && d->message.data != shown->message.data)
        d = d->next;
    return d;
}

/* Every form of what is told: nothing that a terminal obeys, and lines that are lines.
 */
static void check_written(struct look *look, const struct cel_unit *shown)
{
    struct cel_writer out;
    struct cel_string name = {"a.yaml", 6};
    const struct cel_diagnostic *d = shown->diagnostics.first;
    grow_anew(&out, &look->shown);
    cel_emit_errors(&out, &look->arena, shown, name);
    cel_writer_flush(&out);
    fuzz_expect(fuzz_count_lines(grown_text(&look->shown), false) == 1,
                "JSON is one line");
    for (; d != NULL; d = d->next) {
        grow_anew(&out, &look->shown);
        cel_render_short(&out, name, &look->yaml.places, d);
        cel_writer_flush(&out);
        fuzz_expect(fuzz_count_lines(grown_text(&look->shown), false) == 1,
                    "a short message is one line");
        grow_anew(&out, &look->shown);
        cel_render(&out, name, &look->yaml.places, d, false);
        cel_writer_flush(&out);
        fuzz_count_lines(grown_text(&look->shown), false);
    }
}

/* What is shown stands inside the scalar, sorted, one for each of the unit's. */
static void check_shown(struct look *look, const struct yaml_expression *expression,
                        const struct cel_unit *unit, const struct cel_unit *shown)
{
    const struct cel_diagnostic *d = shown->diagnostics.first;
    size_t count = 0, wanted = 0;
    for (const struct cel_diagnostic *e = unit->diagnostics.first; e != NULL;
         e = e->next)
        wanted++;
    for (; d != NULL; d = d->next, count++) {
        const struct cel_diagnostic *original = find_shown(unit, d);
        fuzz_expect(is_inside(d->span, expression->span),
                    "an error stands in its scalar");
        fuzz_expect(d->next == NULL || d->span.start <= d->next->span.start,
                    "errors are sorted");
        for (const struct cel_note *note = d->notes; note != NULL; note = note->next)
            fuzz_expect(is_inside(note->span, expression->span),
                        "a note stands in its scalar");
        fuzz_expect(original != NULL, "an error is one of the unit's");
        if (d->fix != NULL)
            check_fix(look, expression, d->fix, original->fix);
    }
    fuzz_expect(count == wanted, "each error is shown");
}

static void plant(struct cel_unit *shown)
{
    struct cel_diagnostic *first = shown->diagnostics.first;
    static struct cel_fix fix;
    if (fuzz_is_planted("span"))
        first->span.end = shown->source.size + 1;
    if (fuzz_is_planted("lost"))
        shown->diagnostics.first = first->next;
    if (fuzz_is_planted("fix") && first->fix != NULL) {
        fix = *first->fix;
        fix.span.start -= fix.span.start > 0;
        first->fix = &fix;
    }
}

static void check_expression(struct look *look,
                             const struct yaml_expression *expression)
{
    struct cel_unit unit, shown;
    struct yaml_map map;
    struct cel_string text = expression->text, file = grown_text(&look->file);
    struct cel_span all = {0, (uint32_t)file.size};
    fuzz_expect(is_inside(expression->span, all), "an expression stands in the file");
    if (expression->found != NULL) {
        yaml_translate(&look->arena, &look->yaml, expression, NULL, &shown);
        fuzz_expect(shown.diagnostics.first != NULL, "what is no string is an error");
        check_written(look, &shown);
        return;
    }
    yaml_map_scalar(&look->arena, file, expression->span, expression->style, text,
                    &map);
    check_map(look, expression, &map);
    if (cel_parse(&look->arena, text.data, text.size, NULL, &unit))
        return;
    fuzz_expect(yaml_translate(&look->arena, &look->yaml, expression, &unit, &shown),
                "there is memory");
    plant(&shown);
    check_shown(look, expression, &unit, &shown);
    check_written(look, &shown);
}

static void check_broken(struct look *look)
{
    struct cel_unit shown;
    struct cel_span all = {0, (uint32_t)look->file.size};
    if (!yaml_failed(&look->arena, &look->yaml, &shown))
        return;
    for (const struct cel_diagnostic *d = shown.diagnostics.first; d != NULL;
         d = d->next) {
        fuzz_expect(is_inside(d->span, all), "broken YAML is broken in the file");
        for (const struct cel_note *note = d->notes; note != NULL; note = note->next)
            fuzz_expect(is_inside(note->span, all),
                        "and what it is about stands there");
    }
    check_written(look, &shown);
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct look look;
    struct yaml_expression expression;
    const char *shape = shapes[header[SHAPE] % (sizeof shapes / sizeof *shapes)];
    if (look.arena.backend == NULL)
        arena_init(&look.arena, NULL);
    look.file.size = look.found = 0;
    grow(&look.file, shape, strlen(shape));
    grow(&look.file, text.data, text.size);
    fuzz_expect(yaml_open(&look.yaml, grown_text(&look.file)), "there is memory");
    while (yaml_next(&look.yaml, &expression)) {
        look.found++;
        check_expression(&look, &expression);
        arena_reset(&look.arena);
    }
    check_broken(&look);
    yaml_close(&look.yaml);
    arena_reset(&look.arena);
}

static const char *const plants[] = {"piece", "span", "lost", "fix", NULL};

const struct fuzz_target fuzz_target = {"yaml", HEADER, false, plants, run};
