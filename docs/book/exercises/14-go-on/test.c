/* test.c: how many errors are wanted. */

static const struct {
    const char *text;
    size_t errors;
} cases[] = {
    {"[1, [2, 3], 4]", 0},
    {"[]", 0},
    {"[x]", 1},
    {"[1, x, y]", 2},
    {"[1, $$$ $$, 2]", 1},
    {"[1 2, 3, 4]", 1},
    {"[,1]", 1},
    {"[1,, 2, ]", 2},
    {"[1, [x, 2], y]", 2},
    {"[1 [2, 3], 4]", 1},
    {"[1 [2, x], 4]", 2},
    {"[1]]", 1},
    {"[1], 2", 1},
    {"[1, [2", 1},
    {"[[[", 1},
    {"", 1},
    {"[1 2, [3 4, 5", 3},
    {"]]] [x] ]", 2},
};

int main(void)
{
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t errors = errors_in(cases[i].text);
        if (errors == cases[i].errors)
            continue;
        printf("FAILED: `%s` has %zu errors, not %zu\n", cases[i].text, cases[i].errors,
               errors);
        failed = 1;
    }
    puts(failed ? "failed" : "passed");
    return failed;
}
