#!/bin/sh
# hit-path.sh BUILD CC...: the hit path of arena_alloc, for a constant size, takes at most
# 8 instructions with the return. Counts them in the disassembly, from the beginning to
# the first return; the jump to the miss is not taken on the way. First that more are
# noticed: a planted hit keeps count of its bytes.
set -eu
build=$1 most=8
shift
[ "$(uname -m)" = x86_64 ] || { echo 'check-hit-path: SKIPPED, not x86-64'; exit 0; }
mkdir -p "$build/tests"

disassemble() { # CC OPTION...: the instructions up to the first return
    cc=$1
    shift
    "$cc" -std=c11 -O2 -I. "$@" -c -o "$build/tests/hit-path.o" tests/hit-path.c
    objdump -d --no-show-raw-insn "$build/tests/hit-path.o" |
        awk -F '\t' '/<hit>:/ { on = 1; next } /<.*>:/ { on = 0 }
            on && NF > 1 { print $2 } on && $2 ~ /^ret/ { exit }'
}
# clang puts the miss between the test and the rest: leaves out what only it runs
without_miss() {
    awk '/arena_alloc_(aligned|missed)/ { n = kept; next }
         { line[++kept] = $0 }
         /^j/ && !/^jmp/ { test = kept }
         END { for (i = 1; i <= kept; i++) if (!n || i <= test || i > n) print line[i] }'
}

for cc; do
    planted=$(disassemble "$cc" -DPLANTED | without_miss | wc -l)
    [ "$planted" -gt "$most" ] ||
        { echo "check-hit-path: $cc: $planted instructions, though it counts" >&2; exit 1; }
    path=$(disassemble "$cc" | without_miss)
    count=$(printf '%s\n' "$path" | wc -l)
    echo "check-hit-path: $cc: $count instructions, and $planted of a planted one"
    if [ "$count" -gt "$most" ] || ! printf '%s\n' "$path" | grep -q '^ret'; then
        printf '%s\n' "$path"
        exit 1
    fi
done
