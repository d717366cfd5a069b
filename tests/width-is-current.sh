#!/bin/sh
# width-is-current.sh: whether width.def is what width.py makes of Unicode's tables.
# Another version of Unicode makes another table; then there is nothing to compare.
set -eu
version=$(sed -n '1s/.*Unicode \([0-9.]*\):.*/\1/p' diag/width.def)
tables=/usr/share/unicode
if ! grep -q "EastAsianWidth-$version.txt" "$tables/EastAsianWidth.txt" 2>/dev/null; then
    echo "check-width: SKIPPED, width.def was made from Unicode $version, which is not here"
    exit 0
fi
made=$(mktemp)
trap 'rm -f "$made"' EXIT
python3 diag/width.py "$tables" >"$made"
diff -u diag/width.def "$made"
echo "check-width: width.def is what width.py makes of Unicode $version"
