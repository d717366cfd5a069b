#!/bin/sh
# code.sh: prints a short hash of all that a result depends on, for machine.csv: the
# library, the benchmark and the samples. A result whose hash differs was measured with
# other code.
cd "$(dirname "$0")/.." &&
{   find cellar.h arena diag lexer ast parser emit bench -name '*.[ch]' -o -name '*.def'
    find samples -name '*.cel'
} | LC_ALL=C sort | xargs cat | sha256sum | cut -c 1-16
