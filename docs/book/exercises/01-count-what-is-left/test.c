/* test.c: what is wanted of take and give_back. */
#include "../test.h"

int main(void)
{
    expect(count == 0 && bytes == 0, "nothing is out at first");
    void *small = take(1), *large = take(1000);
    expect(small && large, "there is memory");
    expect(count == 2 && bytes == 1001, "two are out");
    expect((uintptr_t)small % _Alignof(max_align_t) == 0, "an address is right");
    expect((uintptr_t)large % _Alignof(max_align_t) == 0, "and so is the other");
    give_back(small);
    expect(count == 1 && bytes == 1000, "one is back");
    give_back(NULL);
    expect(count == 1 && bytes == 1000, "NULL is no object");
    volatile size_t huge = SIZE_MAX - 1;
    expect(take(huge) == NULL, "a size that is too large gets NULL");
    expect(count == 1 && bytes == 1000, "which is not counted");
    give_back(large);
    expect(count == 0 && bytes == 0, "all are back");
    return verdict();
}
