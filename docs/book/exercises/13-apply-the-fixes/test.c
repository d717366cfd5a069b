/* test.c: what is wanted of repair. */

static int failed;

static void expect(const char *text, const char *wanted)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    cel_parse(&arena, text, strlen(text), NULL, &unit);
    const char *found = repair(&arena, &unit);
    int same = found && strcmp(found, wanted) == 0;
    if (!same)
        printf("FAILED: %s, not %s, from %s\n", found ? found : "nothing", wanted,
               text);
    failed |= !same;
    arena_destroy(&arena);
}

int main(void)
{
    expect("a + b", "a + b");
    expect("a = b", "a == b");
    expect("a = b and c == 1", "a == b && c == 1");
    expect("a === b", "a == b");
    expect("(a + b", "(a + b"); /* this one has no fix */
    expect("a < 1. || b", "a < 1.0 || b");
    expect("a + b;", "a + b");
    expect("a = b || c[1 +", "a == b || c[1 +");
    puts(failed ? "failed" : "passed");
    return failed;
}
