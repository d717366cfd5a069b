/* diagnostic.c: making diagnostics from the table of texts, and sorting them. */
#include "diag/diagnostic.h"

#include <string.h>

static const struct {
    const char *name; /* the stable code */
    const char *text; /* the message */
} codes[] = {
#define CEL_CODE(code, name, text) {code, text},
#include "diag/codes.def"
#undef CEL_CODE
};

static const char *const notes[] = {
#define CEL_NOTE(name, text) text,
#include "diag/codes.def"
#undef CEL_NOTE
};

const char *cel_code_name(enum cel_code code)
{
    return codes[code].name;
}

const char *cel_code_text(enum cel_code code)
{
    return codes[code].text;
}

struct cel_string cel_note_text(enum cel_note_text text)
{
    return (struct cel_string){notes[text], strlen(notes[text])};
}

static struct cel_diagnostic *append(struct cel_diagnostics *list,
                                     struct cel_diagnostic *diagnostic)
{
    if (list->last != NULL)
        list->last->next = diagnostic;
    else
        list->first = diagnostic;
    list->last = diagnostic;
    return diagnostic;
}

static struct cel_diagnostic error(enum cel_code code, struct cel_span span,
                                   struct cel_string message)
{
    return (struct cel_diagnostic){
        .code = code, .severity = CEL_ERROR, .span = span, .message = message};
}

struct cel_diagnostic *cel_report_no_memory(struct cel_diagnostics *list,
                                            struct cel_span span)
{
    struct cel_diagnostic *diagnostic = &list->out_of_memory;
    if (cel_ran_out_of_memory(list))
        return diagnostic;
    const char *text = codes[CEL_OUT_OF_MEMORY].text;
    *diagnostic =
        error(CEL_OUT_OF_MEMORY, span, (struct cel_string){text, strlen(text)});
    return append(list, diagnostic);
}

static char *copy_bytes(char *to, const char *from, size_t size)
{
    if (size > 0)
        memcpy(to, from, size);
    return to + size;
}

/* The text with its placeholders filled in; data NULL if there is no memory. */
static struct cel_string fill_in(struct arena *arena, const char *text,
                                 const struct cel_string values[CEL_VALUES])
{
    size_t size = strlen(text);
    for (size_t i = 0; i < CEL_VALUES; i++)
        size += values[i].size;
    char *start = (char *)arena_alloc(arena, size, "message");
    char *end = start;
    if (start == NULL)
        return (struct cel_string){NULL, 0};
    for (const char *hole; (hole = strstr(text, "{}")) != NULL; text = hole + 2) {
        end = copy_bytes(end, text, (size_t)(hole - text));
        end = copy_bytes(end, values->data, values->size);
        values++;
    }
    end = copy_bytes(end, text, strlen(text));
    return (struct cel_string){start, (size_t)(end - start)};
}

struct cel_diagnostic *cel_report(struct arena *arena, struct cel_diagnostics *list,
                                  enum cel_code code, struct cel_span span,
                                  const struct cel_string values[CEL_VALUES])
{
    struct cel_string message = fill_in(arena, codes[code].text, values);
    struct cel_diagnostic *diagnostic = ARENA_NEW(arena, struct cel_diagnostic);
    if (message.data == NULL || diagnostic == NULL)
        return cel_report_no_memory(list, span);
    *diagnostic = error(code, span, message);
    return append(list, diagnostic);
}

bool cel_add_note(struct arena *arena, struct cel_diagnostic *diagnostic,
                  struct cel_span span, struct cel_string message)
{
    struct cel_note **end = &diagnostic->notes, *note;
    note = ARENA_NEW(arena, struct cel_note);
    if (note == NULL)
        return false;
    while (*end != NULL)
        end = &(*end)->next;
    *note = (struct cel_note){.span = span, .message = message};
    *end = note;
    return true;
}

bool cel_set_fix(struct arena *arena, struct cel_diagnostic *diagnostic,
                 struct cel_span span, struct cel_string replacement)
{
    struct cel_fix *fix = ARENA_NEW(arena, struct cel_fix);
    if (fix == NULL)
        return false;
    *fix = (struct cel_fix){span, replacement};
    diagnostic->fix = fix;
    return true;
}

/* Merges two sorted lists; of equals, the first list's come first. */
static struct cel_diagnostic *merge(struct cel_diagnostic *a, struct cel_diagnostic *b)
{
    struct cel_diagnostic *merged = NULL, **end = &merged;
    while (a != NULL && b != NULL) {
        struct cel_diagnostic **less = b->span.start < a->span.start ? &b : &a;
        *end = *less;
        end = &(*less)->next;
        *less = *end;
    }
    *end = a != NULL ? a : b;
    return merged;
}

/* Bottom-up merge sort: slot i holds a sorted list of 2^i diagnostics, or NULL. */
void cel_sort_diagnostics(struct cel_diagnostics *list)
{
    struct cel_diagnostic *slots[32], *next = list->first, *sorted = NULL;
    if (list->first == list->last) /* none or one */
        return;
    memset(slots, 0, sizeof slots);
    while (next != NULL) {
        struct cel_diagnostic *run = next;
        next = next->next;
        run->next = NULL;
        size_t i = 0;
        for (; slots[i] != NULL; slots[i++] = NULL) /* of 2^i each: 32 suffice */
            run = merge(slots[i], run);
        slots[i] = merge(slots[i], run);
    }
    for (size_t i = 0; i < 32; i++)
        sorted = merge(slots[i], sorted);
    list->first = sorted;
    for (next = sorted; next != NULL; next = next->next)
        list->last = next;
}
