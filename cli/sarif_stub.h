/* sarif_stub.h: stands in for emit/sarif.c. */
#ifndef CLI_SARIF_STUB_H
#define CLI_SARIF_STUB_H

#include "cellar.h"

static inline void cel_emit_sarif_start(struct cel_writer *out)
{
    cel_write(out, "[");
}

static inline void cel_emit_sarif_results(struct cel_writer *out, struct arena *scratch,
                                          const struct cel_unit *unit,
                                          struct cel_string name)
{
    (void)scratch, (void)unit;
    cel_write(out, ",");
    cel_write_string(out, name);
}

static inline void cel_emit_sarif_end(struct cel_writer *out, int status)
{
    cel_write(out, status == 2 ? "]2\n" : "]\n");
}

#endif
