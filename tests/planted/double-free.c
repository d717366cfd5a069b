/* double-free.c: memory that is given back twice.
 *
 * analyzer: analyzer-double-free
 * tidy: clang-analyzer-unix.Malloc
 * cppcheck: doubleFree
 * asan: double-free
 * valgrind: Invalid free */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char *memory = malloc(10);
    if (memory == NULL)
        return 1;
    memory[0] = '\0';
    puts(memory);
    free(memory);
    free(memory);
    return 0;
}
