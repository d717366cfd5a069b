#!/bin/sh
# static.sh TOOL BUILD FILE...: what a tool that reads the sources has to say of them,
# which must be nothing: analyzer (of gcc), tidy (of clang) or cppcheck. First what it
# says of planted bugs. What they are told to pass over is in .clang-tidy and
# tests/cppcheck.txt, with the reasons.
set -eu
tool=$1 build=$2
shift 2
. tests/planted.sh
out=$build/static
mkdir -p "$out"

analyzer() {
    printf '%s\n' "$@" | xargs -P 2 -n 1 \
        gcc -std=c11 -I. $defines -fanalyzer -Werror -S -o /dev/null
}

tidy() {
    printf '%s\n' "$@" | xargs -P 2 -n 1 sh -c \
        'clang-tidy-14 --quiet "$@" -- -std=c11 -I. '"$defines" sh
}

cppcheck() {
    command cppcheck -q -j 2 --std=c11 --language=c -I. $defines --error-exitcode=1 \
        --enable=warning,style,performance,portability --inline-suppr \
        --suppressions-list=tests/cppcheck.txt "$@"
}

examine_planted() {
    $tool "tests/planted/$1.c"
}

defines='-DCELLAR_YAML -DBENCH_FLAGS=__FILE__ -DBENCH_COMMIT=__FILE__ -DBENCH_CODE=__FILE__'
notices_planted "$tool" examine_planted
if ! $tool "$@" >"$out/$tool" 2>"$out/$tool.err"; then
    cat "$out/$tool"
    grep -v 'warnings* generated' "$out/$tool.err" || :
    echo "check-$tool: see above" >&2
    exit 1
fi
echo "check-$tool: $# files, 0 warnings; $planted planted bugs noticed"
