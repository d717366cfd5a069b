#!/bin/sh
# lexer-is-current.sh RE2C: whether lexer.c is what re2c makes of lexer.re. Another
# version of re2c makes other code of the same rules; then there is nothing to compare.
set -eu
version='re2c 3.0'
if [ "$(${1%% *} --version 2>/dev/null)" != "$version" ]; then
    echo "check-lexer: SKIPPED, lexer.c was made by $version, which is not here"
    exit 0
fi
made=$(mktemp)
trap 'rm -f "$made"' EXIT
$1 lexer/lexer.re -o "$made"
diff -u lexer/lexer.c "$made"
echo "check-lexer: lexer.c is what $version makes of lexer.re"
