/* long-bits.c: takes a long to have 64 bits.
 *
 * 32bit: differs */
#include <stdio.h>

int main(void)
{
    unsigned long million = 1000000;
    printf("%lu\n", million * million);
    return 0;
}
