/* test.c: what is wanted of keep_name. */
#include "../test.h"

enum { RULES = 100 };

/* Parses a text in `arena`, and keeps its name. */
static struct cel_string parse_and_keep(struct arena *arena, struct arena *kept,
                                        const char *text)
{
    struct cel_unit unit;
    cel_parse(arena, text, strlen(text), NULL, &unit);
    struct cel_string name = keep_name(kept, &unit);
    arena_reset(arena);
    return name;
}

static int is(struct cel_string name, const char *text)
{
    return name.size == strlen(text) && memcmp(name.data, text, name.size) == 0;
}

int main(void)
{
    struct arena arena, kept;
    struct cel_string names[RULES];
    char text[32];
    int wrong = 0;
    arena_init(&arena, NULL);
    arena_init(&kept, NULL);
    for (int i = 0; i < RULES; i++) {
        snprintf(text, sizeof text, "rule_%d", i);
        names[i] = parse_and_keep(&arena, &kept, text);
    }
    parse_and_keep(&arena, &kept, "other.text + 1 > something");
#ifndef __SANITIZE_ADDRESS__ /* there the sanitizer tells of the first wrong one */
    memset(arena_alloc(&arena, 1000, "other"), '#', 1000);
#endif
    for (int i = 0; i < RULES; i++) {
        snprintf(text, sizeof text, "rule_%d", i);
        wrong += !is(names[i], text);
    }
    expect(wrong == 0, "each name is what it was when its unit was there");
    expect(arena_used(&kept) > 0, "the names live in `kept`");
    expect(arena_used(&kept) <= 16 * RULES, "and nothing else does");
    arena_set_limit(&kept, arena_used(&kept));
    expect(parse_and_keep(&arena, &kept, "too_much").size == 0, "no memory: no name");
    arena_destroy(&arena);
    arena_destroy(&kept);
    return verdict();
}
