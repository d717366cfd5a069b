/* swapped-arguments.c: memset's value and size are exchanged.
 *
 * tidy: bugprone-suspicious-memset-usage
 * cppcheck: memsetZeroBytes */
#include <string.h>

int main(void)
{
    char bytes[10] = "";
    memset(bytes, sizeof bytes, 0);
    return bytes[0];
}
