/* specs.h: cases for spec_suite.c: texts that say what an arena is made of. */
#ifndef CASES_SPECS_H
#define CASES_SPECS_H

#include "cellar.h"

#define BACKENDS                                                                       \
    "the backends are arena, malloc, slab, fixed[:BYTES], host, log, fault:N, "        \
    "fault-blocks:N, not "
#define FAULTS "fault and fault-blocks take :N, :N+ or :K/N@SEED, from 1, not "
#define OPTIONS                                                                        \
    "arena and slab take huge, align=N (a power of two), first=BYTES, largest=BYTES "  \
    "and retain=BYTES, not "

static const struct {
    const char *spec; /* a bad one */
    const char *said; /* what is said about it, and of which part */
} bad_specs[] = {
    {"", BACKENDS "''"},
    {"arena,", "only log and fault wrap another backend, not 'arena'"},
    {"log,gc", BACKENDS "'gc'"},
    {"malloc,slab", "only log and fault wrap another backend, not 'malloc'"},
    {"fixed:9z", "fixed takes a number of bytes, not '9z'"},
    {"fixed:", "fixed takes a number of bytes, not ''"},
    {"fixed:0", "fixed takes a number of bytes, not '0'"},
    {"fixed:/", "fixed takes a number of bytes, not '/'"},
    {"fixed::", "fixed takes a number of bytes, not ':'"},
    {"fixed:2305843009213693952",
     "fixed takes a number of bytes, not '2305843009213693952'"},
    {"fixed:18446744073709551616",
     "fixed takes a number of bytes, not '18446744073709551616'"},
    {"fault:3,fault", FAULTS "'fault'"},
    {"fault:", FAULTS "''"},
    {"fault:0", FAULTS "'0'"},
    {"fault:+", FAULTS "'+'"},
    {"fault:1++", FAULTS "'1++'"},
    {"fault:0+", FAULTS "'0+'"},
    {"fault:18446744073709551616", FAULTS "'18446744073709551616'"},
    {"fault:18446744073709551617", FAULTS "'18446744073709551617'"},
    {"fault:99999999999999999999", FAULTS "'99999999999999999999'"},
    {"fault:0/2", FAULTS "'0/2'"},
    {"fault:1/0", FAULTS "'1/0'"},
    {"fault:3/2", FAULTS "'3/2'"},
    {"fault:1/2@", FAULTS "'1/2@'"},
    {"fault:1/2@x", FAULTS "'1/2@x'"},
    {"fault:x/2", FAULTS "'x/2'"},
    {"fault:1/x@1", FAULTS "'1/x@1'"},
    {"fault-blocks", FAULTS "'fault-blocks'"},
    {"fault-blocks:0", FAULTS "'0'"},
    {"fault-blocks:1,fault-blocks:2", "this may be given once: 'fault-blocks'"},
    {"fault-blocks:1,malloc",
     "fault-blocks goes with arena and slab, not with 'fault-blocks:1,malloc'"},
    {"log,log,log,log,log,log,log,log,log",
     "no more than 8 backends may wrap another, not also 'log'"},
    {"log:a,malloc", "log takes no option, not 'a'"},
    {"log:", "log takes no option, not ''"},
    {"malloc:1", "this backend takes no option, not '1'"},
    {"host:", "this backend takes no option, not ''"},
    {"slab:first=", OPTIONS "'first='"},
    {"slab:first=0", OPTIONS "'first=0'"},
    {"slab:largest=x", OPTIONS "'largest=x'"},
    {"arena:retain=", OPTIONS "'retain='"},
    {"arena:retain", OPTIONS "'retain'"},
    {"arena:", OPTIONS "''"},
    {"arena:huge=1", OPTIONS "'huge=1'"},
    {"arena:last=1", OPTIONS "'last=1'"},
    {"arena:align=3", OPTIONS "'align=3'"},
    {"arena:align=0", OPTIONS "'align=0'"},
    {"arena:first=64:x", OPTIONS "'x'"},
};

static const struct {
    const char *spec;           /* a good one, with a fault */
    enum arena_fault_when when; /* which requests it refuses */
    uint64_t n;                 /* from which, or how many in `of` */
    uint64_t of;                /* by chance: in how many */
    uint64_t seed;              /* by chance */
} fault_specs[] = {
    {"fault:1", ARENA_FAULT_NTH, 1, 0, 0},
    {"fault:12+,malloc", ARENA_FAULT_FROM, 12, 0, 0},
    {"fault:1/1", ARENA_FAULT_CHANCE, 1, 1, 0},
    {"log,fault:2/3@0", ARENA_FAULT_CHANCE, 2, 3, 0},
    {"fault:3/40@99,slab", ARENA_FAULT_CHANCE, 3, 40, 99},
    {"fault:18446744073709551615", ARENA_FAULT_NTH, UINT64_MAX, 0, 0},
    {"fault-blocks:7+,slab", ARENA_FAULT_FROM, 7, 0, 0},
    {"fault-blocks:1/2@3", ARENA_FAULT_CHANCE, 1, 2, 3},
};

#endif
