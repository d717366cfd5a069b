/* test.c: what is wanted of innermost. */

static int failed;

/* Expects a kind of node, by its name, at the byte where `at` points in the text. */
static void expect(const char *text, const char *at, const char *kind)
{
    struct arena arena;
    struct cel_unit unit;
    arena_init(&arena, NULL);
    const char *found = "no valid unit";
    if (cel_parse(&arena, text, strlen(text), NULL, &unit)) {
        uint32_t offset = (uint32_t)(strstr(text, at) - text);
        const struct cel_node *node = innermost(&arena, &unit, offset);
        found = node ? cel_kind_name((enum cel_kind)node->kind) : "nothing";
    }
    if (strcmp(found, kind) != 0)
        printf("FAILED: %s, not %s, at `%s` of %s\n", found, kind, at, text);
    failed |= strcmp(found, kind) != 0;
    arena_destroy(&arena);
}

int main(void)
{
    expect("a", "a", "ident");
    expect("a + 12", "+", "binary");
    expect("a + 12", "2", "int");
    expect("a.bc[12]", "c", "select");
    expect("a.bc[12]", "2", "int");
    expect("a.bc[12]", "]", "index");
    expect("f(a, [b, \"cd\"])", "d", "string");
    expect("f(a, [b, \"cd\"])", "]", "list");
    expect("f(a, [b, \"cd\"])", "f", "call");
    expect("a.all(x, x > 0)", "all", "call");
    expect("a.all(x, x > 0)", ">", "binary");
    expect("(a)", "(", "nothing");
    puts(failed ? "failed" : "passed");
    return failed;
}
