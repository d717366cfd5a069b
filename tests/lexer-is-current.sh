#!/bin/sh
# lexer-is-current.sh RE2C: whether lexer.c is what re2c makes of lexer.re, and so for
# the ladder's scan.c. Another version of re2c makes other code of the same rules; then
# there is nothing to compare.
set -eu
version='re2c 3.0'
if [ "$(${1%% *} --version 2>/dev/null)" != "$version" ]; then
    echo "check-lexer: SKIPPED, lexer.c was made by $version, which is not here"
    exit 0
fi
made=$(mktemp)
trap 'rm -f "$made"' EXIT
for rules in lexer/lexer docs/ladder/scan; do
    $1 "$rules.re" -o "$made"
    diff -u "$rules.c" "$made"
done
echo "check-lexer: lexer.c and the ladder's scan.c are what $version makes of their rules"
