/* edits_play.c: an edit from its number: each has a sequence of random numbers of its
 * own, so that one can be played again without those before it. */
#include "tests/edits.h"

#include <string.h>

#include "bench/random.h"

enum { TRIES = 1000 /* samples tried for a kind: most have something for each */ };

static void begin(struct edited *edited, const struct samples *samples,
                  uint64_t *random)
{
    edited->sample = &samples->all[bench_random_below(random, samples->count)];
    edited->text->size = 0;
    collect_bytes(edited->text, edited->sample->text.data, edited->sample->text.size);
}

static bool play_one(struct draw *draw, struct edited *edited)
{
    size_t kind = bench_random_below(&draw->random, EDIT_KINDS);
    for (int i = 0; i < TRIES; i++) {
        begin(edited, draw->samples, &draw->random);
        if (draw_change(draw, kind, edited->text, &edited->change))
            return apply_change(&edited->change, edited->text);
    }
    return false;
}

static bool play_many(struct draw *draw, struct edited *edited)
{
    size_t wanted = 2 + bench_random_below(&draw->random, 49);
    begin(edited, draw->samples, &draw->random);
    for (int i = 0; i < TRIES && edited->changes < wanted; i++) {
        size_t kind = bench_random_below(&draw->random, EDIT_KINDS);
        if (draw_change(draw, kind, edited->text, &edited->change) &&
            apply_change(&edited->change, edited->text))
            edited->changes++;
    }
    return edited->changes == wanted;
}

bool play(const struct player *player, enum series series, unsigned long number,
          struct edited *edited)
{
    uint64_t mixed = player->seed ^ ((uint64_t)series << 56);
    mixed = bench_random(&mixed) ^ number;
    struct draw draw = {player->arena, player->samples[series], bench_random(&mixed)};
    edited->series = series;
    edited->number = number;
    edited->changes = 0;
    edited->options = (struct cel_options){0};
    if (series == MANY) {
        static const uint32_t limits[] = {0, 1, 2, 3, 1000};
        edited->options.max_errors = limits[number % (sizeof limits / sizeof *limits)];
        return play_many(&draw, edited);
    }
    edited->changes = 1;
    return play_one(&draw, edited);
}
