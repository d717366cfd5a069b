/* byte-order.c: prints a number's first byte in memory.
 *
 * big-endian: differs */
#include <stdio.h>

int main(void)
{
    int number = 1;
    printf("%d\n", *(char *)&number);
    return 0;
}
