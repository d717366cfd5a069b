/* writer.h: text on its way out. The library never prints: what it writes goes through
 * a writer to a function of the caller's, in pieces of a few kilobytes. */
#ifndef CEL_WRITER_H
#define CEL_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag/span.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Takes `size` bytes; false means they could not be taken, and no more will come. */
typedef bool cel_sink(void *context, const char *bytes, size_t size);

/* A buffer before a sink. Holds no memory beyond itself. */
struct cel_writer {
    cel_sink *sink;    /* where full buffers go */
    void *context;     /* handed to sink */
    size_t used;       /* bytes in the buffer */
    bool failed;       /* the sink said no: all further text is dropped */
    char buffer[8192]; /* text not yet handed on */
};

/* A writer with an empty buffer. */
void cel_writer_init(struct cel_writer *out, cel_sink *sink, void *context);

/* Hands on what is in the buffer. False if the sink ever said no. */
bool cel_writer_flush(struct cel_writer *out);

/* Each appends a text: `size` bytes, a C string, a decimal number, `count` spaces. */
void cel_write_bytes(struct cel_writer *out, const char *bytes, size_t size);
void cel_write(struct cel_writer *out, const char *text);
void cel_write_string(struct cel_writer *out, struct cel_string text);
void cel_write_unsigned(struct cel_writer *out, uint64_t number);
void cel_write_signed(struct cel_writer *out, int64_t number);
void cel_write_spaces(struct cel_writer *out, size_t count);

/* Appends one byte. */
static inline void cel_write_char(struct cel_writer *out, char c)
{
    if (out->used == sizeof out->buffer)
        cel_writer_flush(out);
    out->buffer[out->used++] = c;
}

/* Appends text of unknown origin, such as a file's name, so that a terminal shows it
 * and obeys none of it: control characters, bytes that are no UTF-8 and characters
 * that turn the direction of text appear as \xHH or \u{H}. */
void cel_write_safe(struct cel_writer *out, struct cel_string text);

/* Whether a terminal might obey the code point instead of showing it. */
bool cel_is_unsafe(uint32_t point);

#ifdef __cplusplus
}
#endif

#endif
