/* starter.c: a calculator: one loop, and operators that wait. */
#include <stdio.h>

/* The value of an expression. */
static long calculate(const char *text)
{
    long value = *text++ - '0';
    while (*text) { /* one after the other, whatever binds more tightly: your turn */
        char symbol = *text++;
        long right = *text++ - '0';
        value = symbol == '+'   ? value + right
                : symbol == '-' ? value - right
                                : value * right;
    }
    return value;
}

#include "test.c"
