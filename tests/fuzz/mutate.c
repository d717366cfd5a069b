/* mutate.c: a target under libFuzzer. Half of the changes it makes are libFuzzer's own,
 * of bytes and of the dictionary's words; in CEL the other half are the slips of
 * tests/edits_make.c, token by token, which come through to the parser more often. */
#include <string.h>

#include "tests/edits.h"
#include "tests/fuzz/fuzz.h"

/* libFuzzer's own names. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

enum { KEPT = 64 };

/* The texts seen last: tokens are taken from them. */
static char kept[KEPT][FUZZ_LONGEST];
static struct sample all[KEPT];
static struct samples samples = {all, 0};
static size_t next_kept;

static void keep(const char *text, size_t size)
{
    if (size > FUZZ_LONGEST)
        return;
    memcpy(kept[next_kept], text, size);
    all[next_kept] = (struct sample){"kept", {kept[next_kept], size}, 0};
    next_kept = (next_kept + 1) % KEPT;
    samples.count += samples.count < KEPT;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_run(data, size) ? 0 : -1; /* -1: not to be kept */
}

static void edit(struct buffer *text, unsigned seed)
{
    static struct buffer added;
    static struct arena arena;
    static bool is_ready;
    if (!is_ready)
        arena_init(&arena, NULL);
    is_ready = true;
    struct draw draw = {&arena, &samples, seed};
    struct change change = {.added = &added};
    for (unsigned count = 1 + seed / 2 % 4; count > 0; count--)
        if (draw_change(&draw, (seed / 8 + count * 7) % EDIT_KINDS, text, &change))
            apply_change(&change, text);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
    static struct buffer text;
    size_t header = fuzz_target.header;
    if (!fuzz_target.is_cel || size <= header || seed % 2 == 0)
        return LLVMFuzzerMutate(data, size, most);
    text.size = size - header;
    memcpy(text.bytes, data + header, text.size);
    keep(text.bytes, text.size);
    edit(&text, seed);
    if (header + text.size > most)
        return LLVMFuzzerMutate(data, size, most);
    memcpy(data + header, text.bytes, text.size);
    return header + text.size;
}
