/* outlet.h: what several threads write, in the order of their files.
 *
 * Files are numbered, and it is always one file's turn: the thread that has it writes
 * straight through. What the others write is held in memory until their file's turn
 * comes; when too much is held, they wait for it. With one thread nothing is held. */
#ifndef CLI_OUTLET_H
#define CLI_OUTLET_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli/output.h"
#include "cli/progress.h"

/* The two streams. */
enum stream {
    STREAM_OUT,    /* standard output */
    STREAM_ERRORS, /* standard error */
    STREAMS        /* how many there are */
};

enum {
    OUTLET_AHEAD = 1024,   /* files that may be begun after the one whose turn it is */
    OUTLET_HELD = 64 << 20 /* bytes that may be held */
};

/* Output that is held: for each piece a struct held_piece, then its bytes. */
struct held {
    char *bytes;     /* them */
    size_t size;     /* how many */
    size_t capacity; /* how many there is room for */
};

/* The outlet. It must stay where it is. */
struct outlet {
    pthread_mutex_t lock; /* guards all but the streams and what goes with them */
    pthread_cond_t moved; /* the turn has moved on */
    size_t count;         /* files in all */
    size_t next;          /* the file that is begun next */
    size_t turn;          /* the file whose turn it is: all before it are written */
    size_t held_size;     /* bytes held now */
    struct held *ended;   /* of each of OUTLET_AHEAD files, what it has left behind */
    bool *has_ended;      /* of each, whether it has ended before its turn came */
    struct output streams[STREAMS]; /* used only by the thread whose turn it is */
    bool drops_comma;               /* the next byte of standard output is left out */
    struct progress progress;       /* a line on standard error */
};

/* A thread's end of it: what it writes of a file, by two writers. */
struct tap {
    struct outlet *outlet; /* where to */
    size_t file;           /* the file's number */
    bool its_turn;         /* its turn has come */
    struct held held;      /* what must wait until then */
    struct tap_stream {
        struct tap *tap;          /* the tap this belongs to */
        enum stream stream;       /* which of the two */
        struct cel_writer writer; /* the buffer before it */
    } streams[STREAMS];           /* both streams */
};

/* False: no memory. To be closed in any case. */
bool outlet_open(struct outlet *outlet, size_t count);
void outlet_close(struct outlet *outlet);

/* Writes to a stream at once: before the first file and behind the last. */
void outlet_write(struct outlet *outlet, enum stream stream, const char *bytes,
                  size_t size);

void tap_open(struct tap *tap, struct outlet *outlet);

/* Begins the next file, whose number is tap->file. False: there is none. */
bool tap_begin(struct tap *tap);

/* Waits until it is the file's turn: before input that comes from elsewhere. */
void tap_wait(struct tap *tap);

/* Hands on what has been written to either stream, in this order. */
void tap_flush(struct tap *tap);

/* Ends the file. */
void tap_end(struct tap *tap);

#endif
