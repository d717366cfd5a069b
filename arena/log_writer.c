/* log_writer.c: events as lines of text or JSON, put together by hand: printf may
 * allocate, and a log must not disturb what it tells of. */
#include "log.h"

#include <string.h>

const char *arena_event_name(enum arena_event_kind kind)
{
    static const char *const names[] = {"alloc",   "grow",  "refused", "mark",
                                        "release", "reset", "destroy"};
    return names[kind];
}

void arena_log_writer_init(struct arena_log_writer *writer, arena_log_sink *sink,
                           void *context)
{
    writer->sink = sink;
    writer->context = context;
    writer->used = 0;
    writer->failed = false;
}

bool arena_log_writer_flush(struct arena_log_writer *writer)
{
    if (!writer->failed && writer->used > 0)
        writer->failed = !writer->sink(writer->context, writer->buffer, writer->used);
    writer->used = 0;
    return !writer->failed;
}

static void put_char(struct arena_log_writer *writer, char c)
{
    if (writer->used == sizeof writer->buffer)
        arena_log_writer_flush(writer);
    writer->buffer[writer->used++] = c;
}

static void put(struct arena_log_writer *writer, const char *text)
{
    for (; *text != '\0'; text++)
        put_char(writer, *text);
}

/* A number in base 10 or 16, behind a text. */
static void put_number(struct arena_log_writer *writer, const char *before,
                       uintmax_t number, unsigned base)
{
    char digits[sizeof number * 3];
    size_t at = sizeof digits;
    put(writer, before);
    do
        digits[--at] = "0123456789abcdef"[number % base];
    while ((number /= base) != 0);
    while (at < sizeof digits)
        put_char(writer, digits[at++]);
}

static void put_address(struct arena_log_writer *writer, const void *ptr)
{
    put_number(writer, " 0x", (uintptr_t)ptr, 16);
}

static bool is_request(const struct arena_event *event)
{
    return event->align != 0;
}

static bool has_depth(const struct arena_event *event)
{
    return event->kind == ARENA_EVENT_MARK || event->kind == ARENA_EVENT_RELEASE;
}

/* Where the object was and is, from how many bytes to how many. */
static void put_object(struct arena_log_writer *writer, const struct arena_event *event)
{
    bool grows = event->old_ptr != NULL;
    if (grows)
        put_address(writer, event->old_ptr);
    if (event->ptr != NULL && event->ptr != event->old_ptr) {
        put(writer, grows ? " to" : "");
        put_address(writer, event->ptr);
    }
    put(writer, event->ptr != NULL || grows ? "," : "");
    if (grows)
        put_number(writer, " ", event->old_size, 10);
    put_number(writer, grows ? " to " : " ", event->size, 10);
    put_number(writer, " bytes, align ", event->align, 10);
    put(writer, ", ");
    put(writer, event->tag != NULL ? event->tag : "");
}

void arena_log_text(void *context, const struct arena_event *event)
{
    struct arena_log_writer *writer = context;
    put(writer, arena_event_name(event->kind));
    if (is_request(event))
        put_object(writer, event);
    else if (has_depth(event))
        put_number(writer, " ", event->depth, 10);
    if (!is_request(event))
        put_number(writer, ": ", event->used, 10);
    put(writer, is_request(event) ? "\n" : " bytes in use\n");
}

/* A JSON string; tags are constants of the program, and may still hold anything. */
static void put_string(struct arena_log_writer *writer, const char *text)
{
    put_char(writer, '"');
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20) {
            put(writer, c < 0x10 ? "\\u000" : "\\u001");
            put_char(writer, "0123456789abcdef"[c & 15]);
            continue;
        }
        if (c == '"' || c == '\\')
            put_char(writer, '\\');
        put_char(writer, *text);
    }
    put_char(writer, '"');
}

void arena_log_json(void *context, const struct arena_event *event)
{
    struct arena_log_writer *writer = context;
    put(writer, "{\"event\":");
    put_string(writer, arena_event_name(event->kind));
    if (event->ptr != NULL)
        put_number(writer, ",\"ptr\":", (uintptr_t)event->ptr, 10);
    if (event->old_ptr != NULL)
        put_number(writer, ",\"old_ptr\":", (uintptr_t)event->old_ptr, 10);
    if (is_request(event)) {
        put_number(writer, ",\"size\":", event->size, 10);
        if (event->old_ptr != NULL)
            put_number(writer, ",\"old_size\":", event->old_size, 10);
        put_number(writer, ",\"align\":", event->align, 10);
        put(writer, ",\"tag\":");
        put_string(writer, event->tag != NULL ? event->tag : "");
    }
    if (has_depth(event))
        put_number(writer, ",\"depth\":", event->depth, 10);
    put_number(writer, ",\"used\":", event->used, 10);
    put(writer, "}\n");
}
