/* solution.c: memory that is counted. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* In front of each object. */
struct header {
    _Alignas(max_align_t) size_t size; /* of the object, in bytes */
};

static size_t count, bytes; /* of the objects that are out */

/* NULL: there is no memory. */
static void *take(size_t size)
{
    struct header *header = NULL;
    if (size <= SIZE_MAX - sizeof *header)
        header = malloc(sizeof *header + size);
    if (!header)
        return NULL;
    header->size = size;
    count++;
    bytes += size;
    return header + 1;
}

static void give_back(void *object)
{
    if (!object)
        return;
    struct header *header = (struct header *)object - 1;
    count--;
    bytes -= header->size;
    free(header);
}

#include "test.c"
