/* solution.c: a parser of lists that meets mistakes. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct parser {
    const char *text; /* ended by a NUL */
    size_t at;        /* the next character */
    size_t open;      /* lists that are open */
    size_t errors;    /* told so far */
    size_t last;      /* where the newest stands */
};

/* The next character that is no blank; 0 at the end. */
static char next(struct parser *p)
{
    while (p->text[p->at] == ' ')
        p->at++;
    return p->text[p->at];
}

static bool take(struct parser *p, char c)
{
    bool taken = next(p) == c;
    p->at += taken;
    return taken;
}

/* Tells of an error at the next character: one for a place. */
static void complain(struct parser *p)
{
    next(p);
    p->errors += p->errors == 0 || p->last != p->at;
    p->last = p->at;
}

static void list(struct parser *p);

/* Whether a rule waits for it. Outside of all lists it is the end alone. */
static bool awaited(const struct parser *p, char c)
{
    return c == '\0' || (p->open > 0 && (c == ',' || c == ']'));
}

/* Where no rule has a use for the next character: goes on. Each turn takes one. */
static void recover(struct parser *p)
{
    complain(p);
    while (!awaited(p, next(p)))
        if (next(p) == '[')
            list(p);
        else
            p->at++;
}

/* item = NUMBER | list ; */
static void item(struct parser *p)
{
    if (next(p) == '[')
        list(p);
    else if (!isdigit((unsigned char)next(p)))
        recover(p);
    while (isdigit((unsigned char)p->text[p->at]))
        p->at++;
}

/* list = "[" [ item { "," item } ] "]" ; */
static void list(struct parser *p)
{
    take(p, '[');
    p->open++;
    bool more = next(p) != ']';
    while (more) {
        item(p);
        if (next(p) != ',' && next(p) != ']')
            recover(p);
        more = take(p, ',');
    }
    if (!take(p, ']'))
        complain(p);
    p->open--;
}

/* unit = item END ; returns how many errors there are. */
static size_t errors_in(const char *text)
{
    struct parser p = {.text = text};
    item(&p);
    if (next(&p) != '\0')
        recover(&p);
    return p.errors;
}

#include "test.c"
