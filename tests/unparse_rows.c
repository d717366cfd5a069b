/* unparse_rows.c: rows of && with each of the ways to put brackets into them. */
#include "tests/unparse.h"

size_t count_bracketings(unsigned count)
{
    size_t ways = count < 2;
    for (unsigned left = 1; left < count; left++)
        ways += count_bracketings(left) * count_bracketings(count - left);
    return ways;
}

static void bracketing(unsigned count, size_t way, bool outermost, struct growing *out)
{
    unsigned left = 1;
    size_t ways;
    if (count == 1) {
        grow(out, "a", 1);
        return;
    }
    while (way >= (ways = count_bracketings(left) * count_bracketings(count - left))) {
        way -= ways;
        left++;
    }
    size_t rest = count_bracketings(count - left);
    grow(out, "(", !outermost);
    bracketing(left, way / rest, false, out);
    grow(out, " && ", 4);
    bracketing(count - left, way % rest, false, out);
    grow(out, ")", !outermost);
}

void make_bracketing(unsigned count, size_t way, struct growing *out)
{
    bracketing(count, way, true, out);
}
