/* no-memory.c: malloc's answer is used without a look at it.
 *
 * analyzer: analyzer-possible-null-dereference */
#include <stdlib.h>

int main(void)
{
    int *number = malloc(sizeof *number);
    *number = 1;
    free(number);
    return 0;
}
