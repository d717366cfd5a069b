/* test.c: what is wanted of compare. */
#include "../test.h"

enum { ROUNDS = 9 };

static bool near(double a, double b)
{
    return a - b < 1e-9 && b - a < 1e-9;
}

int main(void)
{
    static const double even[ROUNDS] = {10, 10, 10, 10, 10, 10, 10, 10, 10};
    static const double twice[ROUNDS] = {20, 20, 20, 20, 20, 20, 20, 20, 20};
    static const double odd[ROUNDS] = {10, 10, 10, 900, 10, 10, 10, 10, 10};
    static const double noisy[ROUNDS] = {9, 11, 10, 12, 8, 11, 9, 10, 11};
    static const double slower[ROUNDS] = {10, 11, 12, 13, 14, 15, 16, 17, 18};
    static const double more[ROUNDS] = {11,   12.1, 13.2, 14.3, 15.4,
                                        16.5, 17.6, 18.7, 19.8};

    struct finding found = compare(even, twice, ROUNDS);
    expect(found.differs && near(found.ratio, 2), "twice as long is a difference");
    expect(compare(twice, even, ROUNDS).differs, "and so it is the other way round");
    expect(!compare(even, even, ROUNDS).differs, "nothing differs from itself");

    found = compare(even, odd, ROUNDS);
    expect(!found.differs && near(found.ratio, 1), "one odd round is no difference");
    found = compare(even, noisy, ROUNDS);
    expect(!found.differs, "nor is noise");
    expect(near(found.low, 0.9) && near(found.high, 1.1),
           "the quartiles are of the pairs");
    found = compare(slower, more, ROUNDS);
    expect(found.differs && near(found.ratio, 1.1) && near(found.low, found.high),
           "a machine that becomes slower hides no difference");
    return verdict();
}
