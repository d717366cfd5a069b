/* signed-overflow.c: a sum that no int holds.
 *
 * ubsan: signed integer overflow */
#include <limits.h>

int main(int argc, char **argv)
{
    int sum = INT_MAX;
    (void)argv;
    sum += argc;
    return sum == 5;
}
