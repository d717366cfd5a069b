#!/bin/sh
# code.sh: prints a short hash of the library's sources, for machine.csv: a result whose
# hash differs was measured with other code.
cd "$(dirname "$0")/.." &&
find arena diag lexer ast parser emit -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort |
    xargs cat | sha256sum | cut -c 1-16
