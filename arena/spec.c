/* spec.c: reading a spec, part by part, and making the arenas it names. */
#include "spec.h"

#include <string.h>

#include "backends.h"
#include "sources.h"

#define NAMES "arena, malloc, slab, fixed[:BYTES], host, log, fault:N, fault-blocks:N"

/* A piece of the text. */
struct piece {
    const char *text; /* where it begins */
    size_t size;      /* its bytes */
};

static bool is(struct piece piece, const char *text)
{
    return piece.size == strlen(text) && memcmp(piece.text, text, piece.size) == 0;
}

/* Cuts off what stands before the first `separator`, which is dropped. What is left
 * has a NULL text if there was none. */
static struct piece cut(struct piece *rest, char separator)
{
    struct piece piece = *rest;
    const char *end = memchr(rest->text, separator, rest->size);
    if (end == NULL) {
        *rest = (struct piece){NULL, 0};
        return piece;
    }
    piece.size = (size_t)(end - piece.text);
    *rest = (struct piece){end + 1, rest->size - piece.size - 1};
    return piece;
}

/* A decimal number from `least`; nothing else may stand in the piece. */
static bool read_number(struct piece piece, uint64_t least, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < piece.size; i++) {
        unsigned digit = (unsigned)(unsigned char)piece.text[i] - '0';
        if (digit > 9 || *number > (UINT64_MAX - digit) / 10)
            return false;
        *number = *number * 10 + digit;
    }
    return piece.size > 0 && *number >= least;
}

static bool read_size(struct piece piece, size_t *size)
{
    uint64_t number;
    if (!read_number(piece, 1, &number) || number > PTRDIFF_MAX / 4)
        return false;
    *size = (size_t)number;
    return true;
}

static bool wrong(struct arena_spec *spec, struct piece piece, const char *error)
{
    spec->error = error;
    spec->part = piece.text;
    spec->part_size = piece.size;
    return false;
}

static bool read_chance(struct arena_fault *fault, struct piece chance,
                        struct piece rest)
{
    struct piece of = cut(&rest, '@');
    fault->when = ARENA_FAULT_CHANCE;
    return read_number(chance, 1, &fault->n) && read_number(of, 1, &fault->of) &&
           fault->n <= fault->of &&
           (rest.text == NULL || read_number(rest, 0, &fault->seed));
}

/* N, N+ or K/N@SEED. */
static bool read_when(struct arena_fault *fault, struct piece when)
{
    struct piece rest = when, number = cut(&rest, '/');
    if (rest.text != NULL)
        return read_chance(fault, number, rest);
    bool all_after = when.size > 0 && when.text[when.size - 1] == '+';
    fault->when = all_after ? ARENA_FAULT_FROM : ARENA_FAULT_NTH;
    number.size -= all_after;
    return read_number(number, 1, &fault->n);
}

static bool read_fault(struct arena_spec *spec, struct arena_fault *fault,
                       struct piece name, struct piece argument)
{
    struct piece whole = argument.text != NULL ? argument : name;
    if (argument.text != NULL && read_when(fault, argument))
        return true;
    return wrong(spec, whole,
                 "fault and fault-blocks take :N, :N+ or :K/N@SEED, from 1, not");
}

_Static_assert(ARENA_SPEC_WRAPPERS == 8, "the error below says how many there may be");

static bool read_wrapper(struct arena_spec *spec, const struct arena_backend *backend,
                         struct piece name, struct piece argument)
{
    if (spec->count == ARENA_SPEC_WRAPPERS)
        return wrong(spec, name, "no more than 8 backends may wrap another, not also");
    struct arena_spec_wrapper *wrapper = &spec->wrappers[spec->count++];
    wrapper->backend = backend;
    if (backend == &arena_faulty)
        return read_fault(spec, &wrapper->fault, name, argument);
    spec->logs = true;
    if (argument.text != NULL)
        return wrong(spec, argument, "log takes no option, not");
    return true;
}

static bool read_fault_blocks(struct arena_spec *spec, struct piece name,
                              struct piece argument)
{
    if (spec->blocks.n != 0)
        return wrong(spec, name, "this may be given once:");
    return read_fault(spec, &spec->blocks, name, argument);
}

/* One option of a backend that takes blocks. */
static bool read_option(struct arena_options *options, struct piece option)
{
    struct piece value = option, key = cut(&value, '=');
    if (is(option, "huge")) {
        options->source = arena_huge_source;
        return true;
    }
    if (value.text == NULL)
        return false;
    if (is(key, "first"))
        return read_size(value, &options->first_block);
    if (is(key, "largest"))
        return read_size(value, &options->largest_block);
    if (is(key, "retain"))
        return read_size(value, &options->retain);
    return is(key, "align") && read_size(value, &options->block_align) &&
           (options->block_align & (options->block_align - 1)) == 0;
}

/* Blocks that fill huge pages, where the spec does not say how large they are. */
static void suit_huge_pages(struct arena_options *options)
{
    if (options->first_block == 0)
        options->first_block = ARENA_HUGE_PAGE;
    if (options->largest_block == 0)
        options->largest_block = ARENA_HUGE_PAGE * 4;
}

static bool read_options(struct arena_spec *spec, struct piece options)
{
    while (options.text != NULL) {
        struct piece option = cut(&options, ':');
        if (!read_option(&spec->options, option))
            return wrong(spec, option,
                         "arena and slab take huge, align=N (a power of two), "
                         "first=BYTES, largest=BYTES and retain=BYTES, not");
    }
    if (spec->options.source == arena_huge_source)
        suit_huge_pages(&spec->options);
    return true;
}

static bool takes_blocks(const struct arena_backend *backend)
{
    return backend == &arena_bump || backend == &arena_slab;
}

static const struct arena_backend *base_named(struct piece name)
{
    const char *known;
    for (size_t i = 0; (known = arena_backend_name(i)) != NULL; i++)
        if (is(name, known))
            return arena_backend_named(known);
    return NULL;
}

static bool read_base(struct arena_spec *spec, struct piece name, struct piece argument,
                      bool last)
{
    const struct arena_backend *backend = base_named(name);
    spec->options.backend = backend;
    if (backend == NULL)
        return wrong(spec, name, "the backends are " NAMES ", not");
    if (!last)
        return wrong(spec, name, "only log and fault wrap another backend, not");
    if (takes_blocks(backend))
        return read_options(spec, argument);
    if (argument.text == NULL)
        return true;
    if (backend != &arena_fixed)
        return wrong(spec, argument, "this backend takes no option, not");
    if (!read_size(argument, &spec->buffer_size))
        return wrong(spec, argument, "fixed takes a number of bytes, not");
    return true;
}

static bool read_part(struct arena_spec *spec, struct piece part, bool last)
{
    struct piece argument = part, name = cut(&argument, ':');
    if (is(name, "log"))
        return read_wrapper(spec, &arena_logged, name, argument);
    if (is(name, "fault"))
        return read_wrapper(spec, &arena_faulty, name, argument);
    if (is(name, "fault-blocks"))
        return read_fault_blocks(spec, name, argument);
    return read_base(spec, name, argument, last);
}

bool arena_spec_read(struct arena_spec *spec, const char *text)
{
    struct piece whole = {text, strlen(text)}, rest = whole;
    memset(spec, 0, sizeof *spec);
    while (rest.text != NULL) {
        struct piece part = cut(&rest, ',');
        if (!read_part(spec, part, rest.text == NULL))
            return false;
    }
    struct arena_options *o = &spec->options;
    o->backend = o->backend != NULL ? o->backend : &arena_bump;
    if (o->backend == &arena_fixed && spec->buffer_size == 0)
        spec->buffer_size = ARENA_SPEC_FIXED;
    if (spec->blocks.n != 0 && !takes_blocks(o->backend))
        return wrong(spec, whole, "fault-blocks goes with arena and slab, not with");
    return true;
}

/* A spec that is opened again refuses the same requests again. */
static void start_again(struct arena_fault *fault)
{
    fault->requests = fault->refused = 0;
}

/* The base's options: the spec's own before the caller's. */
static struct arena_options
base_options(struct arena_spec *spec, const struct arena_options *given, void *buffer)
{
    const struct arena_options *own = &spec->options;
    struct arena_options o = *given;
    o.backend = own->backend;
    o.first_block = own->first_block != 0 ? own->first_block : o.first_block;
    o.largest_block = own->largest_block != 0 ? own->largest_block : o.largest_block;
    o.retain = own->retain != 0 ? own->retain : o.retain;
    o.block_align = own->block_align != 0 ? own->block_align : o.block_align;
    o.source = own->source != NULL ? own->source : o.source;
    if (spec->buffer_size != 0) {
        o.buffer = buffer;
        o.buffer_size = spec->buffer_size;
    }
    if (spec->blocks.n != 0) {
        start_again(&spec->blocks);
        spec->blocks.source = o.source;
        spec->blocks.source_context = o.source_context;
        o.source = arena_fault_source;
        o.source_context = &spec->blocks;
    }
    return o;
}

struct arena *arena_spec_open(struct arena_spec *spec,
                              const struct arena_options *options, void *buffer,
                              arena_event_function *event, void *context)
{
    struct arena_options given = options != NULL ? *options : (struct arena_options){0};
    struct arena_options base = base_options(spec, &given, buffer);
    struct arena *inner = &spec->base;
    base.limit = spec->count == 0 ? given.limit : 0;
    arena_init(inner, &base);
    for (size_t i = spec->count; i-- > 0;) {
        struct arena_spec_wrapper *wrapper = &spec->wrappers[i];
        bool logs = wrapper->backend == &arena_logged;
        struct arena_options o = {.backend = wrapper->backend,
                                  .limit = i == 0 ? given.limit : 0};
        wrapper->log = (struct arena_log){inner, event, context};
        wrapper->fault.inner = inner;
        start_again(&wrapper->fault);
        o.setup = logs ? (void *)&wrapper->log : (void *)&wrapper->fault;
        arena_init(&wrapper->arena, &o);
        inner = &wrapper->arena;
    }
    return inner;
}

struct arena_fault *arena_spec_fault(struct arena_spec *spec)
{
    for (size_t i = 0; i < spec->count; i++)
        if (spec->wrappers[i].backend == &arena_faulty)
            return &spec->wrappers[i].fault;
    return spec->blocks.n != 0 ? &spec->blocks : NULL;
}
