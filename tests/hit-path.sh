#!/bin/sh
# hit-path.sh BUILD CC...: the hit path of arena_alloc, for a constant size, takes at most
# 8 instructions with the return. Counts them in the disassembly, from the beginning to
# the first return; the jump to the miss is not taken on the way.
set -eu
build=$1
shift
[ "$(uname -m)" = x86_64 ] || { echo 'check-hit-path: SKIPPED, not x86-64'; exit 0; }
mkdir -p "$build/tests"
for cc; do
    "$cc" -std=c11 -O2 -I. -c -o "$build/tests/hit-path.o" tests/hit-path.c
    path=$(objdump -d --no-show-raw-insn "$build/tests/hit-path.o" |
        awk -F '\t' '/<hit>:/ { on = 1; next } /<.*>:/ { on = 0 }
            on && NF > 1 { print $2 } on && $2 ~ /^ret/ { exit }')
    # clang puts the miss between the test and the rest: leave out what only it runs
    path=$(printf '%s\n' "$path" | awk '/arena_alloc_(aligned|missed)/ { n = kept; next } { line[++kept] = $0 }
        /^j/ && !/^jmp/ { test = kept }
        END { for (i = 1; i <= kept; i++) if (!n || i <= test || i > n) print line[i] }')
    count=$(printf '%s\n' "$path" | wc -l)
    echo "check-hit-path: $cc: $count instructions"
    if [ "$count" -gt 8 ] || ! printf '%s\n' "$path" | grep -q '^ret'; then
        printf '%s\n' "$path"
        exit 1
    fi
done
