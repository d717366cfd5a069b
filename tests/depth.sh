#!/bin/sh
# depth.sh GCC CLANG DEBUG_GCC DEBUG_CLANG [OPTION]: no text overflows the stack, as
# tests/depth.c says, with either compiler, and what a level takes without optimisation.
# Each program begins with planted faults. `-q`: levels alone, of GCC and CLANG.
set -eu
option=${5:-}
say() { # say NAME PROGRAM [OPTION]: what the program says; it must succeed
    name=$1
    shift
    "$@" || { echo "check-depth: $name: failed" >&2; exit 1; }
}
level() { echo "$1" | sed -n 's/^level \([0-9]*\) .*/\1/p'; }
right() { echo "$1" | sed -n 's/^level .* right \([0-9]*\) .*/\1/p'; }
figure() { echo "$1" | sed -n "s/^planted \(.* \|\)$2 \([0-9]*\).*/\2/p"; }
planted() { echo "$1" | sed -n 's/^planted \([0-9]*\) .*/\1/p'; }

gcc=$(say gcc "$1" $option) || { echo "$gcc"; exit 1; }
clang=$(say clang "$2" $option) || { echo "$clang"; exit 1; }
if [ "$option" = -q ]; then
    echo "check-depth-quick: $(planted "$gcc") planted faults noticed, at most" \
        "$(level "$gcc") bytes of stack a level (gcc), $(level "$clang") (clang)"
    exit
fi
debug_gcc=$(say 'gcc -O0' "$3" -d) || { echo "$debug_gcc"; exit 1; }
debug_clang=$(say 'clang -O0' "$4" -d) || { echo "$debug_clang"; exit 1; }
echo "check-depth: $(planted "$gcc") planted faults noticed; at most $(level "$gcc") bytes" \
    "of stack a level (gcc), $(level "$clang") (clang), $(right "$gcc")" \
    "and $(right "$clang") in valid texts; without optimisation $(level "$debug_gcc")" \
    "and $(level "$debug_clang"), 10000 levels fit 8 MiB, too"
echo "check-depth: $(figure "$gcc" inputs) inputs, $(figure "$gcc" limits) nests accepted at" \
    "the limit itself and refused one level deeper, 64 KiB thread holds 100 levels" \
    "($(figure "$gcc" small) and $(figure "$clang" small) bytes used) and" \
    "$(figure "$gcc" yaml) nests of YAML, $(figure "$gcc" chains) chains of 1000000 written in" \
    "$(figure "$gcc" forms) forms, 0 overflows"
