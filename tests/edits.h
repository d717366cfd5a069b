/* edits.h: what the parts of edits.c share: texts, random changes of them, what a
 * parsed text is held to, and the account of it all. */
#ifndef TESTS_EDITS_H
#define TESTS_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cellar.h"

/* Some text that grows and shrinks. */
struct buffer {
    size_t size;         /* bytes in use */
    char bytes[1 << 18]; /* room: hundreds of times what a sample has */
};

/* A file of the command line. */
struct sample {
    const char *name;       /* the file's */
    struct cel_string text; /* what stands in it */
    size_t errors;          /* how many the parser finds; 0: it is valid */
};

/* Samples to draw from. */
struct samples {
    struct sample *all; /* they */
    size_t count;       /* how many */
};

/* A change of a text: a stretch of it is replaced. */
struct change {
    size_t kind;          /* one of the EDIT_KINDS */
    size_t at;            /* where */
    size_t removed;       /* bytes taken out there */
    struct buffer *added; /* what is put in their place */
};

/* --- edits_make.c --- */

/* A sink that collects text in a struct buffer. */
bool collect_bytes(void *context, const char *bytes, size_t size);

enum { EDIT_KINDS = 15 /* how many kinds of change there are */ };

/* What a kind of change does: "delete a token". Constant. */
const char *edit_kind(size_t kind);

/* Where changes are drawn from. */
struct draw {
    struct arena *arena;           /* for tokens; reset with each change */
    const struct samples *samples; /* whose tokens are put into others */
    uint64_t random;               /* the state of bench/random.h */
};

/* Draws a change of that kind into `change`, whose `added` is the caller's. False: the
 * text has nothing for it, or would stay as it is. */
bool draw_change(struct draw *draw, size_t kind, const struct buffer *text,
                 struct change *change);

/* Puts a change into effect. False: there is no room. */
bool apply_change(const struct change *change, struct buffer *text);

/* --- edits_hold.c --- */

/* The first thing that is wrong with what cel_parse made of a text, or NULL. `limit` is
 * the max_errors it was given. Writes it in all formats, too. */
const char *broken_property(struct arena *arena, const struct cel_unit *unit,
                            bool valid, uint32_t limit);

/* How many diagnostics a unit has. */
size_t count_errors(const struct cel_unit *unit);

/* --- edits_fix.c, edits_plant.c --- */

/* What went wrong with fixes, and how often. */
struct fixes {
    unsigned long tried; /* fixes put into effect */
    unsigned long gone;  /* then their error was no longer where it was */
    unsigned long alone; /* fixes of a unit's only error */
    unsigned long cured; /* then the unit was valid */
};

/* Puts a unit's fixes into effect, one after the other, in its text. Returns what is
 * wrong with that, or NULL. The unit is lost. */
const char *try_fixes(struct arena *arena, const struct cel_unit *unit,
                      struct fixes *fixes);

/* Whether the properties are noticed when they do not hold: returns the planted fault
 * that is not, or NULL. */
const char *unnoticed_fault(struct arena *arena);

/* --- edits_play.c, edits_show.c --- */

/* What is edited, and how often. */
enum series {
    SINGLE, /* a valid sample, once: what the share is of */
    BROKEN, /* a broken sample, once */
    MANY,   /* any sample, 2 to 50 times, with a limit on errors of its own */
    SERIES  /* how many series there are */
};

/* What edits are played with. */
struct player {
    struct arena *arena;                   /* for tokens */
    const struct samples *samples[SERIES]; /* what is edited */
    uint64_t seed;                         /* of all edits */
};

/* An edit, played: its series and number, with the seed, say all of it. */
struct edited {
    enum series series;          /* which series it is of */
    unsigned long number;        /* its number in there */
    const struct sample *sample; /* what was edited */
    struct change change;        /* the last change */
    size_t changes;              /* how many there were */
    struct cel_options options;  /* how to parse it */
    struct buffer *text;         /* what has come of it; the caller's */
};

/* Plays an edit. False: no sample has anything for the kind it would be. */
bool play(const struct player *player, enum series series, unsigned long number,
          struct edited *edited);

/* Shows people an edit, and what `unit`, its text parsed, has for errors. */
void show_edit(struct cel_writer *out, struct arena *arena, const struct edited *edited,
               const struct cel_unit *unit);

/* --- edits_account.c --- */

enum {
    SHOWN = 20,        /* edits with most errors that are shown */
    LONGEST_LIST = 21, /* numbers of errors told apart */
    GROUPS = 1000,     /* groups of the same codes */
    CODES = 100        /* bytes of a group's codes as text */
};

/* An edit with too many errors; where there are several of a kind, the worst. */
struct found {
    unsigned long number; /* the edit */
    unsigned long count;  /* how many are like it */
    size_t errors;        /* how many errors it has */
    size_t size;          /* bytes of its text */
    char codes[CODES];    /* the errors' codes: what makes two edits alike */
};

/* What has come of the single edits. */
struct account {
    size_t most;                           /* errors an edit may have */
    unsigned long edits;                   /* how many there were */
    unsigned long within;                  /* those with `most` errors or fewer */
    unsigned long histogram[LONGEST_LIST]; /* by errors; the last: as many or more */
    unsigned long of_kind[EDIT_KINDS];     /* by kind */
    unsigned long beyond[EDIT_KINDS];      /* by kind, with more than `most` errors */
    struct found groups[GROUPS];           /* those, by codes */
    size_t group_count;                    /* how many groups there are */
    struct found worst[SHOWN];             /* those with most errors, the worst first */
};

/* Enters an edit. */
void enter_edit(struct account *account, const struct edited *edited,
                const struct cel_unit *unit);

/* Prints the edits by number of errors and by kind, and, if asked, the groups. */
void print_account(const struct account *account, bool verbose);

/* Sorts the groups, those with most edits first. */
void sort_groups(struct account *account);

#endif
