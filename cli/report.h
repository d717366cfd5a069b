/* report.h: what is wrong with a unit, told in the form that --error-format asks for.
 */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <stdint.h>

#include "cli/options.h"
#include "cli/outlet.h"

/* Tells. `file` is the file's name; `record` is the unit's number in it, counted from
 * 1, or 0 where the file is no records. Memory is taken from `scratch` and released.
 * What has been written to standard output before comes out before. */
void report_unit(const struct options *options, struct tap *tap, struct arena *scratch,
                 const struct cel_unit *unit, const char *file, uint64_t record);

/* What stands before and behind all reports: of SARIF a document has both. `status` is
 * the exit status. */
void report_start(const struct options *options, struct outlet *outlet);
void report_end(const struct options *options, struct outlet *outlet, int status);

#endif
