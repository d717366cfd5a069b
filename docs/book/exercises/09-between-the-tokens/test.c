/* test.c: what is wanted of count_comments. */

static int failed;

static void expect(const char *text, unsigned comments)
{
    struct arena arena;
    struct cel_source source;
    arena_init(&arena, NULL);
    unsigned found = 0;
    if (cel_copy_source(&arena, text, strlen(text), &source))
        found = count_comments(&source);
    if (found != comments)
        printf("FAILED: %u comments, not %u, in: %s\n", found, comments, text);
    failed |= found != comments;
    arena_destroy(&arena);
}

int main(void)
{
    expect("", 0);
    expect("a / b", 0);
    expect("a // b", 1);
    expect("// one\n// two\na // three\n", 3);
    expect("a // one // and no second\n + b", 1);
    expect("a//", 1);
    expect("'http://x' == a", 0);
    expect("r\"//\" + '''\n//''' // one", 1);
    puts(failed ? "failed" : "passed");
    return failed;
}
