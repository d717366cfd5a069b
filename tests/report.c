/* report.c: counting and collecting. */
#include "tests/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool expect(struct report *report, bool holds, const char *format, ...)
{
    report->checks++;
    if (holds)
        return true;
    report->failures++;
    size_t used = strlen(report->messages);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(report->messages + used, sizeof report->messages - used, format,
              arguments);
    va_end(arguments);
    used = strlen(report->messages);
    if (used + 1 < sizeof report->messages)
        memcpy(report->messages + used, "\n", 2);
    return false;
}

bool expect_text(struct report *report, const char *what, const char *got,
                 const char *wanted)
{
    return expect(report, strcmp(got, wanted) == 0, "%s\n  got    %s\n  wanted %s",
                  what, got, wanted);
}

bool collect(void *context, const char *bytes, size_t size)
{
    struct text *text = context;
    size_t room = sizeof text->bytes - 1 - text->size;
    size_t taken = size < room ? size : room;
    memcpy(text->bytes + text->size, bytes, taken);
    text->size += taken;
    text->bytes[text->size] = '\0';
    return true;
}

struct cel_string string(const char *text)
{
    return (struct cel_string){text, strlen(text)};
}
