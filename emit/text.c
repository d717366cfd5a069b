/* text.c: numbers, strings and bytes as text, the same in every locale. */
#include "emit/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag/utf8.h"

/* The decimal digits of a double and the place of its point: 0.DIGITS * 10^point. */
struct decimal {
    char digits[18]; /* the first is not 0 unless all are; ended by a NUL */
    int point;       /* where the point stands, from the first digit */
};

/* The value in `count` digits, rounded correctly. Only the point depends on the locale,
 * and points are dropped here. */
static struct decimal round_to(double value, int count)
{
    struct decimal decimal = {.point = 0};
    char spelled[48];
    snprintf(spelled, sizeof spelled, "%.*e", count - 1, value);
    const char *exponent = strchr(spelled, 'e');
    size_t n = 0;
    for (const char *c = spelled; c < exponent; c++)
        if ((unsigned char)(*c - '0') <= 9)
            decimal.digits[n++] = *c;
    decimal.point = (int)strtol(exponent + 1, NULL, 10) + 1;
    return decimal;
}

/* The next larger decimal of as many digits. */
static struct decimal next_up(struct decimal decimal)
{
    size_t i = strlen(decimal.digits);
    while (i > 0 && decimal.digits[i - 1] == '9')
        decimal.digits[--i] = '\0';
    if (i > 0)
        decimal.digits[i - 1]++;
    else
        decimal = (struct decimal){"1", decimal.point + 1};
    return decimal;
}

/* Whether a decimal reads back as the value. Written without a point, it reads the same
 * in every locale. */
static bool is_spelling_of(struct decimal decimal, double value)
{
    char spelled[48];
    snprintf(spelled, sizeof spelled, "%se%d", decimal.digits,
             decimal.point - (int)strlen(decimal.digits));
    double read = strtod(spelled, NULL);
    return memcmp(&read, &value, sizeof value) == 0;
}

/* The fewest digits that read back. Just above a power of two the doubles lie wider
 * apart than below it, so there the next larger decimal may do when the nearest does
 * not; 17 digits always do. */
static struct decimal shortest(double value)
{
    for (int count = 1; count < 17; count++) {
        struct decimal nearest = round_to(value, count), larger = next_up(nearest);
        if (is_spelling_of(nearest, value))
            return nearest;
        if (is_spelling_of(larger, value))
            return larger;
    }
    return round_to(value, 17);
}

static void write_zeros(struct cel_writer *out, int count)
{
    while (count-- > 0)
        cel_write_char(out, '0');
}

void cel_write_double(struct cel_writer *out, double value)
{
    if (signbit(value))
        cel_write_char(out, '-');
    struct decimal decimal = shortest(fabs(value));
    int count = (int)strlen(decimal.digits), point = decimal.point;
    if (value == 0 || (point > -6 && point <= 0)) {
        cel_write(out, value == 0 ? "" : "0.");
        write_zeros(out, value == 0 ? 0 : -point);
        cel_write(out, decimal.digits);
    } else if (point > 0 && point <= 21) {
        cel_write_bytes(out, decimal.digits, (size_t)(count < point ? count : point));
        write_zeros(out, point - count);
        if (count > point) {
            cel_write_char(out, '.');
            cel_write(out, decimal.digits + point);
        }
    } else {
        cel_write_char(out, decimal.digits[0]);
        if (count > 1) {
            cel_write_char(out, '.');
            cel_write(out, decimal.digits + 1);
        }
        cel_write(out, point > 0 ? "e+" : "e");
        cel_write_signed(out, point - 1);
    }
}

static const char hex[] = "0123456789abcdef";

/* The escape that JSON asks for, or that keeps a line a line and a terminal calm;
 * false: none is needed. */
static bool write_json_escape(struct cel_writer *out, uint32_t point)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *found = point < 0x80 && point != 0 ? strchr(from, (int)point) : NULL;
    if (found != NULL) {
        cel_write_char(out, '\\');
        cel_write_char(out, to[found - from]);
        return true;
    }
    if (!cel_is_unsafe(point))
        return false;
    cel_write(out, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        cel_write_char(out, hex[point >> shift & 0xf]);
    return true;
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void cel_write_json_string(struct cel_writer *out, struct cel_string text)
{
    cel_write_char(out, '"');
    for (size_t i = 0, length = 0; i < text.size; i += length) {
        uint32_t point;
        for (length = 0; i + length < text.size && is_plain(text.data[i + length]);)
            length++;
        cel_write_bytes(out, text.data + i, length);
        if (length > 0)
            continue;
        length = cel_utf8_decode(text.data + i, text.size - i, &point);
        if (point == CEL_NO_CODE_POINT)
            cel_write(out, "\xef\xbf\xbd");
        else if (!write_json_escape(out, point))
            cel_write_bytes(out, text.data + i, length);
    }
    cel_write_char(out, '"');
}

void cel_write_base64(struct cel_writer *out, struct cel_string bytes)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    cel_write_char(out, '"');
    for (size_t i = 0; i < bytes.size; i += 3) {
        size_t rest = bytes.size - i < 3 ? bytes.size - i : 3;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < rest ? (unsigned char)bytes.data[i + k] : 0u);
        for (size_t k = 0; k < 4; k++)
            cel_write_char(out, k <= rest ? alphabet[group >> (18 - 6 * k) & 63] : '=');
    }
    cel_write_char(out, '"');
}

void cel_write_octets(struct cel_writer *out, struct cel_string bytes)
{
    cel_write_char(out, '"');
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        if (is_plain(bytes.data[i])) {
            cel_write_char(out, bytes.data[i]);
        } else {
            cel_write(out, "\\x");
            cel_write_char(out, hex[byte >> 4]);
            cel_write_char(out, hex[byte & 15]);
        }
    }
    cel_write_char(out, '"');
}
