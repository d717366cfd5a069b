/* test.c: what is wanted of calculate. */

static int failed;

static void expect(const char *text, long wanted)
{
    long value = calculate(text);
    if (value != wanted)
        printf("FAILED: %s is %ld, not %ld\n", text, wanted, value);
    failed |= value != wanted;
}

int main(void)
{
    expect("7", 7);
    expect("2+3", 5);
    expect("9-3-2", 4);
    expect("2+3*4", 14);
    expect("2*3+4", 10);
    expect("9-2*3-1", 2);
    expect("2^3", 8);
    expect("2^3^2", 512);
    expect("2*3^2", 18);
    expect("1+2*3^2-4*5", -1);
    expect("2^3*2", 16);
    puts(failed ? "failed" : "passed");
    return failed;
}
