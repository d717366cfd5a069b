#!/bin/sh
# depth.sh GCC CLANG [OPTION]: no text overflows the stack, as tests/depth.c says, with
# either compiler; first, that recursion of 1 KiB a level is noticed.
set -eu
for program in "$1" "$2"; do
    planted=$("$program" -p) || :
    bytes=$(echo "$planted" | sed -n 's/^level \([0-9]*\) .*/\1/p')
    if [ "${bytes:-0}" -lt 1024 ] || [ "$bytes" -gt 2000 ]; then
        echo "check-depth: a planted recursion is not noticed by $program: ${bytes:-no} bytes" >&2
        exit 1
    fi
done
gcc=$("$1" ${3:-}) || { echo "$gcc"; echo 'check-depth: gcc: failed' >&2; exit 1; }
clang=$("$2" ${3:-}) || { echo "$clang"; echo 'check-depth: clang: failed' >&2; exit 1; }
level() { echo "$1" | sed -n 's/^level \([0-9]*\) .*/\1/p'; }
figure() { echo "$1" | sed -n "s/.* $2 \([0-9]*\).*/\1/p"; }
if [ "${3:-}" = -q ]; then
    echo "check-depth-quick: at most $(level "$gcc") bytes of stack a level (gcc)," \
        "$(level "$clang") (clang)"
    exit
fi
inputs=$(echo "$gcc" | sed -n 's/^inputs \([0-9]*\) .*/\1/p')
echo "check-depth: $inputs inputs, at most $(level "$gcc") bytes of stack a level (gcc)," \
    "$(level "$clang") (clang), 64 KiB thread holds 100 levels ($(figure "$gcc" small)" \
    "and $(figure "$clang" small) bytes used), $(figure "$gcc" chains) chains of 1000000" \
    "written in $(figure "$gcc" forms) forms, 0 overflows"
