/* unparse.c: --emit=cel: what is written of a valid unit is one line, has the same
 * tree, is written the same once more, and has no bracket that is not needed;
 * tests/unparse_hold.c says so. The header has options for the parser and what else is
 * tried. */
#include "tests/unparse.h"
#include "tests/fuzz/fuzz.h"

enum { FLAGS, HEADER };
enum { BRACKETS = FUZZ_FREE, DEPTH = 2 * FUZZ_FREE }; /* bits of FLAGS */

/* What is long has too many brackets to leave out each, and too many depths to try. */
enum { SHORT = 200 };

/* Writers with a fault. */
static bool write_nothing(struct cel_writer *out, struct arena *scratch,
                          const struct cel_unit *unit)
{
    (void)unit, (void)scratch;
    cel_write(out, "x\n");
    return true;
}

static bool add_brackets(struct cel_writer *out, struct arena *scratch,
                         const struct cel_unit *unit)
{
    cel_write_char(out, '(');
    bool done = cel_emit_cel(out, scratch, unit);
    cel_write(out, ")\n"); /* behind the line's end, so on a second line */
    return done;
}

static unparser *choose_writer(void)
{
    if (fuzz_is_planted("nothing"))
        return write_nothing;
    if (fuzz_is_planted("two lines"))
        return add_brackets;
    return fuzz_is_planted("brackets") ? drop_brackets : cel_emit_cel;
}

static void run(const uint8_t *header, struct cel_string text)
{
    static struct arena arena;
    static struct trials trials;
    struct trial trial = {.text = text,
                          .options = fuzz_options(header[FLAGS]),
                          .arena = &arena,
                          .write = choose_writer()};
    if (arena.backend == NULL)
        arena_init(&arena, NULL);
    trial.brackets = header[FLAGS] & BRACKETS && text.size <= SHORT;
    trial.depth = header[FLAGS] & DEPTH && text.size <= SHORT;
    const char *broken = broken_writing(&trial, &trials);
    fuzz_expect(broken == NULL, broken);
}

static const char *const plants[] = {"nothing", "two lines", "brackets", NULL};

const struct fuzz_target fuzz_target = {"unparse", HEADER, true, plants, run};
