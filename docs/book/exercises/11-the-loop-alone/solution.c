/* solution.c: a calculator: one loop, and operators that wait. */
#include <stdio.h>

/* An operator that waits for its right operand. */
struct waiting {
    long left;   /* its left operand */
    char symbol; /* what it is */
};

/* How tightly it binds; 0: the end of the text. */
static int precedence(char symbol)
{
    switch (symbol) {
    case '+':
    case '-': return 1;
    case '*': return 2;
    case '^': return 3;
    default: return 0;
    }
}

static long apply(struct waiting operator, long right)
{
    long power = 1;
    switch (operator.symbol) {
    case '+': return operator.left + right;
    case '-': return operator.left - right;
    case '*': return operator.left * right;
    default:
        while (right-- > 0)
            power *= operator.left;
        return power;
    }
}

/* The value of an expression. */
static long calculate(const char *text)
{
    struct waiting stack[100];
    int count = 0;
    for (;;) {
        long value = *text++ - '0';
        int next = precedence(*text);
        /* An operator leaves when one comes that binds no more tightly; of powers, only
         * when it binds less tightly: the right one is first. */
        while (count > 0 && (precedence(stack[count - 1].symbol) > next ||
                             (precedence(stack[count - 1].symbol) == next && next < 3)))
            value = apply(stack[--count], value);
        if (next == 0)
            return value;
        stack[count++] = (struct waiting){value, *text++};
    }
}

#include "test.c"
