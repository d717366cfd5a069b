/* writer.c: the buffer before a sink, and the few formats that all writers share. */
#include "diag/writer.h"

#include <string.h>

#include "diag/utf8.h"

void cel_writer_init(struct cel_writer *out, cel_sink *sink, void *context)
{
    out->sink = sink;
    out->context = context;
    out->used = 0;
    out->failed = false;
}

static void hand_on(struct cel_writer *out, const char *bytes, size_t size)
{
    if (size > 0 && !out->failed)
        out->failed = !out->sink(out->context, bytes, size);
}

bool cel_writer_flush(struct cel_writer *out)
{
    hand_on(out, out->buffer, out->used);
    out->used = 0;
    return !out->failed;
}

void cel_write_bytes(struct cel_writer *out, const char *bytes, size_t size)
{
    if (size > sizeof out->buffer - out->used)
        cel_writer_flush(out);
    if (size > sizeof out->buffer) {
        hand_on(out, bytes, size);
    } else if (size > 0) {
        memcpy(out->buffer + out->used, bytes, size);
        out->used += size;
    }
}

void cel_write(struct cel_writer *out, const char *text)
{
    cel_write_bytes(out, text, strlen(text));
}

void cel_write_string(struct cel_writer *out, struct cel_string text)
{
    cel_write_bytes(out, text.data, text.size);
}

void cel_write_unsigned(struct cel_writer *out, uint64_t number)
{
    char digits[20];
    size_t i = sizeof digits;
    do {
        digits[--i] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    cel_write_bytes(out, digits + i, sizeof digits - i);
}

void cel_write_signed(struct cel_writer *out, int64_t number)
{
    if (number < 0)
        cel_write_char(out, '-');
    cel_write_unsigned(out, number < 0 ? -(uint64_t)number : (uint64_t)number);
}

void cel_write_spaces(struct cel_writer *out, size_t count)
{
    while (count-- > 0)
        cel_write_char(out, ' ');
}

bool cel_is_unsafe(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x61c ||
           (point >= 0x200e && point <= 0x200f) ||                  /* direction */
           point == 0x200b || point == 0x2060 || point == 0xfeff || /* unseen */
           (point >= 0x2028 && point <= 0x202e) || /* line ends, embeddings */
           (point >= 0x2066 && point <= 0x2069) || /* isolates */
           point == CEL_NO_CODE_POINT;
}

static void write_hex(struct cel_writer *out, uint32_t number, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        cel_write_char(out, "0123456789abcdef"[number >> shift & 0xf]);
}

void cel_write_safe(struct cel_writer *out, struct cel_string text)
{
    for (size_t i = 0; i < text.size;) {
        uint32_t point;
        size_t length = cel_utf8_decode(text.data + i, text.size - i, &point);
        if (!cel_is_unsafe(point)) {
            cel_write_bytes(out, text.data + i, length);
        } else if (length == 1) {
            cel_write(out, "\\x");
            write_hex(out, (unsigned char)text.data[i], 2);
        } else {
            cel_write(out, "\\u{");
            write_hex(out, point, 4);
            cel_write_char(out, '}');
        }
        i += length;
    }
}
