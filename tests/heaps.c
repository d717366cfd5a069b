/* heaps.c: `heaps NAME`: makes the heap NAME of the benchmark and prints how many free
 * chunks glibc's malloc has and how many bytes are in them and in use: the check that
 * the states of the heap differ. */
#include <malloc.h>
#include <stdio.h>

#include "bench/heap.h"

int main(int argc, char **argv)
{
    if (argc != 2 || !bench_make_heap(argv[1], 1))
        return 2;
    struct mallinfo2 info = mallinfo2();
    printf("%zu %zu %zu\n", info.ordblks + info.smblks, info.fordblks, info.uordblks);
    return 0;
}
