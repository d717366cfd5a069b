/* faults.h: what the files of check-faults share: memory that fails at each request in
 * turn, while a unit is parsed and while it is written. See faults.c. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/writers.h"

enum {
    FAULTS_BUFFER = 4000000, /* bytes that suffice for every input */
    FAULTS_BACKENDS = 8      /* backends whose requests fail */
};

/* Something to parse. */
struct faults_input {
    const char *name;           /* the file, or what it is about */
    const char *way;            /* the options in words */
    const char *text;           /* its text */
    size_t size;                /* bytes of it */
    struct cel_options options; /* how to parse it */
    enum cel_code reported;     /* not parsed, but reported by hand; or
                                   CEL_CODE_COUNT: parsed */
};

/* Makes the inputs of files, and those that no file can hold: every code is among
 * their errors, unless they are but `some` files. Returns how many inputs there are; 0:
 * complains, a file cannot be read or a code does not occur. `inputs` are static. */
size_t faults_make_inputs(const struct faults_input **inputs, char **files, bool some);

/* Whether every code is among `seen`; tells `complaints`, unless it is NULL, of those
 * that are not. */
bool faults_have_all_codes(const bool seen[CEL_CODE_COUNT], FILE *complaints);

/* What an input gives when no request fails. */
struct faults_reference {
    const struct faults_input *input; /* the input */
    struct arena arena;               /* holds the unit, and what comparing takes */
    struct cel_unit unit;             /* parsed */
    bool valid;                       /* as cel_parse returned */
    uint64_t sums[WRITERS];           /* what each writer writes, added up */
};

/* What is tried: the library, or something with a planted fault. */
struct faults_calls {
    bool (*parse)(struct arena *arena, const struct faults_input *input,
                  struct cel_unit *unit); /* parses, or reports by hand */
    bool (*write)(const struct writer *writer, struct cel_writer *out,
                  struct arena *scratch, const struct cel_unit *unit); /* writes */
    void (*reset)(struct arena *arena);                                /* resets */
};

extern const struct faults_calls faults_real_calls;

/* How thoroughly. */
struct faults_effort {
    size_t step_of_limits; /* limits so many bytes apart are tried */
    bool fresh;            /* each time in a new arena, not in one that was reset */
    unsigned long turn;    /* at each request so far apart all is written, too */
    size_t dense;          /* in texts of fewer bytes the arena is compared after each
                              request that failed; in one of n times as many, n from 1,
                              after each of n + 1 */
};

/* How often something was tried. */
struct faults_count {
    unsigned long parsed;         /* pairs of an input and a request of the parser that
                                     failed */
    unsigned long written;        /* likewise of a writer */
    unsigned long limits;         /* pairs of an input and a limit or a buffer's size */
    unsigned long writers_limits; /* likewise, while it is written */
    unsigned long compared;       /* of all these, those after which the same arena was
                                     seen to serve the parser or writer as at first */
    unsigned long told; /* reports of missing memory, written without memory */
};

/* A run of all that is tried with one input. */
struct faults_run {
    const struct faults_calls *calls;   /* what is tried */
    const struct faults_effort *effort; /* how thoroughly */
    struct faults_reference *reference; /* what should come out */
    struct faults_count *count;         /* how often */
    const char *spec;                   /* the arena, as text */
    char where[100];                    /* what was tried last, in words */
};

/* Parses the input and writes it with all writers, in memory that never fails. */
void faults_make_reference(struct faults_reference *reference,
                           const struct faults_input *input);
void faults_free_reference(struct faults_reference *reference);

/* What has come out of a writer. */
struct faults_written {
    uint64_t sum;   /* of all bytes, to tell one text from another */
    size_t size;    /* how many bytes */
    size_t matched; /* how much of the code stands at the end */
    bool notice;    /* the code of missing memory is in it */
};

/* Writes a unit. Returns what the writer says. */
bool faults_sum(const struct faults_calls *calls, const struct writer *writer,
                struct arena *scratch, const struct cel_unit *unit,
                struct faults_written *written);

/* What is wrong with a unit that was parsed while requests failed or could have, or
 * NULL. `refused`: one did; `must`: and so the unit must say so. */
const char *faults_wrong_unit(struct faults_reference *reference,
                              const struct cel_unit *unit, bool valid, bool refused,
                              bool must);

/* The same of what a writer said and wrote. `refused`: it had not the memory it needs.
 */
const char *faults_wrong_writing(const struct faults_reference *reference,
                                 enum writer_id id, bool good,
                                 const struct faults_written *written, bool refused);

/* The arena, now with memory, serves the parser as it did at first, and `all` writers;
 * it is reset then. */
const char *faults_wrong_again(struct faults_run *run, struct arena *arena, bool all);

/* Each returns what is wrong, or NULL, and leaves in `where` what was tried last.
 * In turn: each request of the parser fails, once and for ever; each of its blocks and
 * each malloc; each request of each writer; each limit and each size of a buffer. */
const char *faults_try_requests(struct faults_run *run);
const char *faults_try_system(struct faults_run *run);
const char *faults_try_writers(struct faults_run *run);
const char *faults_try_limits(struct faults_run *run);

/* All of it, with every backend. */
const char *faults_try_all(struct faults_run *run);

/* Whether each planted fault is noticed; complains of those that are not. Returns how
 * many there are, or 0. */
size_t faults_notice_planted(void);

#endif
