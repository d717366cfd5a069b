/* test.h: what the tests of the exercises share. */
static int failed; /* whether something has not been as expected */

static void expect(int holds, const char *what)
{
    if (!holds)
        printf("FAILED: %s\n", what);
    failed |= !holds;
}

/* Says how it went. Returns the exit status. */
static int verdict(void)
{
    puts(failed ? "failed" : "passed");
    return failed;
}
