/* outlet.c: a ring of files that have ended before their turn came. The thread that
 * ends the file whose turn it is writes those behind it, as far as they have ended,
 * too. */
#define _POSIX_C_SOURCE 200809L
#include "cli/outlet.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What stands before the bytes of a piece. */
struct held_piece {
    size_t size;        /* its bytes */
    enum stream stream; /* where they go */
};

bool outlet_open(struct outlet *outlet, size_t count)
{
    *outlet = (struct outlet){.count = count};
    pthread_mutex_init(&outlet->lock, NULL);
    pthread_cond_init(&outlet->moved, NULL);
    outlet->ended = calloc(OUTLET_AHEAD, sizeof *outlet->ended);
    outlet->has_ended = calloc(OUTLET_AHEAD, sizeof *outlet->has_ended);
    output_init(&outlet->streams[STREAM_OUT], STDOUT_FILENO);
    output_init(&outlet->streams[STREAM_ERRORS], STDERR_FILENO);
    return outlet->ended != NULL && outlet->has_ended != NULL;
}

void outlet_close(struct outlet *outlet)
{
    free(outlet->ended);
    free(outlet->has_ended);
    pthread_cond_destroy(&outlet->moved);
    pthread_mutex_destroy(&outlet->lock);
}

void outlet_write(struct outlet *outlet, enum stream stream, const char *bytes,
                  size_t size)
{
    struct output *output = &outlet->streams[stream];
    if (size == 0 || output->error != 0)
        return;
    if (stream == STREAM_OUT && outlet->drops_comma) {
        outlet->drops_comma = false;
        bytes++, size--;
    }
    progress_erase();
    output_write(output, bytes, size);
}

/* Writes what is held, and forgets it. */
static void write_held(struct outlet *outlet, struct held *held)
{
    struct held_piece piece;
    for (size_t at = 0; at < held->size; at += sizeof piece + piece.size) {
        memcpy(&piece, held->bytes + at, sizeof piece);
        outlet_write(outlet, piece.stream, held->bytes + at + sizeof piece, piece.size);
    }
    free(held->bytes);
    *held = (struct held){NULL, 0, 0};
}

static bool make_room(struct held *held, size_t size)
{
    size_t capacity = held->capacity ? held->capacity : 4096;
    while (capacity - held->size < size)
        capacity *= 2;
    if (capacity == held->capacity)
        return true;
    char *bytes = realloc(held->bytes, capacity);
    if (bytes == NULL)
        return false;
    held->bytes = bytes;
    held->capacity = capacity;
    return true;
}

/* gcc's analyzer loses held->bytes here and takes it for a leak. */
#if defined __GNUC__ && !defined __clang__ && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
static bool hold(struct held *held, enum stream stream, const char *bytes, size_t size)
{
    struct held_piece piece;
    memset(&piece, 0, sizeof piece); /* its padding is copied, too */
    piece.size = size;
    piece.stream = stream;
    if (!make_room(held, sizeof piece + size))
        return false;
    memcpy(held->bytes + held->size, &piece, sizeof piece);
    memcpy(held->bytes + held->size + sizeof piece, bytes, size);
    held->size += sizeof piece + size;
    return true;
}

/* Writes what the tap holds if its turn has come, or waits for it where `waits` says
 * so. Returns whether it has come. The lock is held. */
static bool take_turn(struct tap *tap, bool waits)
{
    struct outlet *outlet = tap->outlet;
    while (waits && outlet->turn != tap->file)
        pthread_cond_wait(&outlet->moved, &outlet->lock);
    tap->its_turn = outlet->turn == tap->file;
    if (tap->its_turn) {
        outlet->held_size -= tap->held.size;
        pthread_mutex_unlock(&outlet->lock); /* nobody else writes */
        write_held(outlet, &tap->held);
        pthread_mutex_lock(&outlet->lock);
    }
    return tap->its_turn;
}

/* The sink of the writers. */
static bool write_in_turn(void *context, const char *bytes, size_t size)
{
    struct tap_stream *stream = context;
    struct tap *tap = stream->tap;
    struct outlet *outlet = tap->outlet;
    if (!tap->its_turn) {
        pthread_mutex_lock(&outlet->lock);
        size_t needed = sizeof(struct held_piece) + size;
        bool full = needed > OUTLET_HELD - outlet->held_size;
        if (!take_turn(tap, full) && hold(&tap->held, stream->stream, bytes, size))
            outlet->held_size += needed;
        else
            take_turn(tap, true);
        pthread_mutex_unlock(&outlet->lock);
        if (!tap->its_turn)
            return true;
    }
    outlet_write(outlet, stream->stream, bytes, size);
    return outlet->streams[stream->stream].error == 0;
}

void tap_open(struct tap *tap, struct outlet *outlet)
{
    *tap = (struct tap){.outlet = outlet};
    for (int i = 0; i < STREAMS; i++) {
        struct tap_stream *stream = &tap->streams[i];
        stream->tap = tap;
        stream->stream = (enum stream)i;
        cel_writer_init(&stream->writer, write_in_turn, stream);
    }
}

bool tap_begin(struct tap *tap)
{
    struct outlet *outlet = tap->outlet;
    pthread_mutex_lock(&outlet->lock);
    bool more = outlet->next < outlet->count;
    if (more) {
        tap->file = outlet->next++;
        while (tap->file - outlet->turn >= OUTLET_AHEAD)
            pthread_cond_wait(&outlet->moved, &outlet->lock);
        tap->its_turn = tap->file == outlet->turn;
    }
    pthread_mutex_unlock(&outlet->lock);
    return more;
}

void tap_wait(struct tap *tap)
{
    if (tap->its_turn)
        return;
    pthread_mutex_lock(&tap->outlet->lock);
    take_turn(tap, true);
    pthread_mutex_unlock(&tap->outlet->lock);
}

void tap_flush(struct tap *tap)
{
    for (int i = 0; i < STREAMS; i++)
        cel_writer_flush(&tap->streams[i].writer);
}

/* Writes what the files have left behind, from that whose turn it is to the last that
 * has ended. The lock is held. */
static void move_on(struct outlet *outlet)
{
    while (outlet->has_ended[outlet->turn % OUTLET_AHEAD]) {
        struct held *held = &outlet->ended[outlet->turn % OUTLET_AHEAD];
        outlet->held_size -= held->size;
        pthread_mutex_unlock(&outlet->lock);
        write_held(outlet, held);
        progress_update(&outlet->progress, outlet->turn + 1);
        pthread_mutex_lock(&outlet->lock);
        outlet->has_ended[outlet->turn % OUTLET_AHEAD] = false;
        outlet->turn++;
        pthread_cond_broadcast(&outlet->moved);
    }
}

void tap_end(struct tap *tap)
{
    struct outlet *outlet = tap->outlet;
    tap_flush(tap);
    pthread_mutex_lock(&outlet->lock);
    outlet->ended[tap->file % OUTLET_AHEAD] = tap->held;
    outlet->has_ended[tap->file % OUTLET_AHEAD] = true;
    tap->held = (struct held){NULL, 0, 0};
    if (outlet->turn == tap->file)
        move_on(outlet);
    pthread_mutex_unlock(&outlet->lock);
}
