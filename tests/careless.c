/* careless.c: a program that takes no notice of a malloc that fails, and so dies of it:
 * what check-faults-cli must notice. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile char *memory = malloc(100);
    memory[0] = 'x';
    printf("%c\n", memory[0]);
    free((void *)memory);
    return 0;
}
