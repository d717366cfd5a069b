/* unparse_hold.c: what must hold of every valid unit that is written as CEL. */
#include "tests/unparse.h"

#include <string.h>

#include "tests/same_text.h"
#include "tests/same_tree.h"

/* A pair of brackets that groups, in bytes. */
struct group {
    size_t open;  /* where it opens */
    size_t close; /* where it closes */
};

enum { GROUPS = 1000 /* more than a text has whose brackets are left out */ };

/* Finds the pairs that group: a bracket behind a name belongs to a call. */
static size_t find_groups(const struct cel_source *source, struct group groups[GROUPS])
{
    struct cel_lexer lexer = cel_lexer_at(source, 0);
    size_t count = 0, depth = 0, open[GROUPS];
    unsigned before = CEL_TOKEN_END;
    for (;;) {
        const struct cel_token *token = cel_lex(&lexer, NULL);
        bool calls = before == CEL_TOKEN_NAME || before == CEL_TOKEN_RESERVED;
        before = token->kind;
        if (before == CEL_TOKEN_END || depth == GROUPS || count == GROUPS)
            return count;
        if (before == CEL_TOKEN_LEFT_PAREN) {
            open[depth++] = calls ? GROUPS : count;
            if (!calls)
                groups[count++].open = token->offset;
        } else if (before == CEL_TOKEN_RIGHT_PAREN && open[--depth] != GROUPS) {
            groups[open[depth]].close = token->offset;
        }
    }
}

static bool write_to(struct growing *text, unparser *write, struct arena *scratch,
                     const struct cel_unit *unit)
{
    struct cel_writer out;
    grow_anew(&out, text);
    bool written = write(&out, scratch, unit);
    return cel_writer_flush(&out) && written;
}

bool drop_brackets(struct cel_writer *out, struct arena *scratch,
                   const struct cel_unit *unit)
{
    static struct growing text;
    struct group groups[GROUPS];
    struct cel_source source;
    if (!write_to(&text, cel_emit_cel, scratch, unit) ||
        !cel_copy_source(scratch, text.bytes, text.size, &source))
        return false;
    if (find_groups(&source, groups) > 0)
        text.bytes[groups[0].open] = text.bytes[groups[0].close] = ' ';
    cel_write_string(out, grown_text(&text));
    return true;
}

static struct growing written, again; /* by the writer, the first time and the second */

struct cel_string last_written(void)
{
    return grown_text(&written);
}

/* What is parsed of a text that was written. */
struct reading {
    struct arena arena;         /* holds it */
    struct cel_options options; /* how */
    struct cel_unit unit;       /* what came of it */
};

static bool read_again(struct reading *reading, struct cel_string text)
{
    arena_reset(&reading->arena);
    return cel_parse(&reading->arena, text.data, text.size, &reading->options,
                     &reading->unit);
}

static bool is_one_line(struct cel_string text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < ' ' && i + 1 < text.size)
            return false;
    return text.size > 0 && text.data[text.size - 1] == '\n';
}

/* Leaves out each pair of brackets: whether each time something else comes of it. */
static bool needs_all_brackets(const struct cel_unit *unit, struct reading *reading,
                               struct trials *trials)
{
    struct group groups[GROUPS];
    size_t count = find_groups(&reading->unit.source, groups);
    for (size_t i = 0; i < count; i++) {
        char *open = written.bytes + groups[i].open;
        char *close = written.bytes + groups[i].close;
        *open = *close = ' ';
        bool same = read_again(reading, grown_text(&written)) &&
                    same_tree(unit, &reading->unit, &reading->arena, NULL);
        *open = '(';
        *close = ')';
        trials->brackets++;
        if (same)
            return false;
    }
    return true;
}

/* Whether a minus stands before a number in brackets: ---1 is written as -(1). */
static bool has_negated_number(struct cel_string text)
{
    for (size_t i = 2; i < text.size; i++)
        if (text.data[i - 2] == '-' && text.data[i - 1] == '(' && text.data[i] >= '0' &&
            text.data[i] <= '9')
            return true;
    return false;
}

/* Whether the text written is valid at the least depth at which the trial's is. */
static bool nests_no_deeper(const struct trial *trial, struct reading *reading,
                            struct trials *trials)
{
    uint32_t *depth = &reading->options.max_depth;
    for (*depth = 1; !read_again(reading, trial->text); ++*depth)
        if (*depth == CEL_MAX_DEPTH)
            return false;
    *depth += has_negated_number(grown_text(&written));
    bool valid = read_again(reading, grown_text(&written));
    *depth = trial->options.max_depth;
    trials->depths++;
    return valid;
}

static const char *broken_unit(const struct trial *trial, const struct cel_unit *unit,
                               struct reading *reading, struct trials *trials)
{
    if (!write_to(&written, trial->write, trial->arena, unit))
        return "it is not written";
    trials->bytes += written.size;
    if (!is_one_line(grown_text(&written)))
        return "it is not written on one line";
    if (!read_again(reading, grown_text(&written)))
        return "what is written is not valid";
    if (!same_tree(unit, &reading->unit, &reading->arena, NULL))
        return "what is written has another tree";
    if (!write_to(&again, trial->write, &reading->arena, &reading->unit) ||
        !same_text(grown_text(&again), grown_text(&written)))
        return "it is written otherwise the second time";
    if (trial->brackets && !needs_all_brackets(unit, reading, trials))
        return "a pair of brackets is not needed";
    if (trial->depth && !nests_no_deeper(trial, reading, trials))
        return "what is written nests deeper";
    trials->units++;
    return NULL;
}

const char *broken_writing(const struct trial *trial, struct trials *trials)
{
    static struct reading reading; /* its memory is used again, trial after trial */
    struct cel_unit unit;
    const char *broken = NULL;
    if (reading.arena.backend == NULL)
        arena_init(&reading.arena, NULL);
    reading.options = trial->options;
    if (cel_parse(trial->arena, trial->text.data, trial->text.size, &trial->options,
                  &unit))
        broken = broken_unit(trial, &unit, &reading, trials);
    else
        trials->invalid++;
    arena_reset(&reading.arena);
    arena_reset(trial->arena);
    return broken;
}
