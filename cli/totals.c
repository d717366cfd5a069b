/* totals.c: sums, and how they are shown. */
#include "cli/totals.h"

#include <stdio.h>

void totals_add(struct totals *totals, const struct totals *more)
{
    totals->files += more->files;
    totals->unread += more->unread;
    totals->broken_files += more->broken_files;
    totals->errors += more->errors;
    totals->more_errors |= more->more_errors;
    totals->units += more->units;
    totals->invalid += more->invalid;
    totals->bytes += more->bytes;
    totals->tokens += more->tokens;
    totals->nodes += more->nodes;
    totals->used += more->used;
    totals->nanoseconds += more->nanoseconds;
    totals->peak += more->peak;
    totals->reserved += more->reserved;
    totals->blocks += more->blocks;
    totals->misses += more->misses;
}

void totals_of_arena(struct totals *totals, struct arena *arena)
{
    struct arena_stats stats = arena_stats(arena);
    totals->peak = stats.peak;
    totals->reserved = stats.reserved;
    totals->blocks = stats.blocks;
    totals->misses = stats.misses;
}

static void show_count(struct cel_writer *out, const char *what, uint64_t count)
{
    char line[64];
    snprintf(line, sizeof line, "%-24s %14llu\n", what, (unsigned long long)count);
    cel_write(out, line);
}

void totals_write_stats(struct cel_writer *out, const struct totals *totals)
{
    show_count(out, "units", totals->units);
    show_count(out, "invalid units", totals->invalid);
    show_count(out, "bytes of text", totals->bytes);
    show_count(out, "tokens", totals->tokens);
    show_count(out, "nodes", totals->nodes);
    show_count(out, "bytes allocated", totals->used);
    show_count(out, "most at once, bytes", totals->peak);
    show_count(out, "held now, bytes", totals->reserved);
    show_count(out, "blocks held", totals->blocks);
    show_count(out, "requests to the backend", totals->misses);
    show_count(out, "parse and reset, us", totals->nanoseconds / 1000);
}

/* "3 errors", "1 error". */
static void write_count(struct cel_writer *out, uint64_t count, const char *what)
{
    cel_write_unsigned(out, count);
    cel_write_char(out, ' ');
    cel_write(out, what);
    if (count != 1)
        cel_write_char(out, 's');
}

void totals_write_summary(struct cel_writer *out, const struct totals *totals)
{
    write_count(out, totals->files, "file");
    cel_write(out, ", ");
    write_count(out, totals->units, "expression");
    cel_write(out, ": ");
    if (totals->errors == 0) {
        cel_write(out, "no errors");
    } else {
        cel_write(out, totals->more_errors ? "more than " : "");
        write_count(out, totals->errors, "error");
        cel_write(out, " in ");
        write_count(out, totals->broken_files, "file");
    }
    if (totals->unread > 0) {
        cel_write(out, "; ");
        cel_write_unsigned(out, totals->unread);
        cel_write(out, " could not be read");
    }
    cel_write_char(out, '\n');
}
