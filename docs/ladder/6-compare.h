/* 6-compare.h: how long the same units take with the arena and with malloc.
 *
 * Not to be fooled: both are warm, they take turns, what is freed is freed within the
 * time, a median is not moved by the odd slow round, and both made the same trees. */
#ifndef COMPARE_H
#define COMPARE_H

/* One of the two that are compared. */
struct side {
    struct arena arena;
    struct run run;
    double *samples; /* nanoseconds of a round */
};

/* Does all units once, so that memory and caches are warm; the trees are looked at. */
static void warm_up(struct side *side, const struct run *done,
                    const struct options *options, bool use_malloc)
{
    arena_init(&side->arena, options->limit, use_malloc);
    side->samples = must(calloc(options->times, sizeof *side->samples));
    side->run = *done;
    side->run.arena = &side->arena;
    side->run.quiet = side->run.check = true;
    run_lines(&side->run);
    side->run.check = false;
}

/* Arena, malloc, malloc, arena, and so on: neither always has the other's luck. */
static bool compare(const struct run *done, const struct options *options)
{
    struct side sides[2];
    double medians[2];
    for (int i = 0; i < 2; i++)
        warm_up(&sides[i], done, options, i == 1);
    for (unsigned long i = 0; i < 2 * options->times; i++) {
        struct side *side = &sides[(i + i / 2) % 2];
        double start = now();
        run_lines(&side->run);
        side->samples[i / 2] = now() - start;
    }
    for (int i = 0; i < 2; i++) {
        medians[i] = median(sides[i].samples, options->times) / (double)done->tokens;
        arena_destroy(&sides[i].arena);
        free(sides[i].samples);
    }
    bool same = sides[0].run.sum == sides[1].run.sum;
    fprintf(stderr, "%s: %zu tokens, %zu nodes, %s trees; ", done->name, done->tokens,
            done->nodes, same ? "the same" : "DIFFERENT");
    fprintf(stderr, "ns a token: arena %.1f, malloc %.1f, ratio %.2f\n", medians[0],
            medians[1], medians[1] / medians[0]);
    return same;
}

#endif
