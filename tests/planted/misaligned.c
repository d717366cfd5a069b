/* misaligned.c: a number that lies across the border of its type's alignment.
 *
 * ubsan: misaligned address */
#include <stdint.h>

int main(int argc, char **argv)
{
    static _Alignas(8) char bytes[16];
    (void)argv;
    return (int)*(uint32_t *)(void *)(bytes + argc);
}
