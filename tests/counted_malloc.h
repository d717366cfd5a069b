/* counted_malloc.h: for programs that must see whether malloc is called: with
 * counted_malloc.c linked, its calls are counted. A suite cannot have that: Criterion
 * calls malloc, too. */
#ifndef TESTS_COUNTED_MALLOC_H
#define TESTS_COUNTED_MALLOC_H

/* Calls of malloc and its kin so far. */
unsigned long malloc_calls(void);

#endif
