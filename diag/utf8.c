/* utf8.c: decoding one code point at a time, and many bytes at a time while all is
 * ASCII, as CEL almost always is. */
#include "diag/utf8.h"

#include <string.h>

static bool continues(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

static bool is_scalar(uint32_t point)
{
    return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}

size_t cel_utf8_decode(const char *text, size_t size, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned char lead = bytes[0];
    size_t length = lead < 0x80   ? 1
                    : lead < 0xc0 ? 0
                    : lead < 0xe0 ? 2
                    : lead < 0xf0 ? 3
                                  : 4;
    *point = CEL_NO_CODE_POINT;
    if (length == 0 || length > size || lead > 0xf4)
        return 1;
    uint32_t value = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (!continues(bytes[i]))
            return 1;
        value = value << 6 | (bytes[i] & 0x3fu);
    }
    if (value < least[length] || !is_scalar(value))
        return 1;
    *point = value;
    return length;
}

size_t cel_utf8_encode(uint32_t point, char *out)
{
    if (!is_scalar(point))
        return 0;
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length; i-- > 1; point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3f));
    out[0] = (char)(lead[length] | point);
    return length;
}

enum { CHUNK = 32 };

/* Whether the CHUNK bytes at `text` are ASCII. */
static bool is_ascii_chunk(const char *text)
{
    uint64_t words[CHUNK / 8];
    memcpy(words, text, CHUNK);
    return ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) == 0;
}

/* The length of the text's ASCII beginning: chunk by chunk, the last one overlapping
 * the one before; where a chunk is not ASCII or the text is shorter, byte by byte. */
static size_t skip_ascii(const char *text, size_t size)
{
    size_t i = 0;
    while (i + CHUNK <= size && is_ascii_chunk(text + i))
        i += CHUNK;
    if (i > 0 && i + CHUNK > size && is_ascii_chunk(text + size - CHUNK))
        return size;
    while (i < size && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

size_t cel_utf8_valid(const char *text, size_t size)
{
    size_t i = skip_ascii(text, size);
    while (i < size) {
        uint32_t point;
        size_t length = cel_utf8_decode(text + i, size - i, &point);
        if (point == CEL_NO_CODE_POINT)
            return i;
        i += length;
    }
    return i;
}

size_t cel_utf8_count(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += !continues((unsigned char)text[i]);
    return count;
}
