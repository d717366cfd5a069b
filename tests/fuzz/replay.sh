#!/bin/sh
# replay.sh PROGRAMS TARGET...: each target's corpus once more, and a line that adds up. A
# target without a corpus fails: nothing would have been looked at.
set -eu
programs=$1
shift
export ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
log=$programs/replay.log
: >"$log"
for target; do
    corpus=tests/fuzz/corpus/$target.txt found=tests/fuzz/corpus/$target.found.txt
    [ -s "$corpus" ] || { echo "check-fuzz: $corpus: there is none" >&2; exit 1; }
    [ -e "$found" ] || found=
    # shellcheck disable=SC2086 # no name has a blank
    "$programs/$target.replay" "$corpus" $found >"$programs/$target.log" ||
        { echo "check-fuzz: $target has failed" >&2; exit 1; }
    cat "$programs/$target.log" >>"$log"
    cat "$programs/$target.log"
done
awk '{ inputs += $2; faults += $5 }
     END { printf "check-fuzz: %d targets, %d inputs replayed, %d planted faults noticed\n",
                  NR, inputs, faults }' "$log"
