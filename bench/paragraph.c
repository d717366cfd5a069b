/* paragraph.c: a word is written when it is known where it ends. */
#include "bench/paragraph.h"

#include <stdarg.h>
#include <stdlib.h>

#include "bench/checked.h"

enum { WIDTH = 88 };

void bench_paragraph_begin(struct bench_paragraph *p, FILE *file)
{
    *p = (struct bench_paragraph){.file = file};
}

static void end_word(struct bench_paragraph *p)
{
    if (p->size == 0)
        return;
    if (p->column > 0 && p->column + 1 + p->size > WIDTH) {
        putc('\n', p->file);
        p->column = 0;
    }
    p->column += p->size + (p->column > 0);
    fprintf(p->file, "%s%.*s", p->column > p->size ? " " : "", (int)p->size, p->word);
    p->size = 0;
}

void bench_write(struct bench_paragraph *p, const char *format, ...)
{
    va_list arguments;
    char text[1000];
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == ' ' || p->size == sizeof p->word)
            end_word(p);
        if (*c != ' ')
            p->word[p->size++] = *c;
    }
}

void bench_paragraph_end(struct bench_paragraph *p)
{
    end_word(p);
    putc('\n', p->file);
}
