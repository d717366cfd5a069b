/* test.c: what is wanted of height. */
#include "../test.h"

enum { CHAIN = 100000 };

static size_t height_of(const char *text, size_t room, bool *clean)
{
    struct arena parsed, walked;
    struct cel_unit unit;
    arena_init(&parsed, NULL);
    arena_init(&walked, NULL);
    arena_set_limit(&walked, room);
    cel_parse(&parsed, text, strlen(text), NULL, &unit);
    size_t found = height(&walked, unit.root);
    *clean = arena_used(&walked) == 0;
    arena_destroy(&walked);
    arena_destroy(&parsed);
    return found;
}

/* a-a-a..., with so many operators. */
static char *chain(size_t operators)
{
    char *text = malloc(2 * operators + 2);
    if (text == NULL)
        exit(2);
    for (size_t i = 0; i < operators; i++)
        memcpy(text + 2 * i, "a-", 2);
    memcpy(text + 2 * operators, "a", 2);
    return text;
}

int main(void)
{
    char *text = chain(CHAIN);
    bool clean;
    expect(height_of("a", SIZE_MAX, &clean) == 1, "a leaf is 1 high");
    expect(height_of("a + b", SIZE_MAX, &clean) == 2, "an operator is 2 high");
    expect(height_of("f(a, [b, c.d])", SIZE_MAX, &clean) == 4,
           "the deepest leaf counts");
    expect(height_of(text, SIZE_MAX, &clean) == CHAIN + 1, "a long chain is high");
    expect(clean, "nothing is left in the arena");
    expect(height_of(text, 1000, &clean) == 0, "no memory: 0");
    expect(clean, "nothing is left then, either");
    free(text);
    return verdict();
}
