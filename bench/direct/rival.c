/* rival.c: the one rival of the program with malloc compiled in, and its main. */
#include "bench/rival.h"

#include "bench/parsing.h"
#include "bench/worker.h"

static void open_direct(struct bench_parser *p)
{
    arena_init(&p->arena, NULL);
}

static void reset(struct bench_parser *p, struct cel_unit *unit)
{
    (void)unit;
    arena_reset(&p->arena);
}

static void close_direct(struct bench_parser *p)
{
    arena_destroy(&p->arena);
}

static const struct bench_way direct = {
    .open = open_direct, .finish = reset, .close = close_direct};

static const struct bench_rival rivals[] = {BENCH_PARSING("malloc-direct", &direct)};

const struct bench_rival *bench_rival_at(size_t i)
{
    return i < sizeof rivals / sizeof *rivals ? &rivals[i] : NULL;
}

int main(int argc, char **argv)
{
    return bench_worker(argc, argv);
}
