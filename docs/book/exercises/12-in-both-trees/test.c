/* test.c: what is wanted of count. */

static int failed;

static void expect(const char *text, struct counts wanted)
{
    struct arena arena;
    struct cel_unit unit;
    struct counts found = {0, 0, 0};
    arena_init(&arena, NULL);
    if (cel_parse(&arena, text, strlen(text), NULL, &unit))
        found = count(&arena, &unit);
    if (found.written != wanted.written || found.expanded != wanted.expanded ||
        found.both != wanted.both) {
        printf("FAILED: %u, %u and %u, not %u, %u and %u nodes, in %s\n", found.written,
               found.expanded, found.both, wanted.written, wanted.expanded, wanted.both,
               text);
        failed = 1;
    }
    arena_destroy(&arena);
}

int main(void)
{
    expect("a + b", (struct counts){0, 0, 3});
    expect("has(a.b)", (struct counts){2, 1, 1});
    expect("r.all(x, x > 0)", (struct counts){2, 7, 4});
    expect("a && r.all(x, x > 0)", (struct counts){2, 7, 6});
    expect("r.map(x, x)", (struct counts){2, 7, 2});
    expect("r.all(x, s.all(y, y > x))", (struct counts){4, 14, 5});
    puts(failed ? "failed" : "passed");
    return failed;
}
