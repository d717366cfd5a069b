/* fuzz.c: what the fuzz targets share. */
#define _GNU_SOURCE
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/same_text.h"

#if defined(__SANITIZE_ADDRESS__)
#define REPORTS_APART
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define REPORTS_APART
#endif
#endif

#ifdef REPORTS_APART
#include <sanitizer/common_interface_defs.h>
#endif

static const char *planted = "";
static int real_errors = STDERR_FILENO; /* standard error, even while it is diverted */

bool fuzz_run(const uint8_t *data, size_t size)
{
    static uint8_t header[16];
    size_t skipped = fuzz_target.header;
    if (size < skipped || size - skipped > FUZZ_LONGEST)
        return false;
    memcpy(header, data, skipped);
    fuzz_target.run(header,
                    (struct cel_string){(const char *)data + skipped, size - skipped});
    return true;
}

void fuzz_plant(const char *name)
{
    planted = name;
}

bool fuzz_is_planted(const char *name)
{
    return strcmp(planted, name) == 0;
}

/* A planted fault that is noticed is what was wanted; all else leaves a core. */
static _Noreturn void fail(void)
{
    if (planted[0] != '\0')
        _exit(FUZZ_NOTICED);
    abort();
}

void fuzz_expect(bool holds, const char *what)
{
    if (holds)
        return;
    dprintf(real_errors, "fuzz %s: does not hold: %s\n", fuzz_target.name, what);
    fail();
}

void fuzz_expect_same(struct cel_string got, struct cel_string wanted, const char *what)
{
    if (same_text(got, wanted))
        return;
    dprintf(
        real_errors, "fuzz %s: not the same: %s\n--- got:\n%.*s\n--- wanted:\n%.*s\n",
        fuzz_target.name, what, (int)got.size, got.data, (int)wanted.size, wanted.data);
    fail();
}

struct cel_options fuzz_options(unsigned flags)
{
    return (struct cel_options){.no_macros = flags & FUZZ_NO_MACROS,
                                .no_optional = flags & FUZZ_NO_OPTIONAL};
}

size_t fuzz_text_size(struct cel_string text)
{
    size_t size = cel_utf8_valid(text.data, text.size);
    const char *nul = size > 0 ? memchr(text.data, 0, size) : NULL;
    return nul != NULL ? (size_t)(nul - text.data) : size;
}

/* The bytes of a colour: ESC [ digits and semicolons m; 0: there is none. */
static size_t colour_size(struct cel_string text)
{
    size_t at = 2;
    if (text.size < 3 || text.data[0] != '\033' || text.data[1] != '[')
        return 0;
    while (at < text.size && strchr("0123456789;", text.data[at]) != NULL)
        at++;
    return at < text.size && text.data[at] == 'm' ? at + 1 : 0;
}

size_t fuzz_count_lines(struct cel_string text, bool colour)
{
    size_t lines = 0, taken;
    char last = '\n';
    for (; text.size > 0; text.data += taken, text.size -= taken) {
        uint32_t point = ' ';
        taken = colour ? colour_size(text) : 0;
        last = text.data[0];
        if (taken == 0)
            taken = cel_utf8_decode(text.data, text.size, &point);
        lines += point == '\n';
        fuzz_expect(point == '\n' ||
                        (point != CEL_NO_CODE_POINT && !cel_is_unsafe(point)),
                    "a terminal shows all that is written");
    }
    fuzz_expect(last == '\n', "the last line is ended");
    return lines;
}

/* Both streams, where they really go, and what they go to meanwhile. */
static int real[3] = {-1, -1, -1}, aside[3] = {-1, -1, -1};

static void report_to(int fd)
{
    real_errors = fd;
#ifdef REPORTS_APART
    __sanitizer_set_report_fd((void *)(intptr_t)fd);
#endif
}

void fuzz_divert(int stream)
{
    if (aside[stream] < 0) {
        aside[stream] = memfd_create("aside", MFD_CLOEXEC);
        real[stream] = dup(stream);
    }
    if (aside[stream] < 0 || real[stream] < 0 || ftruncate(aside[stream], 0) != 0 ||
        lseek(aside[stream], 0, SEEK_SET) != 0 || dup2(aside[stream], stream) < 0)
        abort();
    if (stream == STDERR_FILENO)
        report_to(real[stream]);
}

void fuzz_diverted(int stream, struct growing *text)
{
    char bytes[4096];
    ssize_t size;
    if (dup2(real[stream], stream) < 0)
        abort();
    if (stream == STDERR_FILENO)
        report_to(STDERR_FILENO);
    lseek(aside[stream], 0, SEEK_SET);
    text->size = 0;
    while ((size = read(aside[stream], bytes, sizeof bytes)) > 0)
        grow(text, bytes, (size_t)size);
}
